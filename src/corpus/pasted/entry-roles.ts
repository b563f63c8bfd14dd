import { speakerIn } from '../bylines.ts';
import { isJobAt, type Line } from './lines.ts';
import { repeatedBylines } from './repeated.ts';
import type { Role, RoledLine } from './roles.ts';

/** Says of each line of entries that are told apart already what it is. */
export function rolesInEntries(entries: readonly (readonly Line[])[]): RoledLine[][] {
  const repeated = repeatedBylines(entries.flat());
  const page: Page = { repeated, hasHeadlines: mostHaveHeadlines(entries, repeated) };
  return entries.map((lines) => {
    const head = rolesInHead(lines, page);
    return [...head, ...rolesInBody(lines.slice(head.length), page)].filter(({ role }) => role !== 'furniture');
  });
}

interface Page {
  readonly repeated: ReadonlySet<string>;
  readonly hasHeadlines: boolean;
}

/** Of the entries that show it: a name alone above a text may be a byline or a headline. */
const HEADLINES_MIN_SHARE = 0.7;

function mostHaveHeadlines(entries: readonly (readonly Line[])[], repeated: ReadonlySet<string>): boolean {
  let headed = 0;
  let clear = 0;
  for (const lines of entries) {
    const first = lines.findIndex(({ kind }, at) => kind !== 'byline' && kind !== 'stamp' && !isJobAt(lines, at));
    const above = lines[first - 1];
    const isHeaded = lines[first]?.kind === 'heading';
    const isOpen = !isHeaded && above?.kind === 'byline' && !above.sure && !repeated.has(above.text);
    headed += isHeaded ? 1 : 0;
    clear += isOpen ? 0 : 1;
  }
  return headed >= HEADLINES_MIN_SHARE * clear;
}

/** Time, headline and bylines in any order, up to the first line of the text. */
function rolesInHead(lines: readonly Line[], page: Page): RoledLine[] {
  const head: RoledLine[] = [];
  for (const [at, line] of lines.entries()) {
    const role = headRole(lines, at, page, !head.some((each) => each.role === 'heading'));
    if (!role) break;
    head.push({ ...line, role });
  }
  return head;
}

function headRole(lines: readonly Line[], at: number, page: Page, needsHeadline: boolean): Role | null {
  const [line, next] = [lines[at], lines[at + 1]];
  if (line?.kind === 'stamp') return line.stamp.clock ? 'time' : 'day';
  if (line?.kind === 'byline') {
    const isAuthor = line.sure || page.repeated.has(line.text) || !needsHeadline || !page.hasHeadlines;
    return isAuthor || isJobAt(lines, at + 1) || next?.kind === 'heading' || next?.kind === 'byline'
      ? 'byline'
      : 'heading';
  }
  if (isJobAt(lines, at)) return 'furniture';
  return line?.kind === 'heading' && needsHeadline && (page.hasHeadlines || next) ? 'heading' : null;
}

function rolesInBody(lines: readonly Line[], { repeated }: Page): RoledLine[] {
  const last = lines.findLastIndex(({ kind }) => kind !== 'teaser' && kind !== 'stamp');
  const isSpeaker = (at: number) =>
    lines[at - 1]?.kind === 'quote' &&
    speakerIn(lines[at]?.text ?? '') !== null &&
    !(at === last && repeated.has(lines[at]?.text ?? ''));
  return lines.map((line, at): RoledLine => {
    if (isSpeaker(at)) return { ...line, role: 'speaker' };
    if (line.kind === 'quote') return { ...line, role: isSpeaker(at + 1) ? 'quote' : 'text' };
    if (line.kind === 'byline') return { ...line, role: line.sure || at === last ? 'byline' : 'text' };
    // a date alone in a text is the page's
    if (line.kind === 'stamp') return { ...line, role: 'furniture' };
    return { ...line, role: line.kind === 'teaser' ? 'teaser' : 'text' };
  });
}
