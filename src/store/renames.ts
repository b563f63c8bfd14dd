import type { Entry } from '../corpus/entry.ts';
import { wordOverlap } from '../corpus/text.ts';

interface SourceChange {
  /** What the source held: ids, newest first, each with the entry as it was (null: not known). */
  readonly before: readonly { readonly id: string; readonly entry: Entry | null }[];
  /** What it holds now, newest first; the id is null for an entry never seen. */
  readonly now: readonly { readonly id: string | null; readonly entry: Entry }[];
}

/** Share of words from which two bodies at one place are one entry whose headline was corrected. */
const SAME_OVERLAP_MIN = 0.6;

/**
 * Entries whose id changed with their headline: one went and one came between the same neighbours, with much the same text
 * and no other time. A page that begins anew shares no neighbour, and nothing on it is taken for an old entry; a file of one
 * entry needs none. Pure. @returns the id that each such entry had.
 */
export function findRenamed({ before, now }: SourceChange): Map<Entry, string> {
  const isAlone = before.length === 1 && now.length === 1;
  const shown = new Set(now.map(({ id }) => id));
  const known = new Set(before.map(({ id }) => id));
  const lost = before.flatMap((each, at) =>
    shown.has(each.id) ? [] : [{ ...each, place: placeOf(before, at, (id) => id !== null && shown.has(id)) }],
  );
  const renamed = new Map<Entry, string>();
  for (const [at, { id, entry }] of now.entries()) {
    if (id !== null || lost.length === 0) continue;
    const place = placeOf(now, at, (other) => other !== null && known.has(other));
    if (place === NOWHERE && !isAlone) continue;
    const match = lost.findIndex((each) => each.place === place && each.entry !== null && isSame(each.entry, entry));
    const [found] = match === -1 ? [] : lost.splice(match, 1);
    if (found) renamed.set(entry, found.id);
  }
  return renamed;
}

const NOWHERE = '\n';

/** The nearest neighbours that both lists hold. */
function placeOf(
  list: readonly { readonly id: string | null }[],
  at: number,
  isShared: (id: string | null) => boolean,
) {
  const above = list.slice(0, at).findLast(({ id }) => isShared(id))?.id ?? '';
  const below = list.slice(at + 1).find(({ id }) => isShared(id))?.id ?? '';
  return `${above}\n${below}`;
}

const textOf = ({ body }: Entry): string => body.map(({ text }) => text).join(' ');

function isSame(old: Entry, fresh: Entry): boolean {
  if (old.publishedAt && fresh.publishedAt && old.publishedAt !== fresh.publishedAt) return false;
  const [a, b] = [textOf(old), textOf(fresh)];
  return a !== '' && b !== '' && (a === b || wordOverlap(a, b) >= SAME_OVERLAP_MIN);
}
