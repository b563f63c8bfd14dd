import { expect, test } from 'vitest';
import { nearWords } from '../../src/search/near-words.ts';
import { pseudoRandom } from '../support/vectors.ts';

const near = (words: readonly string[], word: string, mistakes: number) => nearWords([...words].sort(), word, mistakes);

test.each([
  ['a letter too many', 'haushallt'],
  ['a letter missing', 'hauhalt'],
  ['another letter', 'haushelt'],
  ['two letters that changed places', 'hauhsalt'],
])('%s is one mistake', (_, typo) => {
  expect(near(['haushalt', 'hausboot', 'haus', 'wald'], typo, 1)).toEqual(['haushalt']);
});

test('a word is near itself, and nothing is near enough to a word that has no neighbours', () => {
  expect(near(['a', 'ab', 'abc'], 'abc', 0)).toEqual(['abc']);
  expect(near(['haus', 'haut'], 'brücke', 2)).toEqual([]);
  expect(near([], 'haus', 2)).toEqual([]);
});

/** The same without a table that is shared: every word is measured from its first letter on. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : 99;
      rows[i]?.push(
        Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]), swapped),
      );
    }
  }
  return at(a.length, b.length);
}

test('skipping beginnings that are too far away loses no word', () => {
  const random = pseudoRandom(7);
  const anyWord = () =>
    Array.from({ length: 1 + Math.floor(random() * 7) }, () => 'abc'[Math.floor(random() * 3)]).join('');
  const words = [...new Set(Array.from({ length: 400 }, anyWord))].sort();
  for (let round = 0; round < 60; round++) {
    const word = anyWord();
    for (const mistakes of [0, 1, 2]) {
      const expected = words.filter((each) => distance(each, word) <= mistakes);
      expect(nearWords(words, word, mistakes), `${word}, ${mistakes}`).toEqual(expected);
    }
  }
});
