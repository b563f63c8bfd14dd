import { expect, test } from 'vitest';
import { splitSentences } from '../../src/search/sentences.ts';

test.each([
  ['Er kam. Sie ging.', ['Er kam.', 'Sie ging.']],
  ['Am 4. Dezember trafen sie sich. Es regnete.', ['Am 4. Dezember trafen sie sich.', 'Es regnete.']],
  ['Der 2. Weltkrieg ist Dr. Meier zufolge z. B. ein Thema.', null],
  [
    'Rund 1,5 Mio. Menschen kamen. Um 14.30 Uhr war Schluss.',
    ['Rund 1,5 Mio. Menschen kamen.', 'Um 14.30 Uhr war Schluss.'],
  ],
  ['„Nein!“, sagte er. Dann ging er.', ['„Nein!“, sagte er.', 'Dann ging er.']],
  ['Wirklich? Ja! Gut …', ['Wirklich?', 'Ja!', 'Gut …']],
  ['ohne Punkt', ['ohne Punkt']],
  ['', []],
])('%j', (text, sentences) => {
  const found = splitSentences(text);
  expect(found.join(' ')).toBe(text);
  if (sentences) expect(found).toEqual(sentences);
});

test('an abbreviation with a full stop ends no sentence', () => {
  expect(splitSentences('Das sagte Dr. Meier bzw. Prof. Schulz.')).toHaveLength(1);
});

test('a long text is cut where a short one is', () => {
  const sentences = Array.from(
    { length: 2_000 },
    (_, i) => `Am ${(i % 28) + 1}. Mai kamen z. B. ${i} Gäste, sagte Dr. Fix.`,
  );
  expect(splitSentences(sentences.join(' '))).toEqual(sentences);
});

test('a sentence without end is cut between words, and an endless word through', () => {
  const endless = 'wort '.repeat(3_000).trim();
  expect(splitSentences(endless).join(' ')).toBe(endless);
  expect(splitSentences('x'.repeat(9_000)).join('')).toBe('x'.repeat(9_000));
});
