import { expect, test } from 'vitest';
import { examineQuestion } from '../../src/answer/ask.ts';
import { buildEdition } from '../../src/search/edition.ts';
import { createMemoryCache } from '../../src/search/embedding-cache.ts';
import { createFakeEncoder } from '../support/encoder.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';

const setUp = () => ({ encoder: createFakeEncoder(), cache: createMemoryCache() });

test('only what changed is embedded again', async () => {
  const embeddings = setUp();
  await buildEdition({ number: 1, entries: SMALL_CORPUS, embeddings });
  expect(embeddings.encoder.encodedTexts).toBe(3);
  const entries = [entryOf('Neu', ['Ein neuer Eintrag.']), ...SMALL_CORPUS];
  await buildEdition({ number: 2, entries, embeddings });
  expect(embeddings.encoder.encodedTexts).toBe(4);
});

test('what the previous edition had is taken over, wherever it stands now', async () => {
  const embeddings = setUp();
  const previous = await buildEdition({ number: 1, entries: SMALL_CORPUS, embeddings });
  const [first, second, third] = SMALL_CORPUS;
  if (!first || !second || !third) throw new Error('Expected three entries');
  const corrected = entryOf(second.headline, ['Der Stadtrat hat sich vertagt.'], { id: second.id });
  const entries = [third, entryOf('Neu', ['Ein neuer Eintrag.']), corrected, first];
  const tokenised: string[] = [];
  const encoder = {
    ...embeddings.encoder,
    tokenise: (text: string) => {
      tokenised.push(text);
      return embeddings.encoder.tokenise(text);
    },
  };
  const next = await buildEdition({ number: 2, entries, embeddings: { ...embeddings, encoder }, previous });
  const fresh = await buildEdition({ number: 2, entries, embeddings: setUp() });
  expect(next.passages).toEqual(fresh.passages);
  expect(next.vectors?.rows).toEqual(fresh.vectors?.rows);
  expect(next.languages).toEqual(fresh.languages);
  expect(tokenised).toEqual(['Neu', 'Ein neuer Eintrag.', second.headline, 'Der Stadtrat hat sich vertagt.']);
});

test('entries with the same text share one embedding', async () => {
  const embeddings = setUp();
  const twice = [entryOf('Titel', ['Text.'], { id: 'a' }), entryOf('Titel', ['Text.'], { id: 'b' })];
  const edition = await buildEdition({ number: 1, entries: twice, embeddings });
  expect(embeddings.encoder.encodedTexts).toBe(1);
  expect(edition.vectors?.rows).toHaveLength(2 * embeddings.encoder.dimensions);
});

test('progress ends at the number of passages to embed', async () => {
  const seen: [number, number][] = [];
  const onProgress = (done: number, total: number) => seen.push([done, total]);
  await buildEdition({ number: 1, entries: SMALL_CORPUS, embeddings: setUp(), onProgress });
  expect(seen.at(0)).toEqual([0, 3]);
  expect(seen.at(-1)).toEqual([3, 3]);
});

test.each([[[]], [[entryOf('', [])]]])('an edition of %j finds nothing', async (entries) => {
  const embeddings = setUp();
  const edition = await buildEdition({ number: 1, entries, embeddings });
  expect((await examineQuestion(edition, 'Wie hoch ist das Defizit?', embeddings)).answer.status).toBe('nothing');
});

test.each([
  ['Defizit im Haushalt', 'Stadtrat beschließt Haushalt'],
  ['Oesterreich', 'Museum zeigt Bilder aus Österreich'],
  ['Brucke', 'Brücke nach Sturm gesperrt'],
  ['Ausstelung', 'Museum zeigt Bilder aus Österreich'],
  ['bruecke:gesperrt', 'Brücke nach Sturm gesperrt'],
])('without an encoder %j finds “%s” by its words', async (question, headline) => {
  const edition = await buildEdition({ number: 1, entries: SMALL_CORPUS, embeddings: null });
  const { answer } = await examineQuestion(edition, question, null);
  expect(answer).toMatchObject({ mode: 'lexical', status: 'answered', citations: [{ entry: { headline } }] });
});

test.each([
  '',
  '   ',
  '🙂🙂🙂',
  '+ - * ~ ^ : ?',
  '\u0000\u0007',
  'Wer gewann die Meisterschaft?',
  '‮أهلا',
  'x'.repeat(2_000),
])('without an encoder %j finds nothing and throws nothing', async (question) => {
  const edition = await buildEdition({ number: 1, entries: SMALL_CORPUS, embeddings: null });
  expect((await examineQuestion(edition, question, null)).answer.status).toBe('nothing');
});
