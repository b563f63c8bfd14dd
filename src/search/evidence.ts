import type { Embeddings } from './edition.ts';
import type { TokenRange } from './kernel/kernel.ts';
import type { Passage } from './passages.ts';
import type { EncodedQuestion } from './question.ts';

/** What one passage has for a question. */
export interface PassageMatch {
  /** Number of its first sentence: those of one entry are numbered in a row. */
  readonly first: number;
  readonly passage: Passage;
  /** BM25 per question term, 0 and up. */
  readonly bm25: number;
  /** Share of the question terms that the passage holds, weighted by their rarity: 0 to 1. */
  readonly coverage: number;
  /** Per word of the question, how surely the passage holds it: 0 to 1. */
  readonly strengths: readonly number[];
  /** Null without an encoder. */
  readonly tokens: TokenMatch | null;
}

/** Per question token the cosine of the nearest token. */
interface TokenMatch {
  readonly headline: Float32Array;
  readonly sentences: readonly Float32Array[];
  /** In headline and sentences together. */
  readonly passage: Float32Array;
}

/** What speaks for one entry as the answer's place. Cosines are -1 to 1. */
export interface Evidence {
  /** Of the passage that has most of it. */
  readonly bm25: number;
  readonly coverage: number;
  /** Null without an encoder. */
  readonly late: LateInteraction | null;
  /** Per content word of the question. */
  readonly words: readonly WordSupport[];
}

/** Late interaction: mean over the question's tokens of the best cosine of each, within ever narrower places. */
export interface LateInteraction {
  readonly entry: number;
  readonly passage: number;
  readonly sentence: number;
}

export interface WordSupport {
  /** As the lexical index would look it up, lower case. */
  readonly parts: readonly string[];
  /** The word's best cosine in the entry, or what its lexical match is worth where that is more. */
  readonly support: number;
  /** Inverse document frequency. */
  readonly rarity: number;
}

/** Null where the cache has lost the passage's tokens. */
export function matchTokens(passage: Passage, question: EncodedQuestion, embeddings: Embeddings): TokenMatch | null {
  const packed = tokensOf(passage, embeddings);
  if (!packed) return null;
  const ranges = passage.sentences.map(({ firstToken, lastToken }): TokenRange => [firstToken, lastToken]);
  const [headline = new Float32Array(), ...sentences] = question.matcher.nearest(packed, [
    [0, passage.sentences[0]?.firstToken ?? 0],
    ...ranges,
  ]);
  return { headline, sentences, passage: greatest([headline, ...sentences]) };
}

function tokensOf({ hash, sentences }: Passage, { encoder, cache }: Embeddings): Uint8Array | null {
  const packed = cache.tokens(encoder.id, hash);
  const expected = ((sentences.at(-1)?.lastToken ?? 0) * encoder.dimensions) / 2;
  return packed?.length === expected ? packed : null;
}

/** Per place the greatest number. @param rows of one length. */
export function greatest(rows: readonly ArrayLike<number>[]): Float32Array {
  const most = Float32Array.from(rows[0] ?? []);
  for (const row of rows) {
    for (let i = 0; i < most.length; i++) most[i] = Math.max(most[i] ?? 0, row[i] ?? 0);
  }
  return most;
}

/** Per word of the question the mean cosine of its tokens, or its strength where that is more. */
export const supportOf = ({ words }: EncodedQuestion, nearest: Float32Array, strengths?: ArrayLike<number>): number[] =>
  words.map(({ tokens }, word) => Math.max(mean(tokens.map((token) => nearest[token] ?? 0)), strengths?.[word] ?? 0));

/** Mean support of the words, the rare ones counting more: 0 where there is none. */
export function weightedSupport(words: readonly WordSupport[]): number {
  const total = words.reduce((sum, { rarity }) => sum + rarity, 0);
  return total > 0 ? words.reduce((sum, { support, rarity }) => sum + support * rarity, 0) / total : 0;
}

export const mean = (numbers: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i] ?? 0;
  return sum / Math.max(1, numbers.length);
};
