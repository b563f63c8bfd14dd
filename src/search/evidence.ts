import type { Embeddings } from './edition.ts';
import { nearestTokens } from './late-interaction.ts';
import type { Passage } from './passages.ts';
import type { EncodedQuestion } from './question.ts';
import { unpackTokens } from './token-codes.ts';

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
  const { dimensions } = embeddings.encoder;
  const within = (first: number, last: number) => nearestTokens(question.tokens, tokens, dimensions, first, last);
  const headline = within(0, passage.sentences[0]?.firstToken ?? 0);
  const sentences = passage.sentences.map(({ firstToken, lastToken }) => within(firstToken, lastToken));
  const nearest = headline.map((cosine, token) => Math.max(cosine, ...sentences.map((each) => each[token] ?? -1)));
  return {
    late: mean(nearest),
    words: wordSupport(question, nearest, strengthOf),
    sentences: sentences.map((each) => ({ late: mean(each), content: mean(wordSupport(question, each)) })),
  };
}

/** tokens × dimensions; null where the cache has lost them. */
function tokensOf(passage: Passage, { encoder, cache }: Embeddings): Float32Array | null {
  const packed = cache.tokens(encoder.id, passage.hash);
  return packed && unpackTokens(packed, encoder.dimensions);
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
