/** Groups are told apart by this many leading bits at most. */
const BITS = 32;

/**
 * Groups of at most `most` things, halved by the bits of their hashes as long as they are too large. What group a thing is in
 * depends on hashes alone, not on order: one more thing changes one group and leaves all others as they are.
 * @param hashOf at least eight hex digits, evenly distributed.
 */
export function groupByHash<T>(things: readonly T[], hashOf: (thing: T) => string, most: number): T[][] {
  const keyed = things.map((thing) => {
    const hash = hashOf(thing);
    return { thing, hash, bits: Number.parseInt(hash.slice(0, 8), 16) };
  });
  keyed.sort((a, b) => a.bits - b.bits || (a.hash < b.hash ? -1 : Number(a.hash > b.hash)));
  const groups: T[][] = [];
  const split = (first: number, last: number, bit: number): void => {
    if (first === last) return;
    if (last - first <= most || bit < 0) {
      for (let at = first; at < last; at += most)
        groups.push(keyed.slice(at, Math.min(last, at + most)).map(({ thing }) => thing));
      return;
    }
    let middle = first;
    while (middle < last && ((keyed[middle]?.bits ?? 0) / 2 ** bit) % 2 < 1) middle++;
    split(first, middle, bit - 1);
    split(middle, last, bit - 1);
  };
  split(0, keyed.length, BITS - 1);
  return groups;
}
