/** Plain text as entries hold it: NFC, no control, half or invisible characters, white space folded. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    // a single space is what it becomes: passing over it takes half the time
    .replace(/[\p{Cc}\p{Cs}\s]{2,}|[\p{Cc}\p{Cs}]|(?! )\s/gu, ' ')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/gu, '')
    .trim();

/** What stays the same when only typography changes: case, white space, quotation marks, dashes. */
export const normaliseForId = (text: string): string =>
  tidy(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/["'`´„“”‟‚‘’‛«»‹›]/gu, '')
    .replace(/[‐-―−-]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();

/** Share of words that two texts have in common, of all their words: 0 to 1 (Jaccard). */
export function wordOverlap(a: string, b: string): number {
  const left = new Set(normaliseForId(a).match(/[\p{L}\p{N}]+/gu));
  const right = new Set(normaliseForId(b).match(/[\p{L}\p{N}]+/gu));
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(1, left.size + right.size - shared);
}
