import type { Line } from './lines.ts';

/** What a line is for, once its neighbours are known. */
export type Role = 'byline' | 'time' | 'day' | 'heading' | 'text' | 'quote' | 'speaker' | 'teaser';

export type RoledLine = Line & { readonly role: Role };

const END_OF_PAGE = /^(?:nach oben|zum seitenanfang|back to top)$/i;

/** Drops the page's own lines and says of each other one what it is. */
export function assignRoles(all: readonly Line[]): RoledLine[] {
  const end = all.findIndex((line, at) => END_OF_PAGE.test(line.text) && at > all.length / 2);
  const lines = (end === -1 ? all : all.slice(0, end)).filter(
    (line) => line.kind !== 'chrome' && line.kind !== 'updated',
  );
  const page: Page = { lines, repeated: repeatedNames(lines), bylineFirst: bylinesStandAbove(lines) };
  return lines.map((line, at) => ({ ...line, role: roleOf(page, at) }));
}

interface Page {
  readonly lines: readonly Line[];
  /** Names that stand alone on more than one line. */
  readonly repeated: ReadonlySet<string>;
  /** Whether bylines stand above their headlines. */
  readonly bylineFirst: boolean;
}

function bylinesStandAbove(lines: readonly Line[]): boolean {
  const bylines = lines.flatMap((line, at) => (line.kind === 'byline' ? [at] : []));
  const above = bylines.filter((at) => lines[at + 1]?.kind === 'heading').length;
  const below = bylines.filter((at) => lines[at - 1]?.kind === 'heading' && isText(lines[at + 1]?.kind)).length;
  return above >= below;
}

/** A name that stands alone on several lines is a byline, whatever else it looks like. */
function repeatedNames(lines: readonly Line[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { kind, text } of lines) {
    if (kind !== 'byline') continue;
    if (seen.has(text)) repeated.add(text);
    seen.add(text);
  }
  return repeated;
}

function roleOf(page: Page, at: number): Role {
  const line = page.lines[at];
  if (line?.kind === 'byline') return line.sure ? 'byline' : nameRole(page, at);
  if (line?.kind === 'time') return line.clock ? 'time' : 'day';
  if (line?.kind === 'quote') return speaksNext(page, at) ? 'quote' : 'text';
  if (line?.kind === 'heading' || line?.kind === 'teaser') return line.kind;
  return 'text';
}

/** A person's name alone on a line: the speaker of the quote above, a byline, or a short headline. */
function nameRole({ lines, repeated, bylineFirst }: Page, at: number): Role {
  const [before, after, next] = [lines[at - 1]?.kind, lines[at + 1]?.kind, lines[at + 2]?.kind];
  const isRepeated = repeated.has(lines[at]?.text ?? '');
  if (before === 'quote' && !(isRepeated && isTitle(after))) return 'speaker';
  if (isRepeated) return 'byline';
  if (after === 'byline' && !bylineFirst) return 'heading';
  if (isTitle(after) && isText(next)) return 'byline';
  if (isText(after) && (before === 'heading' || (before === 'byline' && !bylineFirst))) return 'byline';
  return 'heading';
}

const isTitle = (kind: Line['kind'] | undefined): boolean => kind === 'heading' || kind === 'byline' || kind === 'time';
const isText = (kind: Line['kind'] | undefined): boolean =>
  kind === 'paragraph' || kind === 'quote' || kind === 'teaser' || kind === undefined;

function speaksNext(page: Page, at: number): boolean {
  const next = page.lines[at + 1];
  return next?.kind === 'byline' && !next.sure && nameRole(page, at + 1) === 'speaker';
}
