/** When many entries wait for one channel at once, the older ones become digests. */
export interface FloodRule {
  /** From one more than this on; 0: never. */
  readonly limit: number;
  /** How many of the newest are posted in full all the same; key entries always are. */
  readonly newestInFull: number;
  /** Entries per digest at most. */
  readonly digestSize: number;
}

interface Waiting {
  readonly isKey: boolean;
}

/** Pure. @param waiting - oldest first; both results are too. */
export function splitFlood<T extends Waiting>(
  waiting: readonly T[],
  { limit, newestInFull, digestSize }: FloodRule,
): { readonly digests: readonly (readonly T[])[]; readonly inFull: readonly T[] } {
  if (limit === 0 || waiting.length <= limit) return { digests: [], inFull: waiting };
  const firstInFull = waiting.length - newestInFull;
  const older = waiting.filter((each, at) => at < firstInFull && !each.isKey);
  const inFull = waiting.filter((each, at) => at >= firstInFull || each.isKey);
  const count = Math.ceil(older.length / digestSize);
  const size = Math.ceil(older.length / Math.max(1, count));
  return { digests: Array.from({ length: count }, (_, at) => older.slice(at * size, (at + 1) * size)), inFull };
}
