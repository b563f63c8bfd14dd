/** The WebAssembly kernel of the search against the same in JavaScript. */
import { performance } from 'node:perf_hooks';
import { createTokenMatcher, createVectorRows, type TokenRange } from '../src/search/kernel/kernel.ts';
import { packTokens } from '../src/search/token-codes.ts';
import { dot, nearestTokens, unpackTokens } from '../tests/support/late-interaction.ts';

const DIMENSIONS = 384;
const PASSAGES = 30;
const PASSAGE_TOKENS = 120;
const SENTENCE_TOKENS = 20;
const QUESTION_TOKENS = 12;
const ROWS = 10_000;
const RUNS = 60;
const WARM_UP_RUNS = 20;

function unitRows(count: number): Float32Array {
  const rows = Float32Array.from(
    { length: count * DIMENSIONS },
    () => Math.random() + Math.random() + Math.random() - 1.5,
  );
  for (let at = 0; at < rows.length; at += DIMENSIONS) {
    const norm = Math.sqrt(dot(rows, at, rows, at, DIMENSIONS));
    for (let i = at; i < at + DIMENSIONS; i++) rows[i] = (rows[i] ?? 0) / norm;
  }
  return rows;
}

/** @returns the median, in microseconds. */
function measure(work: () => unknown): number {
  const times = Array.from({ length: WARM_UP_RUNS + RUNS }, () => {
    const startedAt = performance.now();
    work();
    return (performance.now() - startedAt) * 1000;
  });
  return times.slice(WARM_UP_RUNS).sort((a, b) => a - b)[RUNS / 2] ?? Number.NaN;
}

function compare(name: string, inJs: () => unknown, inWasm: () => unknown): void {
  const js = measure(inJs);
  const wasm = measure(inWasm);
  const cells = [`${js.toFixed(0)} µs`, `${wasm.toFixed(0)} µs`, `${(js / wasm).toFixed(1)}×`];
  console.log(name.padEnd(66) + cells.map((cell) => cell.padStart(10)).join(''));
}

const question = unitRows(QUESTION_TOKENS);
const passages = Array.from({ length: PASSAGES }, () => packTokens(unitRows(PASSAGE_TOKENS), DIMENSIONS));
const ranges = Array.from(
  { length: PASSAGE_TOKENS / SENTENCE_TOKENS },
  (_, at): TokenRange => [at * SENTENCE_TOKENS, (at + 1) * SENTENCE_TOKENS],
);
const vectors = unitRows(ROWS);
const vector = unitRows(1);
const kept = createVectorRows(ROWS, DIMENSIONS);
kept.rows.set(vectors);

console.log(`${''.padEnd(66)}${['JS', 'WASM', 'ratio'].map((cell) => cell.padStart(10)).join('')}`);
compare(
  `late interaction: ${PASSAGES} passages × ${PASSAGE_TOKENS} packed tokens × ${QUESTION_TOKENS} question tokens`,
  () =>
    passages.map((packed) => {
      const tokens = unpackTokens(packed, DIMENSIONS);
      return ranges.map(([first, last]) => nearestTokens(question, tokens, DIMENSIONS, first, last));
    }),
  () => {
    const matcher = createTokenMatcher(question, DIMENSIONS);
    return passages.map((packed) => matcher.nearest(packed, ranges));
  },
);
compare(
  `${ROWS} cosines`,
  () => Float32Array.from({ length: ROWS }, (_, at) => dot(vector, 0, vectors, at * DIMENSIONS, DIMENSIONS)),
  () => kept.cosines(vector),
);
