import { z } from 'zod';
import type { Entry } from '../corpus/entry.ts';
import { type Answer, citationsOf } from './answer.ts';
import type { Examined } from './ask.ts';

const oneOrMany = <T extends z.ZodType>(schema: T) => z.union([schema.transform((value) => [value]), z.array(schema)]);
/** An entry by its id or by its position (1 = newest). */
const reference = z.union([z.string(), z.number().int().min(1)]);

export const questionsSchema = z.array(
  z.object({
    id: z.coerce.string(),
    lang: z.string().default('de'),
    kind: z.string().optional(),
    question: z.string(),
    gold: oneOrMany(reference).default([]),
    /** any: one gold entry first. all: every gold entry cited. none: must not be answered. */
    need: z.enum(['any', 'all', 'none']),
    /** Entries that may be cited without harm. */
    ok: oneOrMany(reference).default([]),
    /** One of these is looked for in the excerpts. */
    answer: oneOrMany(z.coerce.string()).default([]),
  }),
);

export type EvaluationQuestion = z.output<typeof questionsSchema>[number];

export interface EvaluationItem {
  readonly id: string;
  readonly status: Answer['status'];
  /** Entry ids, best first. */
  readonly cited: readonly string[];
  readonly right: boolean;
}

export interface Evaluation {
  readonly questions: number;
  readonly right: number;
  readonly answerable: number;
  /** Shares of the answerable questions by the ranking that the citations are taken from, 0 to 1. */
  readonly hit1: number;
  readonly hit3: number;
  readonly mrr10: number;
  /** Share of the unanswerable questions that were not `answered`. */
  readonly refused: number;
  /** Share of the answerable questions that were not `answered`. */
  readonly falseRefusals: number;
  /** Share of the questions with a known answer whose excerpts hold it. */
  readonly excerptHit: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number };
  readonly items: readonly EvaluationItem[];
}

interface Judged extends EvaluationItem {
  readonly question: EvaluationQuestion;
  /** Of the first gold entry, from 1; 0 when none is among the best ten. */
  readonly rank: number;
  readonly excerptHolds: boolean;
  readonly totalMs: number;
}

/** Pure. @param entries newest first, as the answers' edition has them. */
export function evaluate(
  asked: readonly ({ readonly question: EvaluationQuestion } & Examined)[],
  entries: readonly Entry[],
): Evaluation {
  const judged = asked.map((each) => judge(each, entries));
  const answerable = judged.filter(({ question }) => question.need !== 'none');
  const unanswerable = judged.filter(({ question }) => question.need === 'none');
  const withAnswer = answerable.filter(({ question }) => question.answer.length > 0);
  const times = judged.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
  return {
    questions: judged.length,
    right: judged.filter(({ right }) => right).length,
    answerable: answerable.length,
    hit1: share(answerable, ({ rank }) => rank === 1),
    hit3: share(answerable, ({ rank }) => rank >= 1 && rank <= 3),
    mrr10: answerable.reduce((sum, { rank }) => sum + (rank ? 1 / rank : 0), 0) / Math.max(1, answerable.length),
    refused: share(unanswerable, ({ status }) => status !== 'answered'),
    falseRefusals: share(answerable, ({ status }) => status !== 'answered'),
    excerptHit: share(withAnswer, ({ excerptHolds }) => excerptHolds),
    latencyMs: { p50: quantile(times, 0.5), p95: quantile(times, 0.95) },
    items: judged.map(({ id, status, cited, right }) => ({ id, status, cited, right })),
  };
}

function judge(
  { question, answer, ranking }: { question: EvaluationQuestion } & Examined,
  entries: readonly Entry[],
): Judged {
  const citations = citationsOf(answer);
  const cited = citations.map(({ entry }) => entry.id);
  const gold = question.gold.map((each) => (typeof each === 'number' ? (entries[each - 1]?.id ?? '') : each));
  const shown = fold(citations.map(({ excerpt }) => excerpt.text).join(' '));
  return {
    id: question.id,
    question,
    status: answer.status,
    cited,
    rank: ranking.findIndex((id) => gold.includes(id)) + 1,
    right: isRight(question.need, answer.status, cited, gold),
    excerptHolds: question.answer.some((wanted) => shown.includes(fold(wanted))),
    totalMs: answer.timings.totalMs,
  };
}

function isRight(
  need: EvaluationQuestion['need'],
  status: Answer['status'],
  cited: readonly string[],
  gold: readonly string[],
): boolean {
  if (need === 'none') return status !== 'answered';
  if (need === 'all') return gold.length > 0 && gold.every((id) => cited.includes(id));
  return cited[0] !== undefined && gold.includes(cited[0]);
}

const fold = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ');

const share = <T>(all: readonly T[], holds: (each: T) => boolean): number =>
  all.filter(holds).length / Math.max(1, all.length);

/** @param sorted ascending. */
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
