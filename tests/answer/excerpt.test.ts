import { expect, test } from 'vitest';
import { chooseSentences, EXCERPT_MAX_CHARS, findMatches } from '../../src/answer/excerpt.ts';
import { stem } from '../../src/search/lexical.ts';
import { contentTerms } from '../../src/search/terms.ts';

const sentence = (text: string, at = 0, block = 0) => ({ text, block, at });

test.each([
  ['the best sentence alone', [sentence('A.'), sentence('B.', 1)], [0.1, 1], 'B.'],
  ['neighbours of one paragraph', [sentence('A.'), sentence('B.', 1)], [0.9, 1], 'A. B.'],
  ['two paragraphs', [sentence('A.'), sentence('B.', 1, 1)], [1, 0.9], 'A. … B.'],
  ['two places', [sentence('A.'), sentence('B.', 2)], [1, 0.9], 'A. … B.'],
  [
    'the next best where the second does not fit',
    [sentence('A.'), sentence('x'.repeat(299), 1), sentence('C.', 2)],
    [1, 0.95, 0.9],
    'A. … C.',
  ],
])('an excerpt is %s', (_, sentences, scores, text) => {
  expect(chooseSentences(sentences, scores)).toBe(text);
});

test('a sentence that is too long is cut between words, verbatim', () => {
  const long = 'Donaudampfschifffahrt '.repeat(40).trim();
  const text = chooseSentences([sentence(long)], [1]);
  expect(text.length).toBeLessThanOrEqual(EXCERPT_MAX_CHARS);
  expect(long.startsWith(`${text} `)).toBe(true);
});

test('matches are found whatever their form', () => {
  const terms = contentTerms('Häuser Oesterreich', 'de', ['de'], stem);
  const text = 'Das Haus in Österreich';
  expect(findMatches(text, terms, ['de']).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Haus',
    'Österreich',
  ]);
});
