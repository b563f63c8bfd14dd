import { bylineForm } from '../bylines.ts';
import { isJobAt, type Line, type StampLine } from './lines.ts';
import { repeatedBylines } from './repeated.ts';

/** Pages that give a time with each entry: the times tell where an entry begins. */

type TimeKind = 'clock' | 'relative' | 'date';

const kindOf = ({ stamp }: StampLine): TimeKind => (stamp.clock ? 'clock' : stamp.isRelative ? 'relative' : 'date');
const isStamp = (line: Line | undefined): line is Line & StampLine => line?.kind === 'stamp';
const isDate = (line: Line | undefined): boolean => isStamp(line) && kindOf(line) === 'date';
const isText = (line: Line | undefined): boolean =>
  line?.kind === 'paragraph' || line?.kind === 'quote' || line?.kind === 'teaser';

/** The lines of each entry, the page's own left out; null where times do not tell entries apart. */
export function splitByTime(content: readonly Line[]): Line[][] | null {
  const kind = markingKind(content);
  if (!kind) return null;
  const lines = settleNames(
    content.filter((line) => !isStamp(line) || kindOf(line) !== 'relative' || kind === 'relative'),
  );
  const page: Page = { lines, repeated: repeatedBylines(lines) };
  const all = findAnchors(lines, kind);
  const anchors = withoutPageTime(page, all);
  if (anchors.length === 0) return null;
  const layout = layoutOf(page, anchors);
  const pageTimes = all.length - anchors.length;
  const starts = anchors.map((anchor, at) => {
    const floor = (all[pageTimes + at - 1]?.last ?? -1) + 1;
    return Math.max(
      floor,
      at === 0 && layout === 'end' ? firstTextAbove(page, anchor) : startOf(page, anchor, layout, floor),
    );
  });
  const entries = starts.map((start, at) => lines.slice(start, starts[at + 1] ?? lines.length));
  return withoutContents(layout === 'end' ? entries.map(timeFirst) : entries);
}

/** `18.00 Uhr: Erste Prognose` is no name where the other times have headlines behind them. */
function settleNames(lines: readonly Line[]): Line[] {
  const stamps = lines.filter(isStamp);
  const names = new Set<Line>(stamps.filter(({ restIs, rest }) => restIs === 'byline' && bylineForm(rest) === 'name'));
  const headlines = stamps.filter(({ restIs }) => restIs === 'headline').length;
  if (headlines <= names.size) return [...lines];
  return lines.map((line) => (isStamp(line) && names.has(line) ? { ...line, restIs: 'headline' } : line));
}

const timeFirst = (lines: readonly Line[]): Line[] => [
  ...lines.filter(isStamp),
  ...lines.filter((line) => !isStamp(line)),
];

interface Page {
  readonly lines: readonly Line[];
  /** Bylines that stand on the page more than once. */
  readonly repeated: ReadonlySet<string>;
}

/** A person's name that stands there once may be a short headline. */
const isTitle = ({ lines, repeated }: Page, at: number): boolean => {
  const line = lines[at];
  return line?.kind === 'heading' || (line?.kind === 'byline' && !line.sure && !repeated.has(line.text));
};

/** The kind of time that stands with the entries: of the day, else relative to now, else dates alone. */
function markingKind(lines: readonly Line[]): TimeKind | null {
  const stamps = lines.filter(isStamp);
  const count = (kind: TimeKind) => stamps.filter((line) => kindOf(line) === kind).length;
  const repeated = repeatedBylines(lines);
  const bylines = lines.filter((line) => line.kind === 'byline' && (line.sure || repeated.has(line.text))).length;
  const isHeadline = (line: Line, at: number) => line.kind === 'heading' && line.afterBlank && isText(lines[at + 1]);
  const headlines = lines.filter(isHeadline).length;
  const clocks = count('clock');
  if (clocks > 0 && 2 * clocks >= Math.max(count('relative'), bylines))
    return clocks > 1 || headlines < 2 ? 'clock' : null;
  if (count('relative') > 1 && 2 * count('relative') >= bylines) return 'relative';
  return count('date') > 1 && count('date') > Math.max(bylines, headlines / 2) ? 'date' : null;
}

interface Anchor {
  /** The first and the last line of a run of times and bylines. */
  readonly first: number;
  readonly last: number;
  readonly stamp: Line & StampLine;
}

const sameClock = (a: StampLine, b: StampLine): boolean =>
  !a.stamp.clock ||
  !b.stamp.clock ||
  (a.stamp.clock.hour === b.stamp.clock.hour && a.stamp.clock.minute === b.stamp.clock.minute);

/** Times with what belongs to them; a time that stands twice is one. */
function findAnchors(lines: readonly Line[], kind: TimeKind): Anchor[] {
  const anchors: Anchor[] = [];
  for (const [at, line] of lines.entries()) {
    if (!isStamp(line) || kindOf(line) !== kind) continue;
    const before = anchors.at(-1);
    const isSame = before && before.last === at - 1 && sameClock(before.stamp, line) && isBare(before.stamp);
    if (isSame && isBare(line)) anchors.pop();
    anchors.push({ first: isSame && isBare(line) ? before.first : at, last: at, stamp: line });
  }
  return anchors;
}

