import { expect, test } from 'vitest';
import { packTokens } from '../../src/search/token-codes.ts';
import { dot, nearestTokens, unpackTokens } from '../support/late-interaction.ts';
import { unitRows } from '../support/vectors.ts';

const DIMENSIONS = 384;

test('four bits keep a vector: half a byte a number, cosine with itself above 0.99', () => {
  const rows = unitRows(5, 1, DIMENSIONS);
  const packed = packTokens(rows, DIMENSIONS);
  expect(packed.length).toBe((5 * DIMENSIONS) / 2);
  const back = unpackTokens(packed, DIMENSIONS);
  for (let at = 0; at < rows.length; at += DIMENSIONS) {
    const norm = Math.sqrt(dot(back, at, back, at, DIMENSIONS));
    expect(dot(rows, at, back, at, DIMENSIONS) / norm).toBeGreaterThan(0.99);
  }
});

test('each question token finds its own copy, only within the given rows', () => {
  const passage = unitRows(6, 2, DIMENSIONS);
  const question = passage.slice(2 * DIMENSIONS, 4 * DIMENSIONS);
  expect([...nearestTokens(question, passage, DIMENSIONS)].map((x) => Math.round(x * 100))).toEqual([100, 100]);
  const [first = 1, second = 0] = nearestTokens(question, passage, DIMENSIONS, 3, 6);
  expect(first).toBeLessThan(0.5);
  expect(second).toBeCloseTo(1, 5);
  expect([...nearestTokens(question, passage, DIMENSIONS, 6, 6)]).toEqual([-1, -1]);
});
