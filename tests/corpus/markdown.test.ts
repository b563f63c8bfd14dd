import { expect, test } from 'vitest';
import { parseDocument } from '../../src/corpus/detect.ts';
import { parseMarkdown } from '../../src/corpus/markdown.ts';

test('front matter and body', () => {
  const { drafts, problems } = parseMarkdown(`---
id: e-1
headline: "Titel: mit Doppelpunkt"
authors: [Marla Noss, dpa]
published: 2025-07-04T14:32
updated: 2025-07-04T15:00:00Z
url: https://example.org/1
---
Ein **fetter** Absatz mit [Link](https://example.org/x).

> „Ein Wort.“
> — Wer

- Punkt eins
- Punkt zwei
`);
  expect(problems).toEqual([]);
  expect(drafts).toEqual([
    {
      ownIds: ['e-1'],
      headline: 'Titel: mit Doppelpunkt',
      authors: ['Marla Noss', 'dpa'],
      publishedAt: '2025-07-04T14:32:00+02:00',
      updatedAt: '2025-07-04T15:00:00+00:00',
      url: 'https://example.org/1',
      body: [
        { kind: 'paragraph', text: 'Ein fetter Absatz mit Link.' },
        { kind: 'quote', text: 'Ein Wort.', speaker: 'Wer' },
        { kind: 'paragraph', text: 'Punkt eins' },
        { kind: 'paragraph', text: 'Punkt zwei' },
      ],
    },
  ]);
});

test.each([
  ['# Überschrift\n\nText.', 'Überschrift', 1],
  ['# Überschrift\nText.', 'Überschrift', 1],
  ['Text ohne Überschrift.', '', 1],
  ['---\nauthors: dpa\n---\n# Überschrift\n\nText.', 'Überschrift', 1],
  ['---\r\nheadline: Titel\r\n---\r\nText.\r\n', 'Titel', 1],
  ['---\nheadline: Nur ein Titel\n---\n', 'Nur ein Titel', 0],
])('%j', (text, headline, blocks) => {
  const { drafts } = parseDocument(text, '.md');
  expect(drafts).toMatchObject([{ headline }]);
  expect(drafts[0]?.body).toHaveLength(blocks);
});

test.each([
  ['---\nheadline: [\n---\nText.', 'front matter', 1],
  ['---\n- a\n- b\n---\nText.', 'front matter', 1],
  ['---\nheadline: A\npublished: bald\n---\nText.', 'published', 1],
  ['---\nheadline: A\nurl: ftp://x\n---\nText.', 'url', 1],
  ['---\n---\n', null, 0],
])('%j is reported, and what can be read is read', (text, place, entries) => {
  const { drafts, problems } = parseMarkdown(text);
  expect(drafts).toHaveLength(entries);
  expect(problems).toMatchObject([{ place }]);
});
