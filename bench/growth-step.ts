import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { examineQuestion } from '../src/answer/ask.ts';
import type { EvaluationQuestion } from '../src/answer/evaluate.ts';
import type { Entry } from '../src/corpus/entry.ts';
import { decideSwap } from '../src/engine/swap.ts';
import { updateView } from '../src/engine/view.ts';
import { buildEdition, type Edition, type Embeddings } from '../src/search/edition.ts';
import type { Encoder } from '../src/search/embed.ts';
import { openEmbeddingCache } from '../src/store/embeddings.ts';
import { ADDED } from './distractors.ts';
import { judge } from './judge.ts';
import { type Asked, quantile } from './measure.ts';
import { textOf } from './search-engine.ts';

export interface GrowthStep {
  readonly entries: number;
  readonly passages: number;
  readonly hit1: number;
  /** Of one question. */
  readonly ms: { readonly p50: number; readonly p95: number };
  /** The median over the questions: its whole time, divided by one forward pass of the question alone. */
  readonly passesPerQuestion: number;
  readonly longQuestionMs: number;
  readonly indexMs: number;
  /** Index time divided by the part of it that the encoder computes, passes of the questions meanwhile included. */
  readonly indexPerPasses: number;
  /** The event loop's delay while everything is embedded and indexed. */
  readonly heldP99Ms: number;
  /** Of the questions asked meanwhile of the edition before, from the moment they were due. */
  readonly waitMaxMs: number;
  /** The event loop's delay while one entry is added. */
  readonly heldByAddedP99Ms: number;
}

interface StepOptions {
  readonly encoder: Encoder;
  readonly entries: readonly Entry[];
  readonly questions: readonly EvaluationQuestion[];
  /** Asked before the clock runs. */
  readonly warmUp: readonly EvaluationQuestion[];
  /** Where the embeddings are kept; what it holds already is not embedded again. */
  readonly dataDir: string;
}

/** Entries of the edition that is served while the measured one is built. */
const OLD_ENTRIES = 5;
const ASKED_EVERY_MS = 500;
const WARM_UP_QUESTIONS = 100;
const QUESTION_MAX_CHARS = 2_000;

export async function measureStep({ encoder, entries, questions, warmUp, dataDir }: StepOptions): Promise<GrowthStep> {
  const cache = openEmbeddingCache(join(dataDir, 'embeddings.db'));
  const embeddings = { encoder, cache };
  const old = await buildEdition({ number: 1, entries: entries.slice(0, OLD_ENTRIES), embeddings });
  for (const { question } of warmUp.slice(0, WARM_UP_QUESTIONS)) await examineQuestion(old, question, embeddings);
  const { edition, ...built } = await measureBuild(old, entries, embeddings, questions);
  const answered = await measureQuestions(edition, embeddings, questions);
  const longQuestionMs = await measureLongQuestions(edition, embeddings);
  const heldByAddedP99Ms = await measureAdded(edition, embeddings);
  cache.close();
  const passages = edition.passages.length;
  return { entries: entries.length, passages, ...built, ...answered, longQuestionMs, heldByAddedP99Ms };
}

async function measureBuild(
  old: Edition,
  entries: readonly Entry[],
  embeddings: Embeddings,
  questions: readonly EvaluationQuestion[],
) {
  const timed = timeEncoder(embeddings.encoder);
  const withTimed = { ...embeddings, encoder: timed.encoder };
  const waits: Promise<number>[] = [];
  const ask = async (since: number): Promise<number> => {
    const { question } = questions[waits.length % questions.length] ?? { question: '' };
    await examineQuestion(old, question, withTimed);
    return performance.now() - since;
  };
  const held = watchEventLoop();
  const started = performance.now();
  let dueAt = started + ASKED_EVERY_MS;
  const asking = setInterval(() => {
    waits.push(ask(dueAt));
    dueAt = performance.now() + ASKED_EVERY_MS; // an interval begins anew when its turn comes, however late
  }, ASKED_EVERY_MS);
  const edition = await buildEdition({ number: 2, entries, previous: old, embeddings: withTimed });
  const indexMs = performance.now() - started;
  held.disable();
  clearInterval(asking);
  const waitMaxMs = Math.max(0, ...(await Promise.all(waits)));
  return { edition, indexMs, indexPerPasses: indexMs / timed.spentMs(), heldP99Ms: p99Ms(held), waitMaxMs };
}

function watchEventLoop(): IntervalHistogram {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  return delay;
}

const p99Ms = (delay: IntervalHistogram): number => delay.percentile(99) / 1e6;

function timeEncoder(encoder: Encoder): { readonly encoder: Encoder; readonly spentMs: () => number } {
  let spent = 0;
  const encode: Encoder['encode'] = async (side, batch) => {
    const started = performance.now();
    const encoded = await encoder.encode(side, batch);
    spent += performance.now() - started;
    return encoded;
  };
  return { encoder: { ...encoder, encode }, spentMs: () => spent };
}

/** Each question once, since a second time would find its words remembered. */
async function measureQuestions(edition: Edition, embeddings: Embeddings, questions: readonly EvaluationQuestion[]) {
  const { encoder } = embeddings;
  const asked: (Asked & { readonly passes: number })[] = [];
  for (const question of questions) {
    const ids = encoder.tokenise(question.question);
    const passMs: number[] = [];
    const pass = async () => passMs.push((await timed(() => encoder.encode('question', [ids]))).ms);
    await pass();
    const { result, ms } = await timed(() => examineQuestion(edition, question.question, embeddings));
    await pass();
    const hits = result.ranking.map((id, at) => ({ id, score: 1 / (at + 1) }));
    asked.push({ question, hits, answer: result.answer, ms, passes: (2 * ms) / passMs.reduce((a, b) => a + b) });
  }
  const { hit1, latencyMs } = judge(asked, edition.entries, 0);
  const ratios = asked.map(({ passes }) => passes);
  return { hit1, ms: latencyMs, passesPerQuestion: quantile(ratios, 0.5) };
}

async function timed<T>(job: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const started = performance.now();
  const result = await job();
  return { result, ms: performance.now() - started };
}

/** The slowest of what a member may paste: an entry, words that nothing holds, letters without a space. */
async function measureLongQuestions(edition: Edition, embeddings: Embeddings): Promise<number> {
  const entry = edition.entries.slice(0, OLD_ENTRIES).map(textOf).join(' ');
  const unknown = Array.from({ length: 400 }, (_, at) => `verschrieb${at}ung`).join(' ');
  let slowestMs = 0;
  for (const text of [entry, [...entry].reverse().join(''), unknown, 'x'.repeat(QUESTION_MAX_CHARS)]) {
    const { ms } = await timed(() => examineQuestion(edition, text.slice(0, QUESTION_MAX_CHARS), embeddings));
    slowestMs = Math.max(slowestMs, ms);
  }
  return slowestMs;
}

/** What the engine's process does for an entry more, once its file is read. */
async function measureAdded(edition: Edition, embeddings: Embeddings): Promise<number> {
  const entries = [ADDED, ...structuredClone(edition.entries)];
  const held = watchEventLoop();
  decideSwap(edition.entries, entries, [], false);
  const next = await buildEdition({ number: 3, entries, embeddings, previous: edition });
  updateView(edition, next);
  await new Promise(setImmediate);
  held.disable();
  return p99Ms(held);
}
