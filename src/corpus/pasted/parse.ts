import type { Parse } from '../draft.ts';
import type { Block } from '../entry.ts';
import { localTime } from '../time.ts';
import { bylineForm, cutCredit, readAuthors } from './bylines.ts';
import { datedNewestFirst, type PastedEntry } from './dates.ts';
import { readLines, unquote } from './lines.ts';
import { assignRoles, type RoledLine } from './roles.ts';
import { splitEntries } from './split.ts';

/**
 * Text copied from a liveblog's page: some lines of the page itself, then entries, newest first, each with a byline, a time
 * or both near its headline. A text with no such structure is one entry.
 */
export const parsePasted: Parse = (text) => {
  const lines = readLines(text);
  const updated = lines.find((line) => line.kind === 'updated');
  const day = updated?.day ?? lines.find((line) => line.kind === 'time')?.day ?? null;
  const asOf = updated?.day ? localTime(updated.day, updated.clock ?? { hour: 0, minute: 0 }) : null;
  const chunks = splitEntries(assignRoles(lines));
  return { drafts: datedNewestFirst(chunks.map(readChunk), day), asOf, problems: [] };
};

function readChunk(lines: readonly RoledLine[]): PastedEntry {
  const times = lines.flatMap((line) => (line.kind === 'time' ? [line] : []));
  const rests = times.flatMap(({ rest }) => (rest ? [rest] : []));
  const headline = lines.find((line) => line.role === 'heading') ?? null;
  const inline = rests.find((rest) => bylineForm(rest) === null || !headline);
  const bylines = lines.filter((line) => line.role === 'byline').map((line) => line.text);
  const { body, authors } = readBody(lines, inline ? null : headline);
  const named = [...bylines, ...rests.filter((rest) => rest !== inline)].flatMap(readAuthors);
  return {
    ownIds: [],
    headline: inline ?? headline?.text ?? '',
    authors: [...new Set(named.length > 0 ? named : authors)],
    body,
    publishedAt: null,
    updatedAt: null,
    url: null,
    clock: times.find(({ clock }) => clock)?.clock ?? null,
    day: times.findLast(({ day }) => day)?.day ?? null,
  };
}

function readBody(lines: readonly RoledLine[], headline: RoledLine | null): { body: Block[]; authors: string[] } {
  const body: Block[] = [];
  const authors: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === headline) continue;
    if (line.role === 'quote') {
      const next = lines[at + 1];
      body.push({ kind: 'quote', text: unquote(line.text), speaker: next?.role === 'speaker' ? next.text : null });
    } else if (line.role === 'text' || line.role === 'heading') {
      const credit = cutCredit(line.text);
      authors.push(...credit.authors);
      body.push({ kind: 'paragraph', text: credit.text });
    }
  }
  return { body, authors };
}
