import { expect, test } from 'vitest';
import { dot, nearestTokens } from '../../src/search/late-interaction.ts';
import { packTokens, unpackTokens } from '../../src/search/token-codes.ts';

const DIMENSIONS = 384;

/** Unit rows from a fixed pseudo-random sequence (mulberry32), roughly normal as token vectors are. */
function unitRows(rows: number, seed: number): Float32Array {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const all = Float32Array.from({ length: rows * DIMENSIONS }, () => random() + random() + random() - 1.5);
  for (let r = 0; r < rows; r++) {
    const row = all.subarray(r * DIMENSIONS, (r + 1) * DIMENSIONS);
    const norm = Math.sqrt(dot(row, 0, row, 0, DIMENSIONS));
    row.forEach((x, i) => {
      row[i] = x / norm;
    });
  }
  return all;
}

test('four bits keep a vector: half a byte a number, cosine with itself above 0.99', () => {
  const rows = unitRows(5, 1);
  const packed = packTokens(rows, DIMENSIONS);
  expect(packed.length).toBe((5 * DIMENSIONS) / 2);
  const back = unpackTokens(packed, DIMENSIONS);
  for (let at = 0; at < rows.length; at += DIMENSIONS) {
    const norm = Math.sqrt(dot(back, at, back, at, DIMENSIONS));
    expect(dot(rows, at, back, at, DIMENSIONS) / norm).toBeGreaterThan(0.99);
  }
});

test('each question token finds its own copy, only within the given rows', () => {
  const passage = unitRows(6, 2);
  const question = passage.slice(2 * DIMENSIONS, 4 * DIMENSIONS);
  expect([...nearestTokens(question, passage, DIMENSIONS)].map((x) => Math.round(x * 100))).toEqual([100, 100]);
  const [first = 1, second = 0] = nearestTokens(question, passage, DIMENSIONS, 3, 6);
  expect(first).toBeLessThan(0.5);
  expect(second).toBeCloseTo(1, 5);
  expect([...nearestTokens(question, passage, DIMENSIONS, 6, 6)]).toEqual([-1, -1]);
});
