/** Plain text as entries hold it: NFC, no control, half, invisible or direction-changing characters, white space folded. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    // a single space is what it becomes: passing over it takes half the time
    .replace(/[\p{Cc}\p{Cs}\s]{2,}|[\p{Cc}\p{Cs}]|(?! )\s/gu, ' ')
    .replace(/[\u200B\u2060\uFEFF\u00AD\u202A-\u202E\u2066-\u2069]/gu, '')
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

/** The words of a text, each once, as they stay when only typography changes. */
export const wordsOf = (text: string): ReadonlySet<string> => new Set(normaliseForId(text).match(/[\p{L}\p{N}]+/gu));

/** Share of words that two texts have in common, of all their words: 0 to 1 (Jaccard). */
export const wordOverlap = (a: string, b: string): number => overlapOf(wordsOf(a), wordsOf(b));

export function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / Math.max(1, left.size + right.size - shared);
}
