import { expect, test } from 'vitest';
import { decide } from '../../src/answer/decide.ts';
import { chooseSentences, EXCERPT_MAX_CHARS, findMatches } from '../../src/answer/excerpt.ts';
import { stem } from '../../src/search/lexical.ts';
import type { Sentence } from '../../src/search/passages.ts';
import type { Candidate, Evidence } from '../../src/search/search.ts';
import { contentTerms } from '../../src/search/terms.ts';

const candidate = (entry: number, score: number, evidence: Partial<Evidence> = {}): Candidate => ({
  entry,
  score,
  passage: { entry, sentences: [], hash: '' },
  evidence: { bm25: 1, coverage: 1, cosine: 0.9, late: 0.7, worstWord: 0.6, ...evidence },
});
const found = (...candidates: Candidate[]) => ({ candidates, terms: [], sharesLanguage: true });

test('no candidate, nothing found', () => {
  expect(decide(found(), 'hybrid')).toEqual({ status: 'nothing' });
});

test.each([
  ['every word is matched well', {}, 'answered'],
  ['only part of it is near', { late: 0.42 }, 'uncertain'],
  ['noise, however high its cosine', { late: 0.28, coverage: 0, cosine: 0.81 }, 'nothing'],
] as const)('%s', (_, evidence, status) => {
  expect(decide(found(candidate(0, 2, evidence)), 'hybrid').status).toBe(status);
});

test('by words alone the share of matched words decides', () => {
  expect(decide(found(candidate(0, 2, { late: null, coverage: 0.9 })), 'lexical').status).toBe('answered');
  expect(decide(found(candidate(0, 2, { late: null, coverage: 0.1 })), 'lexical').status).toBe('nothing');
});

test('entries close behind the best one are cited too, three at most', () => {
  const decision = decide(
    found(candidate(4, 2), candidate(1, 1.99), candidate(2, 1.98), candidate(3, 1.97), candidate(0, 1)),
    'hybrid',
  );
  expect(decision.status === 'nothing' ? [] : decision.cited.map(({ entry }) => entry)).toEqual([4, 1, 2]);
});

const sentence = (text: string, block = 0): Sentence => ({ text, block, firstToken: 0, lastToken: 0 });

test.each([
  ['the best sentence alone', [sentence('A.'), sentence('B.')], [0.1, 1], 'B.'],
  ['neighbours of one paragraph', [sentence('A.'), sentence('B.')], [0.9, 1], 'A. B.'],
  ['two places', [sentence('A.'), sentence('B.', 1)], [1, 0.9], 'A. … B.'],
  [
    'the next best where the second does not fit',
    [sentence('A.'), sentence('x'.repeat(299)), sentence('C.')],
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
