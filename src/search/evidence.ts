import type { Embeddings } from './edition.ts';
import type { TokenRange } from './kernel/kernel.ts';
import type { Passage } from './passages.ts';
import type { EncodedQuestion } from './question.ts';

/** What speaks for one passage as the answer's place. Cosines are -1 to 1. */
export interface Evidence {
  /** BM25 per question term, 0 and up. */
  readonly bm25: number;
  /** Share of the question terms that the passage holds, weighted by their rarity: 0 to 1. */
  readonly coverage: number;
  /** Of the sentence vectors; null without an encoder. */
  readonly cosine: number | null;
  /** Late interaction: mean over the question's tokens of the best cosine of each; null without an encoder. */
  readonly late: number | null;
  /** Per content word of the question: its best cosine, or what its lexical match is worth where that is more. */
  readonly words: readonly number[];
  /** Per sentence of the passage; none without an encoder. */
  readonly sentences: readonly SentenceEvidence[];
}

export interface SentenceEvidence {
  /** Late interaction within the sentence, -1 to 1. */
  readonly late: number;
  /** The same over the question's content words alone. */
  readonly content: number;
}

/** @param strengthOf how surely the passage holds a word of the question, 0 to 1. */
export function lateEvidence(
  passage: Passage,
  question: EncodedQuestion,
  embeddings: Embeddings,
  strengthOf: (word: string) => number,
): Pick<Evidence, 'late' | 'words' | 'sentences'> | null {
  const tokens = tokensOf(passage, embeddings);
  if (!tokens) return null;
  const headline: TokenRange = [0, passage.sentences[0]?.firstToken ?? 0];
  const inBody = passage.sentences.map(({ firstToken, lastToken }): TokenRange => [firstToken, lastToken]);
  const [nearest = new Float32Array(), ...sentences] = question.matcher.nearest(tokens, [headline, ...inBody]);
  for (const each of sentences)
    each.forEach((cosine, token) => {
      if (cosine > (nearest[token] ?? -1)) nearest[token] = cosine;
    });
  return {
    late: mean(nearest),
    words: wordSupport(question, nearest, strengthOf),
    sentences: sentences.map((each) => ({ late: mean(each), content: mean(wordSupport(question, each)) })),
  };
}

/** Packed; null where the cache has lost them. */
function tokensOf({ hash, sentences }: Passage, { encoder, cache }: Embeddings): Uint8Array | null {
  const packed = cache.tokens(encoder.id, hash);
  const expected = ((sentences.at(-1)?.lastToken ?? 0) * encoder.dimensions) / 2;
  return packed?.length === expected ? packed : null;
}

function wordSupport(
  { words, wordOf }: EncodedQuestion,
  nearest: Float32Array,
  strengthOf: (word: string) => number = () => 0,
): number[] {
  return words.flatMap(({ isContent, parts }, word) => {
    const own = wordOf.flatMap((of, token) => (of === word ? [nearest[token] ?? 0] : []));
    return isContent && own.length > 0 ? [Math.max(mean(own), ...parts.map(strengthOf))] : [];
  });
}

export const mean = (numbers: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i] ?? 0;
  return sum / Math.max(1, numbers.length);
};
