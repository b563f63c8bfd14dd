import { type WordSupport, weightedSupport } from '../search/evidence.ts';
import type { Candidate, SearchResult } from '../search/search.ts';
import { type AnswerType, focusOf, holdsType } from './answer-type.ts';
import weights from './answerability.json' with { type: 'json' };
import { asksForPair } from './cite.ts';

/** What tells a question that the corpus answers from one that it does not; see docs/evaluation.md, "Answerability". */
export interface Features {
  /** Late interaction within the best sentence: -1 to 1. */
  readonly sentence: number;
  /** Support of the content word that is supported worst: -1 to 1. */
  readonly worstWord: number;
  /** Mean support of the content words, rare ones counting more: -1 to 1. */
  readonly words: number;
  /** How much better the word that sets the entry apart is supported there than in any other: -1 to 1. */
  readonly ownWord: number;
  /** 1 where the best sentence holds no word of the kind that is asked for, else 0. */
  readonly typeMissing: number;
  /** 1 where the entry, in the question's language, lacks what is counted or who is asked about, else 0. */
  readonly focusMissing: number;
  /** 1 where the question names a number that the entry does not hold, else 0. */
  readonly numberMissing: number;
  /** ln(1 + content words). */
  readonly count: number;
  /** 1 where question and entries share a language, else 0. */
  readonly sharesLanguage: number;
}

export type FeatureName = keyof Features;

/** Pure; null where there is no candidate or no encoder. */
export function featuresOf(found: SearchResult, type: AnswerType | null, question: string): Features | null {
  const [first, ...others] = found.candidates;
  const late = first?.evidence.late;
  if (!first || !late) return null;
  const { sentences, evidence } = first;
  const supports = evidence.words.map(({ support }) => support);
  const [best] = [...sentences].sort((a, b) => b.late - a.late);
  return {
    sentence: late.sentence,
    worstWord: supports.length > 0 ? Math.min(...supports) : late.entry,
    words: weightedSupport(evidence.words),
    ownWord: ownWord(supports, others),
    typeMissing: holdsType(best?.text ?? '', type) ? 0 : 1,
    focusMissing: found.sharesLanguage && lacksFocus(question, evidence.words) ? 1 : 0,
    numberMissing: holdsNumbers(question, sentences) ? 0 : 1,
    count: Math.log(1 + supports.length),
    sharesLanguage: found.sharesLanguage ? 1 : 0,
  };
}

/** How far the best candidate is ahead of all others with the word that it has most to itself. */
function ownWord(supports: readonly number[], others: readonly Candidate[]): number {
  const elsewhere = (word: number): number =>
    Math.max(0, ...others.map(({ evidence }) => evidence.words[word]?.support ?? 0));
  return others.length > 0 && supports.length > 0 ? Math.max(...supports.map((s, word) => s - elsewhere(word))) : 0;
}

/** Support below which a word of the question's own language is not in the entry, nor one like it. */
const FOCUS_SUPPORT = 0.5;

function lacksFocus(question: string, words: readonly WordSupport[]): boolean {
  if (asksForPair(question)) return false; // each entry may hold the other half
  const focus = focusOf(question);
  return words.some(({ parts, support }) => support < FOCUS_SUPPORT && parts.some((part) => focus.has(part)));
}

/** A year or number that is named in the question tells one entry from another. */
function holdsNumbers(question: string, sentences: readonly { readonly text: string }[]): boolean {
  const held = new Set(sentences.flatMap(({ text }) => text.match(/\d+/g) ?? []));
  return (question.match(/\d+/g) ?? []).every((number) => held.has(number));
}

/** Probability that the best candidate answers the question, 0 to 1: a logistic regression, refitted by `npm run fit`. */
export function answerability(features: Features): number {
  const z = Object.entries(weights.weights).reduce(
    (sum, [name, weight]) => sum + weight * features[name as FeatureName],
    weights.intercept,
  );
  return 1 / (1 + Math.exp(-z));
}
