import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entriesAsJson, entryWithText, textOf } from '../src/corpus/desk-text.ts';
import { contentHash } from '../src/corpus/diff.ts';
import type { Block } from '../src/corpus/entry.ts';
import { parseJson } from '../src/corpus/json.ts';
import { readCorpus } from '../src/corpus/read.ts';
import { createWorkingCopy } from '../src/working-copy.ts';
import { entryOf } from './support/entries.ts';
import { tempFolder } from './support/temp.ts';

const FLOOD = '---\nheadline: Flut\npublished: 2025-12-04T10:00+01:00\n---\nDas Wasser steigt.\n';
const FERRY = '---\nheadline: Fähre\npublished: 2025-12-04T09:00+01:00\n---\nDie Fähre fährt.\n';

async function setUp() {
  const root = tempFolder();
  const [corpus, folder] = [join(root, 'corpus'), join(root, 'copy')];
  mkdirSync(join(corpus, 'alt'), { recursive: true });
  writeFileSync(join(corpus, 'flut.md'), FLOOD);
  writeFileSync(join(corpus, 'alt', 'fähre.md'), FERRY);
  const before = [FLOOD, FERRY];
  const copy = await createWorkingCopy({ corpus, folder });
  const untouched = () =>
    [readFileSync(join(corpus, 'flut.md'), 'utf8'), readFileSync(join(corpus, 'alt', 'fähre.md'), 'utf8')].every(
      (text, at) => text === before[at],
    );
  const read = async () => (await readCorpus([folder])).entries;
  const shown = async () => (await read()).map(({ headline, body }) => `${headline}: ${body.map(({ text }) => text)}`);
  const idOf = (headline: string): string =>
    copy.entries().find(({ text }) => text.headline === headline)?.id ?? 'none';
  return { corpus, folder, copy, untouched, read, shown, idOf };
}

const text = (headline: string, body: string) => ({ headline, authors: 'A, B', body, isKey: false });

test('the copy holds the same entries as the corpus, under the same ids', async () => {
  const { corpus, read } = await setUp();
  const [own, copied] = [(await readCorpus([corpus])).entries, await read()];
  expect(copied.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  expect(copied.map(contentHash)).toEqual(own.map(contentHash));
});

test('an entry is changed, added and withdrawn in the copy alone; the others stay as they are', async () => {
  const { copy, untouched, shown, read, idOf } = await setUp();
  const [flood, ferry] = [idOf('Flut'), idOf('Fähre')];
  const hash = contentHash((await read()).find(({ id }) => id === ferry) ?? entryOf('', []));

  await copy.save(flood, text('Flut geht zurück', 'Das Wasser fällt.'));
  expect(await shown()).toEqual(['Flut geht zurück: Das Wasser fällt.', 'Fähre: Die Fähre fährt.']);
  expect((await read()).map(({ id }) => id)).toEqual([flood, ferry]);
  expect(contentHash((await read())[1] ?? entryOf('', []))).toBe(hash);

  await copy.save(null, text('Neu', 'Ganz neu.\n\n> Ja.\n> — Amt'));
  expect((await read())[0]).toMatchObject({
    headline: 'Neu',
    authors: ['A', 'B'],
    body: [
      { kind: 'paragraph', text: 'Ganz neu.' },
      { kind: 'quote', text: 'Ja.', speaker: 'Amt' },
    ],
  });

  await copy.withdraw(ferry);
  expect((await shown()).map((line) => line.split(':')[0])).toEqual(['Neu', 'Flut geht zurück']);
  expect(copy.entries().map(({ state }) => state)).toEqual(['added', 'edited', 'withdrawn']);

  const added = idOf('Neu');
  await copy.withdraw(added);
  expect((await shown()).map((line) => line.split(':')[0])).toEqual(['Flut geht zurück']);
  await copy.restore(added);
  await copy.restore(ferry);
  expect(await shown()).toContain('Fähre: Die Fähre fährt.');
  expect(untouched()).toBe(true);
});

test('a reset makes it the corpus again, file by file', async () => {
  const { copy, folder, shown, idOf } = await setUp();
  await copy.save(idOf('Flut'), text('Anders', 'Anders.'));
  await copy.save(null, text('Neu', 'Neu.'));
  await copy.withdraw(idOf('Fähre'));
  await copy.reset();
  expect(await shown()).toEqual(['Flut: Das Wasser steigt.', 'Fähre: Die Fähre fährt.']);
  expect(readFileSync(join(folder, 'flut.md'), 'utf8')).toBe(FLOOD);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['alt', join('alt', 'fähre.md'), 'flut.md']);
});

