import { existsSync, readFileSync } from 'node:fs';
import { type EvaluationQuestion, questionsSchema } from '../src/answer/evaluate.ts';
import type { Entry } from '../src/corpus/entry.ts';
import { readCorpus } from '../src/corpus/read.ts';

/** A test collection: entries and judged questions about them. */
export interface Collection {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** `gold` and `ok` hold ids only. */
  readonly questions: readonly EvaluationQuestion[];
}

/** Tuned: looked at while ranking and floors were chosen. Held out: written before, and only ever measured. */
export type Part = 'tuned' | 'held out';

export interface TestSet extends Collection {
  readonly part: Part;
}

const SETS = 'tests/evaluation';
const SHIPPED = 'corpus';
/** A page that may not be published; it stands beside the project where it was given to us. */
export const SEED = '../shared/seed';
const LIVEBLOGS = [
  { name: 'shipped', part: 'tuned', corpus: SHIPPED, questions: `${SETS}/liveblog.json` },
  { name: 'shipped', part: 'held out', corpus: SHIPPED, questions: `${SETS}/liveblog-held-out.json` },
  { name: 'seed', part: 'tuned', corpus: SEED, questions: `${SETS}/seed.json` },
  { name: 'seed', part: 'held out', corpus: SEED, questions: `${SETS}/seed-held-out.json` },
  { name: 'storm', part: 'tuned', corpus: `${SETS}/storm/entries.json`, questions: `${SETS}/storm/questions.json` },
  {
    name: 'marathon',
    part: 'held out',
    corpus: `${SETS}/marathon/entries.json`,
    questions: `${SETS}/marathon/questions.json`,
  },
] as const;
const ENCYCLOPEDIA = [`${SETS}/encyclopedia/entries.json`, `${SETS}/encyclopedia/entries-held-out.json`];

export const readLiveblog = (): Promise<Collection> => read('liveblog', [SHIPPED], `${SETS}/liveblog.json`);

/** With the liveblog's entries as distractors. */
export const readEncyclopedia = (): Promise<Collection> =>
  read('encyclopedia', [...ENCYCLOPEDIA, SHIPPED], `${SETS}/encyclopedia/questions.json`);

/** All small liveblogs; without the seed where it is not at hand. */
export const readLiveblogs = (): Promise<TestSet[]> =>
  Promise.all(
    LIVEBLOGS.filter(({ corpus }) => existsSync(corpus)).map(async ({ name, part, corpus, questions }) => ({
      ...(await read(name, [corpus], questions)),
      part,
    })),
  );

/** Both parts ask about the same entries: each article's paragraphs, and nothing else. */
export const readArticles = async (): Promise<TestSet[]> => [
  { ...(await read('encyclopedia', ENCYCLOPEDIA, `${SETS}/encyclopedia/questions.json`)), part: 'tuned' },
  { ...(await read('encyclopedia', ENCYCLOPEDIA, `${SETS}/encyclopedia/questions-held-out.json`)), part: 'held out' },
];

async function read(name: string, corpus: readonly string[], questionsFile: string): Promise<Collection> {
  const { entries, problems } = await readCorpus(corpus);
  for (const { source, reason } of problems) console.error(`${source}: ${reason}`);
  const questions = questionsSchema.parse(JSON.parse(readFileSync(questionsFile, 'utf8')));
  return { name, entries, questions: questions.map((question) => withIds(question, entries)) };
}

/** Positions hold only as long as nothing is added. */
function withIds(question: EvaluationQuestion, entries: readonly Entry[]): EvaluationQuestion {
  const idOf = (reference: string | number): string => {
    const id = typeof reference === 'number' ? entries[reference - 1]?.id : reference;
    if (!entries.some((entry) => entry.id === id)) throw new Error(`${question.id}: there is no entry "${reference}"`);
    return id ?? '';
  };
  return { ...question, gold: question.gold.map(idOf), ok: question.ok.map(idOf) };
}

/** All questions, then those of each language. */
export function byLanguage<T extends { readonly question: EvaluationQuestion }>(
  asked: readonly T[],
): Map<string, readonly T[]> {
  const groups = new Map<string, readonly T[]>([['all', asked]]);
  for (const { question } of asked) {
    groups.set(
      question.lang,
      asked.filter((each) => each.question.lang === question.lang),
    );
  }
  return groups;
}
