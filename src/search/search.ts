import type { Edition, Embeddings } from './edition.ts';
import { dot, nearestTokens } from './late-interaction.ts';
import { stem } from './lexical.ts';
import type { Passage } from './passages.ts';
import type { EncodedQuestion, Question } from './question.ts';
import { contentTerms, type Term } from './terms.ts';
import { unpackTokens } from './token-codes.ts';

/** What speaks for one passage as the answer's place. */
export interface Evidence {
  /** BM25 per question term, 0 and up. */
  readonly bm25: number;
  /** Share of the question terms that the passage holds, weighted by their rarity: 0 to 1. */
  readonly coverage: number;
  /** Of the sentence vectors, -1 to 1; null without an encoder. */
  readonly cosine: number | null;
  /** Late interaction: mean over the question's content words of the best cosine of each, -1 to 1; null without an encoder. */
  readonly late: number | null;
  /** The content word that is matched worst, -1 to 1; null without an encoder. */
  readonly worstWord: number | null;
}

export interface Candidate {
  /** Index into the edition's entries. */
  readonly entry: number;
  readonly passage: Passage;
  readonly evidence: Evidence;
  /** What candidates are ranked by; comparable within one search only. */
  readonly score: number;
}

export interface SearchResult {
  /** At most one per entry, best first. */
  readonly candidates: readonly Candidate[];
  readonly terms: readonly Term[];
  /** Whether the question's language is one of the entries'. */
  readonly sharesLanguage: boolean;
}

/** Taken from each leg into the union that late interaction looks at. */
const CANDIDATES_PER_LEG = 20;

/** Both legs' best passages, all evidence filled in for each of them, fused and cut to one passage an entry. */
export function search(edition: Edition, question: Question, embeddings: Embeddings | null): SearchResult {
  const { lexical } = edition;
  const terms = contentTerms(question.text, question.language, lexical.languages, stem);
  const words = lexicalLeg(edition, terms);
  const cosines = embeddings && question.encoded ? cosineLeg(edition, question.encoded) : null;
  const union = new Set([...best(words.bm25), ...(cosines ? best(cosines) : [])]);
  const sharesLanguage = lexical.languages.includes(question.language);
  const candidates = [...union].flatMap((at) => {
    const passage = edition.passages[at];
    if (!passage) return [];
    const evidence: Evidence = {
      bm25: words.bm25.get(at) ?? 0,
      coverage: words.coverage.get(at) ?? 0,
      cosine: cosines?.get(at) ?? null,
      ...lateEvidence(passage, question.encoded, embeddings),
    };
    return [{ entry: passage.entry, passage, evidence, score: fuse(evidence, sharesLanguage) }];
  });
  return { candidates: bestPerEntry(candidates), terms, sharesLanguage };
}

function lexicalLeg({ lexical }: Edition, terms: readonly Term[]) {
  const bm25 = new Map<number, number>();
  const coverage = new Map<number, number>();
  const hits = terms.map((term) => lexical.lookUp(term));
  const rarity = hits.reduce((sum, { idf }) => sum + idf, 0) || 1;
  for (const { scores, idf } of hits) {
    for (const [passage, score] of scores) {
      bm25.set(passage, (bm25.get(passage) ?? 0) + score / terms.length);
      coverage.set(passage, (coverage.get(passage) ?? 0) + idf / rarity);
    }
  }
  return { bm25, coverage };
}

function cosineLeg({ vectors, passages }: Edition, { vector }: EncodedQuestion): Map<number, number> {
  const cosines = new Map<number, number>();
  if (!vectors) return cosines;
  for (let at = 0; at < passages.length; at++)
    cosines.set(at, dot(vector, 0, vectors, at * vector.length, vector.length));
  return cosines;
}

const best = (scores: ReadonlyMap<number, number>): number[] =>
  [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, CANDIDATES_PER_LEG)
    .map(([passage]) => passage);

function lateEvidence(passage: Passage, question: EncodedQuestion | null, embeddings: Embeddings | null) {
  const tokens = embeddings && tokensOf(passage, embeddings);
  if (!question || !tokens) return { late: null, worstWord: null };
  const perWord = wordCosines(question, nearestTokens(question.tokens, tokens, embeddings.encoder.dimensions));
  return { late: mean(perWord), worstWord: perWord.length > 0 ? Math.min(...perWord) : null };
}

/** tokens × dimensions; null where the cache has lost them. */
export function tokensOf(passage: Passage, { encoder, cache }: Embeddings): Float32Array | null {
  const packed = cache.tokens(encoder.id, passage.hash);
  return packed && unpackTokens(packed, encoder.dimensions);
}

/** Per content word of the question the mean over its tokens. */
export function wordCosines({ words, wordOf }: EncodedQuestion, nearest: Float32Array): number[] {
  return words.flatMap(({ isContent }, word) => {
    const own = wordOf.flatMap((of, token) => (of === word ? [nearest[token] ?? 0] : []));
    return isContent && own.length > 0 ? [mean(own)] : [];
  });
}

export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, x) => sum + x, 0) / Math.max(1, numbers.length);

/**
 * A weighted sum of absolute evidence, so that noise stays low instead of being stretched to 1.
 * Words count only where question and entries share a language: across languages they mislead.
 */
function fuse({ bm25, coverage, cosine, late }: Evidence, sharesLanguage: boolean): number {
  const lexical = sharesLanguage ? 1 : 0.3;
  return (cosine ?? 0) + (late ?? 0) + lexical * (0.1 * coverage + 0.02 * bm25);
}

function bestPerEntry(candidates: readonly Candidate[]): Candidate[] {
  const byScore = [...candidates].sort((a, b) => b.score - a.score);
  const first = new Map<number, Candidate>();
  for (const candidate of byScore) if (!first.has(candidate.entry)) first.set(candidate.entry, candidate);
  return [...first.values()];
}
