import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readArticles, readLiveblogs, SEED, type TestSet } from '../../bench/collections.ts';
import {
  type ArticleScores,
  type LiveblogScores,
  measureArticles,
  measureLiveblog,
  rememberingEmbeddings,
} from '../../bench/quality-run.ts';
import type { Embeddings } from '../../src/search/edition.ts';

/** What was reached, less a margin of about two questions: docs/evaluation.md has the numbers themselves. */
const LIVEBLOG_FLOORS: Readonly<Record<string, Omit<LiveblogScores, 'nothing'>>> = {
  'shipped, tuned': { right: 0.9, answered: 0.9, offTopicRefused: 0.87, nearMissRefused: 0.57, excerpt: 0.79 },
  'shipped, held out': { right: 0.83, answered: 0.76, offTopicRefused: 0.87, nearMissRefused: 0.5, excerpt: 0.8 },
  'seed, tuned': { right: 0.92, answered: 0.84, offTopicRefused: 0.87, nearMissRefused: 0.7, excerpt: 0.85 },
  'seed, held out': { right: 0.89, answered: 0.85, offTopicRefused: 0.87, nearMissRefused: 0.8, excerpt: 0.82 },
  'storm, tuned': { right: 0.82, answered: 0.76, offTopicRefused: 0.85, nearMissRefused: 0.42, excerpt: 0.85 },
  'marathon, held out': { right: 0.82, answered: 0.78, offTopicRefused: 0.85, nearMissRefused: 0.42, excerpt: 0.92 },
};
const ARTICLE_FLOORS: Readonly<Record<string, Omit<ArticleScores, 'falseRefusals'>>> = {
  'tuned, de': { right: 0.85, excerpt: 0.87, refused: 0.4 },
  'tuned, en': { right: 0.85, excerpt: 0.85, refused: 0.4 },
  'tuned, ru': { right: 0.8, excerpt: 0.8, refused: 0.4 },
  'held out, de': { right: 0.84, excerpt: 0.8, refused: 0.4 },
  'held out, en': { right: 0.84, excerpt: 0.8, refused: 0.4 },
  'held out, ru': { right: 0.8, excerpt: 0.8, refused: 0.4 },
};
/** Of a liveblog's answerable questions. */
const NOTHING_CEILING = 0.075;
const FALSE_REFUSALS_CEILING = 0.3;
/** One question in so many, and one round: all of them take minutes. */
const ARTICLE_SAMPLE = 5;

let embeddings: Embeddings;
let sets: readonly TestSet[];
beforeAll(async () => {
  embeddings = await rememberingEmbeddings('models/multilingual-e5-small');
  sets = await readLiveblogs();
}, 120_000);

describe.each(Object.entries(LIVEBLOG_FLOORS))('answers on the liveblog “%s”', (name, floors) => {
  test('are as good as they have been', { timeout: 300_000 }, async ({ skip }) => {
    if (name.startsWith('seed') && !existsSync(SEED)) skip();
    const set = sets.find((each) => `${each.name}, ${each.part}` === name);
    if (!set) throw new Error(`There is no set "${name}"`);
    const { nothing, ...scores } = (await measureLiveblog(set, embeddings)).scores;
    expect(nothing).toBeLessThanOrEqual(NOTHING_CEILING);
    expect(below(scores, floors)).toEqual([]);
  });
});

test('answers about articles are as good as they have been', { timeout: 300_000 }, async () => {
  for (const set of await readArticles()) {
    const questions = set.questions.filter((_, at) => at % ARTICLE_SAMPLE === 0);
    for (const { language, scores } of await measureArticles({ ...set, questions }, embeddings, [2])) {
      const { falseRefusals, ...others } = scores;
      expect(below(others, ARTICLE_FLOORS[`${set.part}, ${language}`] ?? others), `${set.part}, ${language}`).toEqual([]);
      expect(falseRefusals).toBeLessThanOrEqual(FALSE_REFUSALS_CEILING);
    }
  }
});

/** @returns what is worse than it may be, readable. */
function below(scores: object, floors: object): string[] {
  const floorOf = new Map<string, number>(Object.entries(floors));
  return Object.entries(scores).flatMap(([name, score]) =>
    score < (floorOf.get(name) ?? 0) ? [`${name} ${score.toFixed(3)} < ${floorOf.get(name)}`] : [],
  );
}
