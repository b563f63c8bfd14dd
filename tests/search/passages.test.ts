import { expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { createPause } from '../../src/search/pacer.ts';
import { PASSAGE_MAX_TOKENS, splitIntoPassages } from '../../src/search/passages.ts';
import { entryOf } from '../support/entries.ts';

/** One token per word. */
const tokenise = (text: string): number[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.length);
const split = (entry: Entry, at: number, by: (text: string) => number[]) =>
  splitIntoPassages(entry, at, by, createPause());
const sentence = (n: number, words = 20): string => `Satz ${n} ${'wort '.repeat(words - 3)}Ende${n}.`;

test('a short entry is one passage with its headline first', async () => {
  const [passage, ...others] = await split(entryOf('Zwei Wörter', ['Ein Satz.', 'Noch einer.']), 7, tokenise);
  expect(others).toEqual([]);
  expect(passage?.entry).toBe(7);
  expect(passage?.tokenIds).toHaveLength(6);
  expect(passage?.sentences).toMatchObject([
    { text: 'Ein Satz.', block: 0, firstToken: 2, lastToken: 4 },
    { text: 'Noch einer.', block: 1, firstToken: 4, lastToken: 6 },
  ]);
});

test('a long entry is searchable to its end, no passage over the limit', async () => {
  const paragraphs = Array.from({ length: 30 }, (_, i) => `${sentence(2 * i)} ${sentence(2 * i + 1)}`);
  const passages = await split(entryOf('Lange Überschrift', paragraphs), 0, tokenise);
  expect(Math.max(...passages.map((passage) => passage.tokenIds.length))).toBeLessThanOrEqual(PASSAGE_MAX_TOKENS);
  const text = passages.flatMap((passage) => passage.sentences.map((each) => each.text)).join(' ');
  expect(text).toBe(paragraphs.join(' '));
});

test.each([
  ['one endless sentence', 'wort '.repeat(2_000).trim()],
  ['one endless word', 'x'.repeat(30_000)],
])('%s is cut, and nothing of it is lost', async (_, text) => {
  const byLetters = (part: string): number[] => new Array(Math.ceil(part.length / 4)).fill(0);
  const passages = await split(entryOf('Titel', [text]), 0, byLetters);
  const joined = passages.flatMap((passage) => passage.sentences.map((each) => each.text)).join('');
  expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  expect(Math.max(...passages.map((passage) => passage.tokenIds.length))).toBeLessThanOrEqual(PASSAGE_MAX_TOKENS);
});

test('an entry without body is found by its headline', async () => {
  const [passage] = await split(entryOf('Nur eine Zeile', []), 0, tokenise);
  expect(passage?.sentences).toEqual([{ text: 'Nur eine Zeile', block: -1, firstToken: 0, lastToken: 3 }]);
});

test('the hash depends on what is embedded, not on the place in the edition', async () => {
  const hash = async (headline: string, text: string, at: number) =>
    (await split(entryOf(headline, [text]), at, tokenise))[0]?.hash;
  const own = await hash('A', 'Text.', 0);
  expect(await hash('A', 'Text.', 5)).toBe(own);
  expect(await hash('B', 'Text.', 0)).not.toBe(own);
  expect(await hash('A', 'Anderer.', 0)).not.toBe(own);
});
