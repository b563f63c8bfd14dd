import type { RoledLine } from './roles.ts';

/** Without bylines and times a page must have this many headlines to be a liveblog rather than one text. */
const HEADLINES_MIN = 2;

/** The lines of each entry; what stands before the first one belongs to the page. */
export function splitEntries(lines: readonly RoledLine[]): RoledLine[][] {
  const starts = findStarts(lines);
  if (starts.length === 0) return lines.length > 0 ? [wholeText(lines)] : [];
  return starts.map((start, at) => lines.slice(start, starts[at + 1] ?? lines.length));
}

const isMeta = (line: RoledLine | undefined): boolean =>
  line?.role === 'byline' || line?.role === 'time' || line?.role === 'day';
const isBody = (line: RoledLine | undefined): boolean => line !== undefined && !isMeta(line) && line.role !== 'heading';

function findStarts(lines: readonly RoledLine[]): number[] {
  const plain = plainStarts(lines);
  if (bylinesComeLast(lines)) return plain;
  const marked = markedStarts(lines);
  if (marked.length > 0 && plain.length <= 3 * marked.length) return marked;
  return plain.length >= HEADLINES_MIN ? plain : marked;
}

/** Headlines with a byline or a time beside them, and bylines or times that stand for a missing headline. */
function markedStarts(lines: readonly RoledLine[]): number[] {
  const starts: number[] = [];
  for (const [at, line] of lines.entries()) {
    const starting = line.role === 'heading' ? isHeadline(lines, at) : startsWithoutHeadline(lines, at);
    if (starting) starts.push(firstMetaBefore(lines, at));
  }
  return dropPageTitle(lines, [...new Set(starts)]);
}

const isClockOrByline = (line: RoledLine | undefined): boolean => line?.role === 'byline' || line?.role === 'time';

function isHeadline(lines: readonly RoledLine[], at: number): boolean {
  if (isClockOrByline(lines[at - 1])) return true;
  return isClockOrByline(lines[at + 1]) && isBody(lines.slice(at + 1).find((line) => !isMeta(line)));
}

const firstMetaBefore = (lines: readonly RoledLine[], at: number): number => {
  let first = at;
  while (isMeta(lines[first - 1])) first -= 1;
  return first;
};

/** A time or byline right above a body. */
const startsWithoutHeadline = (lines: readonly RoledLine[], at: number): boolean =>
  isClockOrByline(lines[at]) && lines[at - 1]?.role !== 'heading' && isBody(lines[at + 1]);

/** … when the text ends with a byline, and the first headline has none above it. */
function bylinesComeLast(lines: readonly RoledLine[]): boolean {
  const first = lines.findIndex((line) => line.role === 'byline');
  return lines.at(-1)?.role === 'byline' && isBody(lines[first - 1]);
}

/**
 * A page's title with its own date or byline below looks like an entry; the entries themselves then carry theirs above.
 * Where no entry has a headline the byline below the title is the first entry's.
 */
function dropPageTitle(lines: readonly RoledLine[], starts: readonly number[]): number[] {
  const [first, ...others] = starts;
  if (first === undefined) return [];
  const headingFirst = (start: number) => lines[start]?.role === 'heading';
  if (!headingFirst(first) || others.length < 2 || others.some(headingFirst)) return [first, ...others];
  return lines.slice(first + 1).some(({ role }) => role === 'heading') ? others : [first + 1, ...others];
}

/** Headlines by their form alone: short, no full stop, a blank line above, text below. */
const plainStarts = (lines: readonly RoledLine[]): number[] =>
  lines.flatMap((line, at) => (line.role === 'heading' && line.afterBlank && isBody(lines[at + 1]) ? [at] : []));

/** One text: its first line is the headline only if it looks like one. */
const wholeText = (lines: readonly RoledLine[]): RoledLine[] =>
  lines.map((line, at) => (line.role === 'heading' && at > 0 ? { ...line, role: 'text' } : line));
