const ELLIPSIS = ' …';

/** As many blocks from the first on as fit into `max` UTF-16 units. */
export function joinWithin(blocks: readonly string[], separator: string, max: number): string {
  let joined = '';
  for (const block of blocks) {
    const next = joined ? joined + separator + block : block;
    if (next.length > max) break;
    joined = next;
  }
  return joined;
}

/** A text no longer than `max` UTF-16 units: cut between words, never within a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < ELLIPSIS.length) return '';
  const room = text.slice(0, max - ELLIPSIS.length);
  const space = room.lastIndexOf(' ');
  // no half surrogate pair, no joiner that waits for the next sign
  return (
    (space > room.length / 2 ? room.slice(0, space) : room).replace(/(?:[\uD800-\uDBFF]|\u200D|\uFE0F)+$/, '') +
    ELLIPSIS
  );
}

/** Cut at a sentence's end where there is one in the second half, else between words. */
export function cutAtSentence(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, Math.max(0, max - ELLIPSIS.length));
  const end = [...room.matchAll(/[.!?…]["“”»]?(?=\s)/g)].at(-1);
  if (!end || end.index < room.length / 2) return cut(text, max);
  return room.slice(0, end.index + end[0].length) + ELLIPSIS;
}
