import { speakerIn } from '../bylines.ts';
import type { Line } from './lines.ts';
import { repeatedBylines } from './repeated.ts';

/** What a line is for, once its neighbours are known. */
export type Role = 'byline' | 'time' | 'day' | 'heading' | 'text' | 'quote' | 'speaker' | 'teaser' | 'furniture';

export type RoledLine = Line & { readonly role: Role };

/** Says of each line of a page what it is, where bylines or headlines alone tell its entries apart. */
export function assignRoles(all: readonly Line[]): RoledLine[] {
  const lines = all.filter((line) => line.kind !== 'stamp' || !line.stamp.isRelative);
  const page: Page = {
    lines,
    repeated: repeatedBylines(lines),
    bylineFirst: bylinesStandAbove(lines),
    // the first line is the page's title
    hasHeadlines: lines.slice(1).some(({ kind }) => kind === 'heading'),
  };
  return lines.map((line, at) => ({ ...line, role: roleOf(page, at) }));
}

interface Page {
  readonly lines: readonly Line[];
  /** Names that stand alone on more than one line. */
  readonly repeated: ReadonlySet<string>;
  /** Whether bylines stand above their headlines. */
  readonly bylineFirst: boolean;
  readonly hasHeadlines: boolean;
}

function bylinesStandAbove(lines: readonly Line[]): boolean {
  const bylines = lines.flatMap((line, at) => (line.kind === 'byline' ? [at] : []));
  const above = bylines.filter((at) => lines[at + 1]?.kind === 'heading').length;
  const below = bylines.filter((at) => lines[at - 1]?.kind === 'heading' && isText(lines[at + 1]?.kind)).length;
  return above >= below;
}

function roleOf(page: Page, at: number): Role {
  const line = page.lines[at];
  if (line?.kind === 'byline') return line.sure ? 'byline' : nameRole(page, at);
  if (line?.kind === 'stamp') return line.stamp.clock ? 'time' : 'day';
  if (isOffice(page, at)) return 'speaker';
  if (line?.kind === 'quote') return speaksNext(page, at) ? 'quote' : 'text';
  if (line?.kind === 'heading' || line?.kind === 'teaser') return line.kind;
  return 'text';
}

/** A person's name alone on a line: the speaker of the quote above, a byline, or a short headline. */
function nameRole({ lines, repeated, bylineFirst, hasHeadlines }: Page, at: number): Role {
  const [before, after, next] = [lines[at - 1]?.kind, lines[at + 1]?.kind, lines[at + 2]?.kind];
  const isRepeated = repeated.has(lines[at]?.text ?? '');
  if (before === 'quote' && !(isRepeated && isTitle(after))) return 'speaker';
  if (isRepeated || (!hasHeadlines && repeated.size > 0)) return 'byline';
  if (after === 'byline' && !bylineFirst) return 'heading';
  if (isTitle(after) && isText(next)) return 'byline';
  if (isText(after) && (before === 'heading' || (before === 'byline' && !bylineFirst))) return 'byline';
  return 'heading';
}

const isTitle = (kind: Line['kind'] | undefined): boolean =>
  kind === 'heading' || kind === 'byline' || kind === 'stamp';
const isText = (kind: Line['kind'] | undefined): boolean =>
  kind === 'paragraph' || kind === 'quote' || kind === 'teaser' || kind === undefined;

/** `Anna Muster, Ministerin` below a quote. */
const isOffice = ({ lines }: Page, at: number): boolean =>
  lines[at - 1]?.kind === 'quote' && lines[at]?.kind !== 'byline' && speakerIn(lines[at]?.text ?? '') !== null;

function speaksNext(page: Page, at: number): boolean {
  const next = page.lines[at + 1];
  return isOffice(page, at + 1) || (next?.kind === 'byline' && !next.sure && nameRole(page, at + 1) === 'speaker');
}
