import type { Embeddings } from '../search/edition.ts';
import { type Language, words } from '../search/language.ts';
import { nearestTokens } from '../search/late-interaction.ts';
import { stem } from '../search/lexical.ts';
import type { Passage, Sentence } from '../search/passages.ts';
import type { Question } from '../search/question.ts';
import { mean, tokensOf, wordCosines } from '../search/search.ts';
import type { Term } from '../search/terms.ts';
import type { Excerpt, Span } from './answer.ts';

export const EXCERPT_MAX_CHARS = 300;
const JOINT = ' … ';
/** A sentence must hold at least this share of the best one's evidence to stand beside it. */
const SECOND_SENTENCE_SHARE = 0.75;

/** The words of the question, and the languages whose stems they were given. */
interface Wanted {
  readonly terms: readonly Term[];
  readonly languages: readonly Language[];
}

/** The one or two sentences of the passage that match the question best, in the passage's order. */
export function makeExcerpt(
  passage: Passage,
  question: Question,
  { terms, languages }: Wanted,
  embeddings: Embeddings | null,
): Excerpt {
  const scores = sentenceScores(passage, question, { terms, languages }, embeddings);
  const text = chooseSentences(passage.sentences, scores);
  return { text, matches: findMatches(text, terms, languages) };
}

function sentenceScores(
  passage: Passage,
  { encoded }: Question,
  { terms, languages }: Wanted,
  embeddings: Embeddings | null,
): number[] {
  const tokens = embeddings && tokensOf(passage, embeddings);
  return passage.sentences.map(({ text, firstToken, lastToken }) => {
    const found =
      terms.filter((term) => findMatches(text, [term], languages).length > 0).length / Math.max(1, terms.length);
    if (!encoded || !tokens) return found;
    const nearest = nearestTokens(encoded.tokens, tokens, embeddings.encoder.dimensions, firstToken, lastToken);
    return found / 2 + mean(wordCosines(encoded, nearest));
  });
}

/** Pure: the best sentence, and the runner-up if it is nearly as good and both fit. */
export function chooseSentences(sentences: readonly Sentence[], scores: readonly number[]): string {
  const ranked = sentences
    .map((sentence, at) => ({ sentence, at, score: scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [first, ...others] = ranked;
  if (!first) return '';
  if (first.sentence.text.length > EXCERPT_MAX_CHARS) return cutAtWord(first.sentence.text);
  for (const other of others) {
    if (other.score < first.score * SECOND_SENTENCE_SHARE) break;
    const [a, b] = first.at < other.at ? [first, other] : [other, first];
    const adjacent = b.at === a.at + 1 && a.sentence.block === b.sentence.block;
    const joined = a.sentence.text + (adjacent ? ' ' : JOINT) + b.sentence.text;
    if (joined.length <= EXCERPT_MAX_CHARS) return joined;
  }
  return first.sentence.text;
}

function cutAtWord(text: string): string {
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
