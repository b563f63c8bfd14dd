import type { Edition, Embeddings } from './edition.ts';
import { type Evidence, lateEvidence, mean } from './evidence.ts';
import { stem } from './lexical.ts';
import type { Passage } from './passages.ts';
import type { Question } from './question.ts';
import { contentTerms, type Term } from './terms.ts';
import { STRENGTH } from './vocabulary.ts';

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
  const cosines = question.encoded && edition.vectors?.cosines(question.encoded.vector);
  const union = new Set([...best(words.bm25), ...(cosines ? best(cosines.entries()) : [])]);
  const candidates = [...union].flatMap((at) => {
    const passage = edition.passages[at];
    if (!passage) return [];
    const strengthOf = (word: string) => words.hits.get(word)?.strengths.get(at) ?? 0;
    const late =
      embeddings && question.encoded ? lateEvidence(passage, question.encoded, embeddings, strengthOf) : null;
    const evidence: Evidence = {
      bm25: words.bm25.get(at) ?? 0,
      coverage: words.coverage.get(at) ?? 0,
      cosine: cosines?.[at] ?? null,
      ...(late ?? { late: null, words: terms.map(({ word }) => strengthOf(word)), sentences: [] }),
    };
    return [{ entry: passage.entry, passage, evidence, score: fuse(evidence) }];
  });
  const sharesLanguage = lexical.languages.includes(question.language);
  return { candidates: bestPerEntry(candidates), terms, sharesLanguage };
}

function lexicalLeg({ lexical }: Edition, terms: readonly Term[]) {
  const bm25 = new Map<number, number>();
  const coverage = new Map<number, number>();
  const hits = new Map(terms.map((term) => [term.word, lexical.lookUp(term)]));
  const rarity = [...hits.values()].reduce((sum, { idf }) => sum + idf, 0) || 1;
  for (const { scores, strengths, idf } of hits.values()) {
    for (const [passage, score] of scores) {
      const certainty = (strengths.get(passage) ?? 0) / STRENGTH.exact;
      bm25.set(passage, (bm25.get(passage) ?? 0) + score / terms.length);
      coverage.set(passage, (coverage.get(passage) ?? 0) + (certainty * idf) / rarity);
    }
  }
  return { bm25, coverage, hits };
}

/** Passages with the greatest scores, in no order. */
function best(scores: Iterable<readonly [passage: number, score: number]>): number[] {
  const kept: (readonly [number, number])[] = [];
  for (const scored of scores) {
    if (kept.length === CANDIDATES_PER_LEG && scored[1] <= (kept.at(-1)?.[1] ?? 0)) continue;
    const at = kept.findIndex(([, score]) => score < scored[1]);
    kept.splice(at < 0 ? kept.length : at, 0, scored);
    kept.length = Math.min(kept.length, CANDIDATES_PER_LEG);
  }
  return kept.map(([passage]) => passage);
}

/** Of the sentence vectors' cosine against one leg of token evidence; chosen in docs/evaluation.md, "Fusion". */
const COSINE_WEIGHT = 1.2;

/**
 * A sum of absolute evidence, so that noise stays low instead of being stretched to 1. Lexical matches count through the
 * words that they support, and so cannot mislead where question and entries share no language.
 */
function fuse({ bm25, coverage, cosine, late, words }: Evidence): number {
  if (late === null || cosine === null) return coverage + 0.02 * bm25;
  return late + mean(words) + COSINE_WEIGHT * cosine;
}

function bestPerEntry(candidates: readonly Candidate[]): Candidate[] {
  const byScore = [...candidates].sort((a, b) => b.score - a.score);
  const first = new Map<number, Candidate>();
  for (const candidate of byScore) if (!first.has(candidate.entry)) first.set(candidate.entry, candidate);
  return [...first.values()];
}