const isBare = ({ restIs }: StampLine): boolean => restIs === null || restIs === 'byline';

/**
 * The first time is the page's when it has a date and most of the others have none, or when it alone stands above a text
 * on a page that ends with a time.
 */
function withoutPageTime(page: Page, anchors: readonly Anchor[]): readonly Anchor[] {
  const [first, ...others] = anchors;
  if (!first || others.length < 2 || !page.lines.slice(0, first.first).some((_, at) => isTitle(page, at)))
    return anchors;
  const dated = others.filter(({ stamp }) => stamp.stamp.day).length;
  const isDatedAlone = first.stamp.stamp.day !== null && dated * 2 < others.length;
  return isDatedAlone || (standsLast(page, others) && !isBelowText(page, first)) ? others : anchors;
}

const isBelowText = ({ lines }: Page, { first, stamp }: Anchor): boolean => isBare(stamp) && isText(lines[first - 1]);

const standsLast = (page: Page, anchors: readonly Anchor[]): boolean =>
  page.lines.length - 1 === anchors.at(-1)?.last && anchors.every((anchor) => isBelowText(page, anchor));

/** Where the time stands: above its headline, below it, or below the whole entry. */
type Layout = 'above' | 'above, bylines first' | 'below' | 'end';

function layoutOf(page: Page, anchors: readonly Anchor[]): Layout {
  if (standsLast(page, anchors)) return 'end';
  let below = 0;
  for (const anchor of anchors) {
    const { restIs } = anchor.stamp;
    const hasTitleAbove = restIs !== 'headline' && isTitle(page, titleAbove(page, anchor));
    const hasTitleBelow = restIs === 'headline' || (restIs !== 'text' && isTitle(page, titleBelow(page, anchor)));
    if (hasTitleAbove && !hasTitleBelow) below += 1;
    else if (!hasTitleAbove) below -= 1;
  }
  if (below > 0) return 'below';
  return bylinesStandAbove(page, anchors) ? 'above, bylines first' : 'above';
}

/** The line above a time and its bylines. */
function titleAbove(page: Page, { first }: Anchor): number {
  let at = first - 1;
  while (page.lines[at]?.kind === 'byline' && (isTitle(page, at - 1) || page.lines[at - 1]?.kind === 'byline')) at -= 1;
  return at;
}

/** The line below a time and its bylines. */
function titleBelow({ lines, repeated }: Page, { last }: Anchor): number {
  let at = last + 1;
  for (let line = lines[at]; line; line = lines[at]) {
    const isByline = line.kind === 'byline' && (line.sure || repeated.has(line.text));
    if (!isByline && !isJobAt(lines, at)) break;
    at += 1;
  }
  return at;
}

/** @param floor the first line behind the time above. */
function startOf(page: Page, anchor: Anchor, layout: Layout, floor: number): number {
  let start = anchor.first;
  if (layout === 'end') start = floor;
  else if (layout === 'below' && isTitle(page, titleAbove(page, anchor))) start = titleAbove(page, anchor);
  else if (layout === 'above, bylines first') start = skipBylinesUp(page, start);
  // a date between two entries is the lower one's
  while (start > floor && isDate(page.lines[start - 1])) start -= 1;
  return start;
}

/** Without a time above it the first entry begins with the last headline before its text, and the byline above that. */
function firstTextAbove(page: Page, { first }: Anchor): number {
  let at = first;
  while (at > 0 && !isTitle(page, at)) at -= 1;
  while (isJobAt(page.lines, at - 1)) at -= 1;
  return page.lines[at - 1]?.kind === 'byline' ? at - 1 : at;
}

const skipBylinesUp = ({ lines }: Page, from: number): number => {
  let at = from;
  while (lines[at - 1]?.kind === 'byline' && lines[at - 2]?.kind !== 'quote') at -= 1;
  return at;
};

/** `Anna Muster / 14:32 / headline`: then most times have a byline above, the first one too, and no text ends with one. */
function bylinesStandAbove(page: Page, anchors: readonly Anchor[]): boolean {
  const below = anchors.filter(({ first }) => skipBylinesUp(page, first) < first);
  return below[0] === anchors[0] && 2 * below.length > anchors.length && page.lines.at(-1)?.kind !== 'byline';
}

/** A table of contents repeats headlines: what has no text, and only headlines that stand again with one, is left out. */
function withoutContents(entries: readonly Line[][]): Line[][] {
  const told = new Set(entries.filter((lines) => lines.some(isBody)).flatMap((lines) => titlesIn(lines)));
  return entries.filter((lines) => {
    const titles = titlesIn(lines);
    const repeated = titles.filter((title) => told.has(title)).length;
    return lines.some(isBody) || 2 * repeated < titles.length;
  });
}

const isBody = (line: Line): boolean => isText(line) || (isStamp(line) && line.restIs === 'text');

const titlesIn = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) => {
    if (line.kind === 'heading' || (line.kind === 'byline' && !line.sure)) return line.text;
    return isStamp(line) && line.restIs === 'headline' ? line.rest : [];
  });
