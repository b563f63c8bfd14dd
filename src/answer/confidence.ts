import type { Candidate, SearchResult } from '../search/search.ts';
import { type AnswerType, holdsType } from './answer-type.ts';
import weights from './answerability.json' with { type: 'json' };

/** What tells a question that the corpus answers from one that it does not; see docs/evaluation.md, "Answerability". */
export interface Features {
  /** Late interaction within the best sentence: -1 to 1. */
  readonly sentence: number;
  /** Support of the content word that is supported worst: -1 to 1. */
  readonly worstWord: number;
  /** Score ahead of the next entry's, 0 and up. */
  readonly margin: number;
  /** 1 where the best sentence holds no word of the kind that is asked for, else 0. */
  readonly typeMissing: number;
  /** ln(1 + content words). */
  readonly words: number;
  /** 1 where question and entries share a language, else 0. */
  readonly sharesLanguage: number;
}

export type FeatureName = keyof Features;

/** Pure; null where there is no candidate or no encoder. */
export function featuresOf(found: SearchResult, type: AnswerType | null): Features | null {
  const [first, second] = found.candidates;
  if (!first || first.evidence.late === null) return null;
  const { sentences, words } = first.evidence;
  const best = bestSentence(first);
  return {
    sentence: sentences[best]?.late ?? first.evidence.late,
    worstWord: words.length > 0 ? Math.min(...words) : first.evidence.late,
    margin: second ? first.score - second.score : 0,
    typeMissing: holdsType(first.passage.sentences[best]?.text ?? '', type) ? 0 : 1,
    words: Math.log(1 + words.length),
    sharesLanguage: found.sharesLanguage ? 1 : 0,
  };
}

function bestSentence({ evidence: { sentences } }: Candidate): number {
  const lates = sentences.map(({ late }) => late);
  return lates.indexOf(Math.max(...lates));
}

/** Probability that the best candidate answers the question, 0 to 1: a logistic regression, refitted by `npm run fit`. */
export function answerability(features: Features): number {
  const z = Object.entries(weights.weights).reduce(
    (sum, [name, weight]) => sum + weight * features[name as FeatureName],
    weights.intercept,
  );
  return 1 / (1 + Math.exp(-z));
}
