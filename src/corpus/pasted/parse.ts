import { cutCredit, readAuthors, speakerIn } from '../bylines.ts';
import { nothingIn, type Parse } from '../draft.ts';
import type { Block } from '../entry.ts';
import type { Stamp } from '../stamp.ts';
import { type Day, localTime } from '../time.ts';
import { splitByTime } from './by-time.ts';
import { datedNewestFirst, type PastedEntry } from './dates.ts';
import { rolesInEntries } from './entry-roles.ts';
import { type Line, readLines, unquote } from './lines.ts';
import { contentLines, unfold, withoutBoxes } from './page.ts';
import { assignRoles, type RoledLine } from './roles.ts';
import { splitEntries } from './split.ts';

/** 10,000 entries have about 100,000; more would take minutes to tell apart. */
const LINES_MAX = 300_000;

/**
 * Text copied from a liveblog's page: some lines of the page itself, then entries, newest first, each with a byline, a time
 * or both near its headline. A text with no such structure is one entry.
 */
export const parsePasted: Parse = (text) => {
  const lines = readLines(text);
  if (lines.length > LINES_MAX)
    return nothingIn(`Expected at most ${LINES_MAX} lines, got ${lines.length}: split the file`);
  const updated = lastChange(lines);
  const day = dayOf(updated) ?? lines.map((line) => dayOf(stampOf(line))).find((each) => each !== null) ?? null;
  const asOf = updated?.day && day ? localTime(day, updated.clock ?? { hour: 0, minute: 0 }) : null;
  const entries = readEntries(contentLines(lines)).map(withoutBoxes).map(readEntry);
  return { drafts: datedNewestFirst(entries, { day, clock: updated?.clock ?? null }), asOf, problems: [] };
};

function readEntries(lines: readonly Line[]): RoledLine[][] {
  const byTime = splitByTime(lines);
  return byTime ? rolesInEntries(byTime.map(unfold)) : splitEntries(assignRoles(unfold(lines)));
}

const stampOf = (line: Line): Stamp | null => (line.kind === 'stamp' || line.kind === 'updated' ? line.stamp : null);

/** When the page says it was changed last. */
function lastChange(lines: readonly Line[]): Stamp | null {
  const at = lines.findIndex((line) => line.kind === 'updated' && (!line.stamp || line.stamp.day));
  const [line, next] = [lines[at], lines[at + 1]];
  return line?.kind === 'updated' && !line.stamp && next ? stampOf(next) : line ? stampOf(line) : null;
}

function dayOf(stamp: Stamp | null): Day | null {
  const { day = null } = stamp ?? {};
  return day?.year ? { ...day, year: day.year } : null;
}

function readEntry(lines: readonly RoledLine[]): PastedEntry {
  const stamps = lines.flatMap((line) => (line.role === 'time' || line.role === 'day' ? (stampOf(line) ?? []) : []));
  const headline = lines.find((line) => line.role === 'heading') ?? null;
  const bylines = lines.filter((line) => line.role === 'byline').flatMap(({ text }) => readAuthors(text));
  const { body, authors } = readBody(lines, headline);
  return {
    ownIds: [],
    headline: headline?.text ?? '',
    authors: [...new Set(bylines.length > 0 ? bylines : authors)],
    body,
    publishedAt: null,
    updatedAt: null,
    url: null,
    clock: stamps.find(({ clock }) => clock)?.clock ?? null,
    day: stamps.findLast((stamp) => stamp.day)?.day ?? null,
  };
}

function readBody(lines: readonly RoledLine[], headline: RoledLine | null): { body: Block[]; authors: string[] } {
  const body: Block[] = [];
  const authors: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === headline) continue;
    if (line.role === 'quote') {
      const next = lines[at + 1];
      const speaker = next?.role === 'speaker' ? (speakerIn(next.text) ?? next.text) : null;
      body.push({ kind: 'quote', text: unquote(line.text), speaker });
    } else if (line.role === 'text' || line.role === 'heading') {
      const credit = cutCredit(line.text);
      authors.push(...credit.authors);
      body.push({ kind: 'paragraph', text: credit.text });
    }
  }
  return { body, authors };
}
