import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createTokenMatcher, createVectorRows, type TokenRange } from '../../src/search/kernel/kernel.ts';
import { packTokens } from '../../src/search/token-codes.ts';
import { dot, nearestTokens, unpackTokens } from '../support/late-interaction.ts';
import { pseudoRandom, unitRows } from '../support/vectors.ts';

const DIMENSIONS = 384;
/** The question's rounding to int16. */
const TOLERANCE = 5e-5;

const inJs = (question: Float32Array, packed: Uint8Array, ranges: readonly TokenRange[], dimensions = DIMENSIONS) =>
  ranges.map(([first, last]) => nearestTokens(question, unpackTokens(packed, dimensions), dimensions, first, last));

function expectAlike(found: readonly Float32Array[], expected: readonly Float32Array[]): void {
  expect(found.map((each) => each.length)).toEqual(expected.map((each) => each.length));
  expect(greatestDifference(found, expected)).toBeLessThan(TOLERANCE);
}

const greatestDifference = (found: readonly Float32Array[], expected: readonly Float32Array[]): number =>
  Math.max(0, ...found.flatMap((each, at) => [...each].map((x, i) => Math.abs(x - (expected[at]?.[i] ?? Number.NaN)))));

/** Anywhere in the passage: some empty, some overlapping; then none, all, the first and the last token. */
function someRanges(count: number, random: () => number): TokenRange[] {
  const upTo = (n: number) => Math.floor(random() * (n + 1));
  const anywhere = Array.from({ length: upTo(8) }, (): TokenRange => {
    const first = upTo(count);
    return [first, first + upTo(count - first)];
  });
  const one: TokenRange[] =
    count > 0
      ? [
          [0, 1],
          [count - 1, count],
        ]
      : [];
  return [...anywhere, [0, 0], [count, count], [0, count], ...one];
}

/** Small numbers that fill groups and pairs or not, the extremes, and 40 of all sizes between. */
const sizes = [0, 1, 2, 3, 4, 5, 8, 60].flatMap((t) => [0, 1, 2, 3, 250].map((n) => [t, n] as const));
const random = pseudoRandom(7);
for (let at = 0; at < 40; at++) sizes.push([1 + Math.floor(random() * 60), Math.floor(random() * 251)]);

test.each(sizes)('%i question tokens and %i packed tokens match as they do in JavaScript', (t, n) => {
  const seed = t * 1000 + n;
  const question = unitRows(t, seed, DIMENSIONS);
  const packed = packTokens(unitRows(n, seed + 1, DIMENSIONS), DIMENSIONS);
  const ranges = someRanges(n, pseudoRandom(seed));
  expectAlike(createTokenMatcher(question, DIMENSIONS).nearest(packed, ranges), inJs(question, packed, ranges));
});

test.each([32, 64, 96, 768, 1024])('%i dimensions', (dimensions) => {
  const question = unitRows(7, 1, dimensions);
  const packed = packTokens(unitRows(21, 2, dimensions), dimensions);
  const ranges: TokenRange[] = [
    [0, 21],
    [5, 12],
  ];
  const found = createTokenMatcher(question, dimensions).nearest(packed, ranges);
  expectAlike(found, inJs(question, packed, ranges, dimensions));
});

test('any bytes and any rows: all codes, a row with one number only, a row of zeros', () => {
  const question = new Float32Array(3 * DIMENSIONS).fill(1 / Math.sqrt(DIMENSIONS), 0, DIMENSIONS);
  question[DIMENSIONS + 37] = -1;
  const next = pseudoRandom(3);
  const packed = Uint8Array.from({ length: 40 * (DIMENSIONS / 2) }, () => next() * 256);
  packed.fill(0, 0, DIMENSIONS / 2).fill(255, DIMENSIONS / 2, DIMENSIONS);
  const ranges: TokenRange[] = [
    [0, 1],
    [1, 2],
    [2, 40],
  ];
  const found = createTokenMatcher(question, DIMENSIONS).nearest(packed, ranges);
  expectAlike(found, inJs(question, packed, ranges));
  expect(found[1]?.[0]).toBeGreaterThan(2.5);
});

