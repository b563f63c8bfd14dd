import type { Answer } from '../src/answer/answer.ts';
import { type Evaluation, evaluate } from '../src/answer/evaluate.ts';
import { EXCERPT_MAX_CHARS } from '../src/answer/excerpt.ts';
import type { Entry } from '../src/corpus/entry.ts';
import { isStopWord, words } from '../src/search/language.ts';
import { stem } from '../src/search/lexical.ts';
import { splitSentences } from '../src/search/sentences.ts';
import type { Asked } from './measure.ts';
import { textOf } from './search-engine.ts';

/** The same metrics for every engine. @param threshold from which score on an engine that only ranks claims an answer. */
export function judge(asked: readonly Asked[], entries: readonly Entry[], threshold: number): Evaluation {
  return evaluate(
    asked.map((each) => ({
      question: each.question,
      ranking: each.hits.map(({ id }) => id),
      answer: timed(each.answer ?? answerFrom(each, entries, threshold), each.ms),
    })),
    entries,
  );
}

/** The clock outside the engine counts, for all alike. */
const timed = (answer: Answer, ms: number): Answer => ({ ...answer, timings: { ...answer.timings, totalMs: ms } });

function answerFrom({ question, hits, ms }: Asked, entries: readonly Entry[], threshold: number): Answer {
  const asked = {
    question: question.question,
    mode: 'lexical',
    edition: 1,
    timings: { embedMs: 0, searchMs: ms, totalMs: ms },
  } as const;
  const [best] = hits;
  const at = entries.findIndex(({ id }) => id === best?.id);
  const entry = entries[at];
  if (!best || !entry) return { ...asked, status: 'nothing' };
  const excerpt = { text: bestSentence(entry, question.question), matches: [] };
  const citation = { entry, position: at + 1, excerpt, score: best.score };
  return { ...asked, status: best.score >= threshold ? 'answered' : 'uncertain', citations: [citation] };
}

/** The sentence that shares most stems with the question, cut to the length of our excerpts. */
function bestSentence(entry: Entry, question: string): string {
  const wanted = stemsOf(question);
  const overlap = (sentence: string): number => [...stemsOf(sentence)].filter((each) => wanted.has(each)).length;
  const [best = ''] = splitSentences(textOf(entry)).sort((a, b) => overlap(b) - overlap(a));
  return best.slice(0, EXCERPT_MAX_CHARS);
}

const stemsOf = (text: string): Set<string> =>
  new Set(
    words(text)
      .filter((word) => !isStopWord(word, 'de'))
      .map((word) => stem(word, 'de')),
  );

/**
 * The score with the highest balanced accuracy of refusing: the mean of right refusals and of answers given where there
 * is one. It knows the questions, which our own threshold does not.
 */
export function bestThreshold(asked: readonly Asked[]): number {
  const best = asked.map(({ question, hits }) => ({
    answerable: question.need !== 'none',
    score: hits[0]?.score ?? Number.NEGATIVE_INFINITY,
  }));
  const scoresOf = (answerable: boolean) => best.filter((each) => each.answerable === answerable).map((e) => e.score);
  const answerable = scoresOf(true);
  const unanswerable = scoresOf(false);
  const accuracy = (threshold: number): number =>
    answerable.filter((score) => score >= threshold).length / Math.max(1, answerable.length) +
    unanswerable.filter((score) => score < threshold).length / Math.max(1, unanswerable.length);
  const candidates = [...new Set(best.map(({ score }) => score))].filter(Number.isFinite);
  return candidates.sort((a, b) => accuracy(b) - accuracy(a))[0] ?? 0;
}
