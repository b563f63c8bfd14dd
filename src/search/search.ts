import type { Edition, Embeddings } from './edition.ts';
import {
  type Evidence,
  greatest,
  matchTokens,
  mean,
  type PassageMatch,
  supportOf,
  type WordSupport,
  weightedSupport,
} from './evidence.ts';
import { stem } from './lexical.ts';
import type { Passage, Sentence } from './passages.ts';
import type { EncodedQuestion, Question } from './question.ts';
import { contentTerms, type Term } from './terms.ts';
import { STRENGTH } from './vocabulary.ts';

export interface Candidate {
  /** Index into the edition's entries. */
  readonly entry: number;
  /** Of its passages that were looked at, in the entry's order. */
  readonly sentences: readonly SentenceMatch[];
  readonly evidence: Evidence;
  /** What candidates are ranked by; comparable within one search only. */
  readonly score: number;
}

export interface SentenceMatch extends Sentence {
  /** Sentences that stand side by side in the entry have numbers in a row. */
  readonly at: number;
  /** Late interaction within the sentence, -1 to 1; 0 without an encoder. */
  readonly late: number;
  /** The same over the question's content words alone, rare ones counting more; what the headline says need not be said again. */
  readonly content: number;
}

export interface SearchResult {
  /** One per entry, best first. */
  readonly candidates: readonly Candidate[];
  readonly terms: readonly Term[];
  /** Whether the question's language is one of the entries'. */
  readonly sharesLanguage: boolean;
}

/** Taken from each leg into the union that late interaction looks at. */
const CANDIDATES_PER_LEG = 20;

/** Both legs' best passages, all evidence filled in for each of them, fused and gathered by entry. */
export function search(edition: Edition, question: Question, embeddings: Embeddings | null): SearchResult {
  const { lexical } = edition;
  const terms = contentTerms(question.text, question.language, lexical.languages, stem);
  const leg = lexicalLeg(edition, terms);
  const cosines = question.encoded && edition.vectors?.cosines(question.encoded.vector);
  const union = new Set([...best(leg.bm25), ...(cosines ? best(cosines.entries()) : [])]);
  const byEntry = new Map<number, PassageMatch[]>();
  for (const at of [...union].sort((a, b) => a - b)) {
    const match = matchPassage(edition, at, question.encoded, embeddings, leg);
    if (match) byEntry.set(match.passage.entry, [...(byEntry.get(match.passage.entry) ?? []), match]);
  }
  const candidates = [...byEntry].map(([entry, matches]) => candidateOf(entry, matches, question.encoded, leg));
  const sharesLanguage = lexical.languages.includes(question.language);
  return { candidates: candidates.sort((a, b) => b.score - a.score), terms, sharesLanguage };
}

type LexicalLeg = ReturnType<typeof lexicalLeg>;

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

function matchPassage(
  { passages }: Edition,
  at: number,
  encoded: EncodedQuestion | null,
  embeddings: Embeddings | null,
  { bm25, coverage, hits }: LexicalLeg,
): PassageMatch | null {
  const passage = passages[at];
  if (!passage) return null;
  const strengthOf = (word: string): number => hits.get(word)?.strengths.get(at) ?? 0;
  return {
    first: firstSentenceOf(passages, at),
    passage,
    bm25: bm25.get(at) ?? 0,
    coverage: coverage.get(at) ?? 0,
    strengths: encoded?.words.map(({ parts }) => Math.max(0, ...parts.map(strengthOf))) ?? [],
    tokens: encoded && embeddings ? matchTokens(passage, encoded, embeddings) : null,
  };
}

/** Number of a passage's first sentence among those of its entry. */
function firstSentenceOf(passages: readonly Passage[], at: number): number {
  let count = 0;
  for (let before = at - 1; passages[before]?.entry === passages[at]?.entry; before--) {
    count += passages[before]?.sentences.length ?? 0;
  }
  return count;
}

function candidateOf(
  entry: number,
  matches: readonly PassageMatch[],
  encoded: EncodedQuestion | null,
  { hits }: LexicalLeg,
): Candidate {
  const words = wordsOf(encoded, hits);
  const sentences = matches.flatMap((match) => sentencesOf(match, encoded, words));
  const lexical = {
    bm25: Math.max(...matches.map(({ bm25 }) => bm25)),
    coverage: Math.max(...matches.map(({ coverage }) => coverage)),
  };
  const rows = matches.flatMap(({ tokens }) => tokens?.passage ?? []);
  if (!encoded || rows.length === 0) {
    const evidence = { ...lexical, late: null, words: [] };
    return { entry, sentences, evidence, score: fuse(evidence) };
  }
  const nearest = greatest(rows);
  const support = supportOf(encoded, nearest, greatest(matches.map(({ strengths }) => strengths)));
  const evidence: Evidence = {
    ...lexical,
    late: {
      entry: mean(nearest),
      passage: Math.max(...rows.map(mean)),
      sentence: Math.max(...sentences.map(({ late }) => late)),
    },
    words: withSupport(words, support),
  };
  return { entry, sentences, evidence, score: fuse(evidence) };
}

type Word = Omit<WordSupport, 'support'>;

const wordsOf = (encoded: EncodedQuestion | null, hits: LexicalLeg['hits']): Word[] =>
  (encoded?.words ?? []).map(({ parts }) => ({
    parts,
    rarity: Math.max(0, ...parts.map((part) => hits.get(part)?.idf ?? 0)),
  }));

const withSupport = (words: readonly Word[], support: readonly number[]): WordSupport[] =>
  words.map((word, at) => ({ ...word, support: support[at] ?? 0 }));

/** Numbered on from the passages before, so that neighbours across two passages are still neighbours. */
function sentencesOf(
  { passage, tokens, first }: PassageMatch,
  encoded: EncodedQuestion | null,
  words: readonly Word[],
): SentenceMatch[] {
  return passage.sentences.map((sentence, at) => {
    const nearest = tokens?.sentences[at];
    if (!tokens || !nearest || !encoded) return { ...sentence, at: first + at, late: 0, content: 0 };
    const support = supportOf(encoded, greatest([tokens.headline, nearest]));
    return { ...sentence, at: first + at, late: mean(nearest), content: weightedSupport(withSupport(words, support)) };
  });
}

/** Of the narrowness of places and of the words' support; chosen in docs/evaluation.md, "Ranking". */
const WEIGHTS = { entry: 0.25, passage: 0.5, sentence: 0.25, words: 0.25 } as const;

/**
 * A sum of absolute evidence, so that noise stays low instead of being stretched to 1. Lexical matches count through the
 * words that they support, and so cannot mislead where question and entries share no language.
 */
function fuse({ bm25, coverage, late, words }: Evidence): number {
  if (late === null) return coverage + 0.02 * bm25;
  return (
    WEIGHTS.entry * late.entry +
    WEIGHTS.passage * late.passage +
    WEIGHTS.sentence * late.sentence +
    WEIGHTS.words * weightedSupport(words)
  );
}
