import { type Language, words } from '../search/language.ts';
import { stem } from '../search/lexical.ts';
import type { Candidate, SentenceMatch } from '../search/search.ts';
import type { Term } from '../search/terms.ts';
import type { Excerpt, Span } from './answer.ts';
import { type AnswerType, holdsType } from './answer-type.ts';

export const EXCERPT_MAX_CHARS = 300;
const JOINT = ' … ';
/** A sentence must hold at least this share of the best one's evidence to stand beside it. */
const SECOND_SENTENCE_SHARE = 0.6;
/** Of the share of the question's words that a sentence holds, against token cosines. */
const TERMS_WEIGHT = 0.3;
/** What it is worth to hold a word of the kind that is asked for. */
const TYPE_BONUS = 0.2;

/** The words of the question, the languages whose stems they were given, and the kind of answer asked for. */
export interface Wanted {
  readonly terms: readonly Term[];
  readonly languages: readonly Language[];
  readonly type: AnswerType | null;
}

/** The one or two sentences of the entry that match the question best, in the entry's order. */
export function makeExcerpt({ sentences }: Candidate, wanted: Wanted): Excerpt {
  const scores = sentences.map(({ text, late, content }) => {
    const bonus = wanted.type && holdsType(text, wanted.type) ? TYPE_BONUS : 0;
    return late + content + TERMS_WEIGHT * shareOfTerms(text, wanted) + bonus;
  });
  return excerptOf(chooseSentences(sentences, scores), wanted);
}

/** The beginning of a text, to its last sentence's end that fits. @param sentences of one entry, in order. */
export function makeLead(sentences: readonly string[], wanted: Wanted): Excerpt {
  let text = cutAtWord(sentences[0] ?? '');
  for (const sentence of sentences.slice(1)) {
    if (`${text} ${sentence}`.length > EXCERPT_MAX_CHARS) break;
    text += ` ${sentence}`;
  }
  return excerptOf(text, wanted);
}

const excerptOf = (text: string, { terms, languages }: Wanted): Excerpt => ({
  text,
  matches: findMatches(text, terms, languages),
});

const shareOfTerms = (text: string, { terms, languages }: Wanted): number =>
  terms.filter((term) => findMatches(text, [term], languages).length > 0).length / Math.max(1, terms.length);

type Place = Pick<SentenceMatch, 'text' | 'block' | 'at'>;

/** Pure: the best sentence, and of those that fit beside it the best, if it is good enough. */
export function chooseSentences(sentences: readonly Place[], scores: readonly number[]): string {
  const ranked = sentences
    .map((sentence, i) => ({ ...sentence, score: scores[i] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [first, ...others] = ranked;
  if (!first) return '';
  if (first.text.length > EXCERPT_MAX_CHARS) return cutAtWord(first.text);
  const room = EXCERPT_MAX_CHARS - first.text.length - JOINT.length;
  const fitting = others
    .filter(({ text, score }) => text.length <= room && score >= first.score * SECOND_SENTENCE_SHARE)
    .sort((a, b) => b.score - a.score);
  const second = fitting[0];
  if (!second) return first.text;
  const [a, b] = first.at < second.at ? [first, second] : [second, first];
  return a.text + (b.at === a.at + 1 && a.block === b.block ? ' ' : JOINT) + b.text;
}

function cutAtWord(text: string): string {
  if (text.length <= EXCERPT_MAX_CHARS) return text;
  const space = text.lastIndexOf(' ', EXCERPT_MAX_CHARS);
  const cut = text.slice(0, space > 0 ? space : EXCERPT_MAX_CHARS);
  return cut.replace(/[\s,;:–—-]+$|[\uD800-\uDBFF]$/u, '');
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Where words of the text share a stem with a term. */
export function findMatches(text: string, terms: readonly Term[], languages: readonly Language[]): Span[] {
  const stems = new Set(terms.flatMap((term) => term.stems));
  return [...text.matchAll(WORD)].flatMap(({ 0: found, index }) => {
    const [word = ''] = words(found);
    const matches = languages.some((language) => stems.has(stem(word, language)));
    return matches ? [{ start: index, end: index + found.length }] : [];
  });
}
