import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EvaluationQuestion } from '../src/answer/evaluate.ts';
import type { Entry } from '../src/corpus/entry.ts';
import type { Collection } from './collections.ts';
import type { Found, SearchEngine, SearchIndex } from './search-engine.ts';

/** One question with what an engine made of it. */
export interface Asked extends Found {
  readonly question: EvaluationQuestion;
  readonly ms: number;
}

interface Built {
  readonly engine: string;
  readonly indexMs: number;
  /** What the index holds: heap and external memory after collection, less what was held before. */
  readonly indexBytes: number;
}

export interface Run extends Built {
  readonly collection: Collection;
  readonly asked: readonly Asked[];
}

/** Asked before the clock runs, so that no engine is measured before its code is compiled. */
const WARM_UP_QUESTIONS = 10;

/**
 * All engines take their turn at each question: what else the machine does meanwhile slows them alike. Each asks it once,
 * since a second time would find its words remembered.
 */
export async function measure(engines: readonly SearchEngine[], collection: Collection): Promise<Run[]> {
  const built: (Built & { readonly index: SearchIndex; readonly asked: Asked[] })[] = [];
  for (const engine of engines) built.push({ ...(await measureBuild(engine, collection.entries)), asked: [] });
  for (const { question } of collection.questions.slice(0, WARM_UP_QUESTIONS)) {
    for (const { index } of built) await index.search(question);
  }
  for (const question of collection.questions) {
    for (const { index, asked } of built) {
      const started = performance.now();
      const found = await index.search(question.question);
      asked.push({ ...found, question, ms: performance.now() - started });
    }
  }
  for (const { index } of built) await index.close();
  return built.map(({ index: _, ...run }) => ({ ...run, collection }));
}

async function measureBuild(engine: SearchEngine, entries: readonly Entry[]): Promise<Built & { index: SearchIndex }> {
  const build = await engine.prepare(entries);
  const before = await heldBytes();
  const started = performance.now();
  const index = await build();
  const indexMs = performance.now() - started + index.embeddedMs;
  return { engine: engine.name, index, indexMs, indexBytes: (await heldBytes()) - before };
}

/** @throws without `--expose-gc`. */
export async function heldBytes(): Promise<number> {
  if (!globalThis.gc) throw new Error('Expected node to run with --expose-gc');
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await nextTurn(); // finalisers run between turns, and free external memory
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** @param q 0 to 1. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
