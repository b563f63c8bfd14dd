import { endsPage, opensBox } from './chrome.ts';
import type { Line } from './lines.ts';

/** Lines that may belong to entries: without buttons, menus, update notes and what stands below the last entry. */
export function contentLines(lines: readonly Line[]): Line[] {
  const lastMark = lines.findLastIndex(({ kind }) => kind === 'stamp' || kind === 'byline');
  const end = lines.findIndex(({ text }, at) => at > lastMark && at > lines.length / 2 && endsPage(text));
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .filter((line, at) => line.kind !== 'chrome' && line.kind !== 'updated' && !belongsToLineAbove(lines, at));
}

/** `Updated` or `Video` alone on a line, and its time on the next. */
function belongsToLineAbove(lines: readonly Line[], at: number): boolean {
  const [above, line] = [lines[at - 1], lines[at]];
  if (line?.kind !== 'stamp' || line.rest !== '' || !above) return false;
  return (above.kind === 'updated' && !above.stamp) || /^(?:video|audio|podcast)$/i.test(above.text);
}

const isLink = ({ kind }: Line): boolean => kind === 'heading' || kind === 'byline';

/** An entry's lines without its boxes of links. */
export function withoutBoxes<T extends Line>(lines: readonly T[]): T[] {
  const kept: T[] = [];
  let isInBox = false;
  const lastText = lines.findLastIndex((line) => !isLink(line));
  for (const [at, line] of lines.entries()) {
    isInBox = opensBox(line.text) || (isInBox && isLink(line) && (!line.afterBlank || at > lastText));
    if (!isInBox) kept.push(line);
  }
  return kept;
}

/** What stands on one line with a time, as a line of its own. */
export const unfold = (lines: readonly Line[]): Line[] =>
  lines.flatMap((line): Line[] => {
    if (line.kind !== 'stamp' || line.restIs === null) return [line];
    const time = { ...line, text: line.text.slice(0, line.text.length - line.rest.length), rest: '', restIs: null };
    const rest = { text: line.rest, afterBlank: false };
    if (line.restIs === 'byline') return [time, { ...rest, kind: 'byline', sure: true }];
    return [time, { ...rest, kind: line.restIs === 'headline' ? 'heading' : 'paragraph' }];
  });
