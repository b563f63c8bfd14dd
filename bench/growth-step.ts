import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { examineQuestion } from '../src/answer/ask.ts';
import type { EvaluationQuestion } from '../src/answer/evaluate.ts';
import type { Entry } from '../src/corpus/entry.ts';
import { buildEdition, type Edition, type Embeddings } from '../src/search/edition.ts';
import type { Encoder } from '../src/search/embed.ts';
import { openEmbeddingCache } from '../src/store/embeddings.ts';
import { judge } from './judge.ts';
import { type Asked, heldBytes, medianTime, quantile } from './measure.ts';

export interface GrowthStep {
  readonly entries: number;
  readonly passages: number;
  readonly hit1: number;
  /** Of one question. */
  readonly ms: { readonly p50: number; readonly p95: number };
  /** The median over the questions: its whole time, divided by one forward pass of the question alone. */
  readonly passesPerQuestion: number;
  readonly bytesPerPassage: number;
  readonly indexMs: number;
  /** Index time divided by the part of it that the encoder computes. */
  readonly indexPerPasses: number;
  /** While the edition is built. */
  readonly eventLoopDelayP99Ms: number;
}

/** @param dataDir where the embeddings are kept; what it holds already is not embedded again. */
export async function measureStep(
  encoder: Encoder,
  entries: readonly Entry[],
  questions: readonly EvaluationQuestion[],
  dataDir: string,
): Promise<GrowthStep> {
  const cache = openEmbeddingCache(join(dataDir, 'embeddings.db'));
  const { edition, ...built } = await measureBuild({ encoder, cache }, entries);
  const answered = await measureQuestions(edition, { encoder, cache }, questions);
  cache.close();
  return { entries: entries.length, passages: edition.passages.length, ...built, ...answered };
}

async function measureBuild({ encoder, cache }: Embeddings, entries: readonly Entry[]) {
  const timed = timeEncoder(encoder);
  const before = await heldBytes();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const edition = await buildEdition({ number: 1, entries, embeddings: { encoder: timed.encoder, cache } });
  const indexMs = performance.now() - started;
  delay.disable();
  return {
    edition,
    indexMs,
    indexPerPasses: indexMs / timed.spentMs(),
    eventLoopDelayP99Ms: delay.percentile(99) / 1e6,
    bytesPerPassage: ((await heldBytes()) - before) / edition.passages.length,
  };
}

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

async function measureQuestions(edition: Edition, embeddings: Embeddings, questions: readonly EvaluationQuestion[]) {
  const { encoder } = embeddings;
  const asked: (Asked & { readonly passes: number })[] = [];
  for (const question of questions) {
    const ids = encoder.tokenise(question.question);
    const pass = await medianTime(() => encoder.encode('question', [ids]));
    const { result, ms } = await medianTime(() => examineQuestion(edition, question.question, embeddings));
    const hits = result.ranking.map((id, at) => ({ id, score: 1 / (at + 1) }));
    asked.push({ question, hits, answer: result.answer, ms, passes: ms / pass.ms });
  }
  const { hit1, latencyMs } = judge(asked, edition.entries, 0);
  const ratios = asked.map(({ passes }) => passes);
  return { hit1, ms: latencyMs, passesPerQuestion: quantile(ratios, 0.5) };
}
