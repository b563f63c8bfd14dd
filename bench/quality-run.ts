import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Examined, examineQuestion } from '../src/answer/ask.ts';
import { type Evaluation, type EvaluationItem, type EvaluationQuestion, evaluate } from '../src/answer/evaluate.ts';
import type { Entry } from '../src/corpus/entry.ts';
import { loadEmbeddings } from '../src/engine/embeddings.ts';
import { buildEdition, type Embeddings } from '../src/search/edition.ts';
import type { Encoded, Encoder } from '../src/search/embed.ts';
import type { TestSet } from './collections.ts';

/** Shares, 0 to 1, of one set's questions. */
export interface LiveblogScores {
  /** Of the answerable: the right entry first, or all that are needed cited. */
  readonly right: number;
  readonly answered: number;
  readonly nothing: number;
  /** Of the unanswerable: not answered. */
  readonly offTopicRefused: number;
  readonly nearMissRefused: number;
  /** The answer stands in the excerpts. */
  readonly excerpt: number;
}

export interface ArticleScores {
  readonly right: number;
  readonly excerpt: number;
  /** With every article's paragraph taken out in turn: of the questions about it, those not answered. */
  readonly refused: number;
  /** Of the questions about the paragraphs left in, those not answered. */
  readonly falseRefusals: number;
}

export interface Outcome extends EvaluationItem {
  readonly question: EvaluationQuestion;
}

/** Each text is embedded once, however many editions and questions it is in. */
export async function rememberingEmbeddings(model: string): Promise<Embeddings> {
  const loaded = await loadEmbeddings({ model, dataDir: mkdtempSync(join(tmpdir(), 'liveblog-quality-')) });
  if (!loaded.embeddings) throw new Error(`Expected the model ${model} to load: ${loaded.error}`);
  const { encoder, cache } = loaded.embeddings;
  return { encoder: remembering(encoder), cache: { ...cache, prune: () => undefined } };
}

function remembering(encoder: Encoder): Encoder {
  const known = new Map<string, Encoded[]>();
  return {
    ...encoder,
    async encode(side, batch) {
      if (side === 'passage') return encoder.encode(side, batch);
      const key = JSON.stringify(batch);
      const encoded = known.get(key) ?? (await encoder.encode(side, batch));
      known.set(key, encoded);
      return encoded;
    },
  };
}

interface Run {
  readonly evaluation: Evaluation;
  readonly outcomes: readonly Outcome[];
}

async function run(
  entries: readonly Entry[],
  questions: readonly EvaluationQuestion[],
  embeddings: Embeddings,
): Promise<Run> {
  const edition = await buildEdition({ number: 1, entries, embeddings });
  const asked: ({ readonly question: EvaluationQuestion } & Examined)[] = [];
  for (const question of questions) {
    asked.push({ question, ...(await examineQuestion(edition, question.question, embeddings)) });
  }
  const evaluation = evaluate(asked, entries);
  const outcomes = evaluation.items.flatMap((item, at) =>
    asked[at] ? [{ ...item, question: asked[at].question }] : [],
  );
  return { evaluation, outcomes };
}

const share = <T>(all: readonly T[], holds: (each: T) => boolean): number =>
  all.filter(holds).length / Math.max(1, all.length);
const isRefused = ({ status }: Outcome): boolean => status !== 'answered';
const isAnswerable = ({ question }: Outcome): boolean => question.need !== 'none';

export async function measureLiveblog(
  { entries, questions }: TestSet,
  embeddings: Embeddings,
): Promise<{ scores: LiveblogScores; outcomes: readonly Outcome[] }> {
  const { evaluation, outcomes } = await run(entries, questions, embeddings);
  const answerable = outcomes.filter(isAnswerable);
  const of = (kind: string) => outcomes.filter(({ question }) => question.kind === kind);
  const scores = {
    right: share(answerable, ({ right }) => right),
    answered: share(answerable, ({ status }) => status === 'answered'),
    nothing: share(answerable, ({ status }) => status === 'nothing'),
    offTopicRefused: share(of('offtopic'), isRefused),
    nearMissRefused: share(of('nearmiss'), isRefused),
    excerpt: evaluation.excerptHit,
  };
  return { scores, outcomes };
}

/** Which paragraph of each article is taken out, one round after the other: all of them in the end. */
const ROUNDS = [1, 2, 3, 4] as const;

/** Per language. In a round one paragraph of each article is taken out, with its neighbours left in. */
export async function measureArticles(
  { entries, questions }: TestSet,
  embeddings: Embeddings,
  rounds: readonly number[] = ROUNDS,
): Promise<{ language: string; scores: ArticleScores; outcomes: readonly Outcome[] }[]> {
  const languages = [...new Set(questions.map(({ lang }) => lang))];
  const measured: { language: string; scores: ArticleScores; outcomes: readonly Outcome[] }[] = [];
  for (const language of languages) {
    const own = questions.filter(({ lang }) => lang === language);
    const { evaluation, outcomes } = await run(entries, own, embeddings);
    const about: Outcome[] = [];
    const others: Outcome[] = [];
    for (const out of rounds) {
      const isOut = (id: unknown) => String(id).endsWith(`-${out}`);
      const left = await run(
        entries.filter(({ id }) => !isOut(id)),
        own,
        embeddings,
      );
      for (const outcome of left.outcomes) (isOut(outcome.question.gold[0]) ? about : others).push(outcome);
    }
    const scores = {
      right: share(outcomes, ({ right }) => right),
      excerpt: evaluation.excerptHit,
      refused: share(about, isRefused),
      falseRefusals: share(others, isRefused),
    };
    measured.push({ language, scores, outcomes });
  }
  return measured;
}
