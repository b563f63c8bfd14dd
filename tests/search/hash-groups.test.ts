import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { groupByHash } from '../../src/search/hash-groups.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const texts = (count: number): string[] => Array.from({ length: count }, (_, at) => `text ${at}`);
const group = (all: readonly string[]) => groupByHash(all, hashOf, 16).map((each) => each.join());

test('everything is in one group, and no group is too large', () => {
  const groups = groupByHash(texts(1_000), hashOf, 16);
  expect(groups.flat().sort()).toEqual(texts(1_000).sort());
  expect(Math.max(...groups.map((each) => each.length))).toBeLessThanOrEqual(16);
  expect(groups.length).toBeLessThan(3 * (1_000 / 16));
});

test('one more changes one group, or cuts it in two; the order changes nothing', () => {
  const before = new Set(group(texts(1_000)));
  const after = group(['one more', ...texts(1_000).reverse()]);
  expect(after.filter((each) => !before.has(each)).length).toBeLessThanOrEqual(2);
});

test('more of the same than fit into a group are cut all the same', () => {
  const groups = groupByHash(new Array<string>(40).fill('same'), hashOf, 16);
  expect(groups.map((each) => each.length)).toEqual([16, 16, 8]);
  expect(groupByHash([], hashOf, 16)).toEqual([]);
});
