import { readFileSync } from 'node:fs';
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

const LIVEBLOG = { corpus: 'corpus', questions: 'tests/evaluation/liveblog.json' };
const ENCYCLOPEDIA = {
  corpus: 'tests/evaluation/encyclopedia/entries.json',
  questions: 'tests/evaluation/encyclopedia/questions.json',
};

export const readLiveblog = (): Promise<Collection> => read('liveblog', [LIVEBLOG.corpus], LIVEBLOG.questions);

/** With the liveblog's entries as distractors. */
export const readEncyclopedia = (): Promise<Collection> =>
  read('encyclopedia', [ENCYCLOPEDIA.corpus, LIVEBLOG.corpus], ENCYCLOPEDIA.questions);

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
