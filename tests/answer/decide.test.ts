import { expect, test } from 'vitest';
import type { AnswerType } from '../../src/answer/answer-type.ts';
import { chooseCited } from '../../src/answer/cite.ts';
import { decide } from '../../src/answer/decide.ts';
import type { Evidence } from '../../src/search/evidence.ts';
import type { Candidate } from '../../src/search/search.ts';

const QUESTION = 'Wie hoch ist das Defizit?';

/** @param support of the question's one word, and of its tokens in every place. */
const evidenceOf = (support: number): Evidence => ({
  bm25: 1,
  coverage: 1,
  late: { entry: support, passage: support, sentence: support },
  words: [{ parts: ['defizit'], support, rarity: 1 }],
});

const candidate = (entry: number, score: number, evidence: Evidence = evidenceOf(0.8)): Candidate => ({
  entry,
  score,
  sentences: [
    {
      text: 'Das Defizit beträgt 18 Millionen Euro.',
      block: 0,
      at: 0,
      firstToken: 0,
      lastToken: 0,
      late: evidence.late?.sentence ?? 0,
      content: 0,
    },
  ],
  evidence,
});
const decideAmong = (candidates: readonly Candidate[], question = QUESTION, type: AnswerType | null = null) =>
  decide({ candidates, terms: [], sharesLanguage: true }, candidates, question, type);

test('no candidate, nothing found', () => {
  expect(decideAmong([])).toEqual({ status: 'nothing' });
});

test.each([
  ['every word is matched well', 0.8, 'answered'],
  ['only part of it is near', 0.5, 'uncertain'],
  ['noise, however high its cosine', 0.25, 'nothing'],
])('%s', (_, support, status) => {
  const decided = decideAmong([candidate(0, 2, evidenceOf(support)), candidate(1, 1.9)]);
  expect(decided.status).toBe(status);
});

test('a sentence without the kind of word that is asked for lowers the confidence', () => {
  const candidates = [candidate(0, 2, evidenceOf(0.6)), candidate(1, 1.9)];
  const [withNumber, withTime] = [
    decideAmong(candidates, QUESTION, 'number'),
    decideAmong(candidates, 'Wann endet es?', 'time'),
  ];
  if (withNumber.status === 'nothing' || withTime.status === 'nothing') throw new Error('expected two decisions');
  expect(withNumber.confidence).toBeGreaterThan(withTime.confidence);
});

test.each([
  [0.9, 'answered'],
  [0.4, 'uncertain'],
  [0.1, 'nothing'],
])('by words alone the share of matched words decides: %d', (coverage, status) => {
  expect(decideAmong([candidate(0, 2, { bm25: 1, coverage, late: null, words: [] })]).status).toBe(status);
});

const NOISE = [1, 1, 1].map((score, at) => candidate(10 + at, score));
const cited = (question: string, ...scores: number[]) =>
  chooseCited([...scores.map((score, at) => candidate(at, score)), ...NOISE], question).map(({ entry }) => entry);

test.each([
  ['Wie hoch ist das Defizit?', [2, 1.3, 1.2], [0]],
  ['Wie hoch ist das Defizit?', [2, 1.9, 1.3], [0, 1]],
  ['Wie hoch ist das Defizit?', [2, 1.95, 1.9, 1.85], [0, 1, 2]],
  ['Wie hoch ist das Defizit?', [2, 1.6, 1.2], [0]],
  ['Was sagen Polen und Litauen?', [2, 1.6, 1.2], [0, 1]],
  ['Which countries voted?', [2, 1.6, 1.2], [0, 1]],
])('%s %j: cites what stands out from the noise', (question, scores, entries) => {
  expect(cited(question, ...scores)).toEqual(entries);
});

test('two candidates alone have no noise to stand out from: the second must come near', () => {
  expect(chooseCited([candidate(0, 2), candidate(1, 1.95)], QUESTION)).toHaveLength(2);
  expect(chooseCited([candidate(0, 2), candidate(1, 1.5)], QUESTION)).toHaveLength(1);
});