test('matchers take turns, and keep their own question', () => {
  const questions = [12, 3, 60].map((t, at) => unitRows(t, at, DIMENSIONS));
  const originals = questions.map((each) => each.slice());
  const matchers = questions.map((each) => createTokenMatcher(each, DIMENSIONS));
  for (const question of questions) question.fill(0);
  for (const [turn, n] of [30, 250, 1, 90].entries()) {
    const packed = packTokens(unitRows(n, 50 + turn, DIMENSIONS), DIMENSIONS);
    for (const [at, matcher] of matchers.entries()) {
      const expected = inJs(originals[at] ?? new Float32Array(), packed, [[0, n]]);
      expectAlike(matcher.nearest(packed, [[0, n]]), expected);
    }
  }
});

test('results stay as they are when others are asked for', () => {
  const matcher = createTokenMatcher(unitRows(5, 1, DIMENSIONS), DIMENSIONS);
  const [kept] = matcher.nearest(packTokens(unitRows(9, 2, DIMENSIONS), DIMENSIONS), [[0, 9]]);
  const before = kept?.slice();
  matcher.nearest(packTokens(unitRows(250, 3, DIMENSIONS), DIMENSIONS), [[0, 250]]);
  expect(kept).toEqual(before);
});

test.each([0, 1, 2, 3, 7, 100, 1234])('cosines of %i rows are as in JavaScript', (count) => {
  const vectors = unitRows(count, count, DIMENSIONS);
  const kept = createVectorRows(count, DIMENSIONS);
  expect(kept.rows.every((x) => x === 0)).toBe(true);
  kept.rows.set(vectors);
  for (const seed of [1, 2]) {
    const vector = unitRows(1, seed, DIMENSIONS);
    const expected = Float32Array.from({ length: count }, (_, at) =>
      dot(vector, 0, vectors, at * DIMENSIONS, DIMENSIONS),
    );
    expect(greatestDifference([kept.cosines(vector)], [expected])).toBeLessThan(1e-6);
  }
});

test('rows have a memory of their own', () => {
  const [one, other] = [createVectorRows(300, 64), createVectorRows(2, 64)];
  one.rows.set(unitRows(300, 1, 64));
  other.rows.set(unitRows(2, 2, 64));
  const first = one.cosines(unitRows(1, 3, 64));
  other.cosines(unitRows(1, 4, 64));
  expect(first).toHaveLength(300);
  expect(one.cosines(unitRows(1, 3, 64))).toEqual(first);
});

test('what cannot be computed is refused in words', () => {
  const matcher = createTokenMatcher(unitRows(2, 1, DIMENSIONS), DIMENSIONS);
  const packed = packTokens(unitRows(3, 2, DIMENSIONS), DIMENSIONS);
  expect(() => createTokenMatcher(new Float32Array(100), 100)).toThrow('a multiple of 32 dimensions, not 100');
  expect(() => createTokenMatcher(new Float32Array(385), 384)).toThrow('The question has 385 numbers');
  expect(() => matcher.nearest(packed.subarray(1), [])).toThrow('The passage has 575 bytes');
  for (const range of [
    [0, 4],
    [-1, 2],
    [0.5, 2],
  ] as const)
    expect(() => matcher.nearest(packed, [range])).toThrow('The passage has 3 tokens, none from');
  expect(matcher.nearest(packed, [[2, 1]])).toEqual([new Float32Array([-1, -1])]);
  expect(() => createVectorRows(1, 0)).toThrow('a multiple of 32 dimensions, not 0');
  expect(() => createVectorRows(-1, 32)).toThrow('There cannot be -1 rows');
  expect(() => createVectorRows(3_000_000, DIMENSIONS)).toThrow('cannot have 4406 MB of memory: 4096 MB at most');
  expect(() => createVectorRows(1, 64).cosines(new Float32Array(32))).toThrow('32 numbers, the rows have 64');
});

test('kernel.wasm is what its source builds', { timeout: 120_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'liveblog-kernel-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const built = join(directory, 'kernel.wasm');
  await promisify(execFile)('npm', ['run', '--silent', 'build:kernel', '--', '--outFile', built]);
  expect(readFileSync(built).equals(readFileSync('src/search/kernel/kernel.wasm'))).toBe(true);
});