test('it follows the corpus, with its own changes kept', async () => {
  const { copy, corpus, shown, idOf } = await setUp();
  await copy.withdraw(idOf('Fähre'));
  writeFileSync(join(corpus, 'flut.md'), FLOOD.replace('steigt', 'steigt weiter'));
  writeFileSync(join(corpus, 'neu.md'), '---\nheadline: Damm\n---\nDer Damm hält.\n');
  await copy.follow();
  expect((await shown()).sort()).toEqual(['Damm: Der Damm hält.', 'Flut: Das Wasser steigt weiter.']);
  rmSync(join(corpus, 'neu.md'));
  await copy.follow();
  expect(await shown()).toEqual(['Flut: Das Wasser steigt weiter.']);
});

test('a document that is wrong is in the copy too, for the bot to report', async () => {
  const { copy, corpus, folder, idOf } = await setUp();
  writeFileSync(join(corpus, 'kaputt.json'), '[{');
  await copy.follow();
  await copy.withdraw(idOf('Fähre'));
  const { problems } = await readCorpus([folder]);
  expect(problems.map(({ source }) => source)).toEqual([join(folder, 'kaputt.json')]);
});

test('what cannot be done says so and changes nothing', async () => {
  const { copy, shown } = await setUp();
  const before = await shown();
  await expect(copy.save('no-such-id', text('x', 'x'))).rejects.toThrow(/no longer there/);
  await expect(copy.save(null, text(' ', '\n> \n'))).rejects.toThrow(/headline or a text/);
  await expect(copy.withdraw('no-such-id')).rejects.toThrow(/no longer there/);
  expect(await shown()).toEqual(before);
  await expect(createWorkingCopy({ corpus: 'no-such-folder', folder: tempFolder() })).rejects.toThrow(/no-such-folder/);
});

describe('entries written down and read again are the same, letter by letter', () => {
  const quote = (quoted: string, speaker: string | null = null): Block => ({ kind: 'quote', text: quoted, speaker });
  test.each([
    ['markup', 'a <b>fett</b> &amp; R&D <!-- x -->', 'x < y && z > 1'],
    ['quotation marks', '„Titel“', '„A“ und „B“'],
    ['signs of Markdown', '# *a* _b_ `c`', '> kein Zitat'],
    ['signs of JSON', '"a\\b"', '{"x": [1]}'],
  ])('%s', (_, headline, paragraph) => {
    const entry = entryOf(headline, [], {
      id: 'https://example.org/#1',
      authors: ['A & B <x>'],
      body: [{ kind: 'paragraph', text: paragraph }, quote(paragraph, 'C <d>'), quote('Ja')],
      publishedAt: '2025-12-04T10:00:00+01:00',
      url: 'https://example.org/?a=1&b=2',
      isKey: true,
    });
    const { drafts, problems } = parseJson(entriesAsJson([entry]));
    expect(problems).toEqual([]);
    const { formerIds: _former, source: _source, id: _id, ...rest } = entry;
    expect(drafts).toEqual([{ ownIds: ['https://example.org/#1', 'https://example.org/?a=1&b=2'], ...rest }]);
  });

  test('edited without a change', () => {
    const entry = entryOf('Titel', [], {
      authors: ['A', 'B'],
      body: [
        { kind: 'paragraph', text: 'Eins.' },
        quote('Zwei.', 'Amt'),
        { kind: 'paragraph', text: 'Drei.' },
        quote('Vier.'),
      ],
    });
    expect(entryWithText(entry, textOf(entry))).toEqual(entry);
    const key = { ...entry, isKey: true as const };
    expect(entryWithText(key, textOf(key))).toEqual(key);
    expect(entryWithText(key, textOf(entry))).toEqual(entry);
  });
});
