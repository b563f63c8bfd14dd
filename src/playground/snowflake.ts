const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Ids as Discord makes them: milliseconds since 2015, then a number that counts on. */
export function createSnowflakes(now: () => number = Date.now): () => string {
  let count = 0n;
  return () => {
    count += 1n;
    return String(((BigInt(now()) - DISCORD_EPOCH_MS) << 22n) | (count & 0x3fffffn));
  };
}
