import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DraftEntry } from '../../src/corpus/draft.ts';
import { parsePasted } from '../../src/corpus/pasted/parse.ts';

/** Pages as newsrooms lay them out, each with the entries that a reader finds in it. */
const PAGES = 'tests/fixtures/pages';
const names = readdirSync(PAGES).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []));
const read = (name: string, ending: string) => readFileSync(join(PAGES, name + ending), 'utf8');

const firstWords = (text: string): string => text.split(' ').slice(0, 3).join(' ');

/** An entry as the .expected files show it: headline, time and authors, the first words of each block. */
const outline = ({ headline, publishedAt, authors, body }: DraftEntry): string =>
  [
    `# ${headline}`,
    `${publishedAt} · ${authors.join(', ')}`,
    ...body.map((block) =>
      block.kind === 'quote' ? `> ${firstWords(block.text)} — ${block.speaker}` : firstWords(block.text),
    ),
  ]
    .map((line) => line.trim())
    .join('\n');

test.each(names)('%s: every entry is found, with nothing of the page around it', (name) => {
  expect(parsePasted(read(name, '.txt')).drafts.map(outline).join('\n')).toBe(read(name, '.expected').trim());
});

test.each(names)('%s with white space as browsers and editors leave it reads the same', (name) => {
  const page = read(name, '.txt');
  const drafts = parsePasted(page).drafts;
  const variants = [
    page.replaceAll('\n', '\r\n'),
    page.replaceAll(/(?<=\S) (?=\S)/g, '\u00a0'),
    page.replaceAll('\n', '  \n\t'),
  ];
  for (const variant of variants) expect(parsePasted(variant).drafts).toEqual(drafts);
});
