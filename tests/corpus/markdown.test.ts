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
  ['\uFEFF---\nheadline: Titel\n---\nText.', 'Titel', 1],
  ['Überschrift\n===========\n\nText.', 'Überschrift', 1],
  ['---\nheadline:\n---\n# Überschrift\n\nText.', 'Überschrift', 1],
  ['---\ntitle: Titel\n---\n# Titel\n\nText.', 'Titel', 1],
  ['---\ntitle: Titel\n---\n# Zwischentitel\n\nText.', 'Titel', 2],
  ['---\nheadline: Titel\n...\nText.', 'Titel', 1],
  ['---\nHeadline: "<b>Titel</b> &amp; mehr"\n---\n<p>Eins.</p><p>Zwei.</p>', 'Titel & mehr', 2],
  ['---\nheadline: ja\n---\nText.', 'ja', 1],
])('%j', (text, headline, blocks) => {
  const { drafts } = parseDocument(text, '.md');
  expect(drafts).toMatchObject([{ headline }]);
  expect(drafts[0]?.body).toHaveLength(blocks);
});

test.each([
  ['---\nheadline: [\n---\nText.', 'front matter', 1],
  ['---\nheadline: A\npublished: 14:32\n---\nText.', 'published', 1],
  ['---\n- a\n- b\n---\nText.', 'front matter', 1],
  ['---\nheadline: A\npublished: bald\n---\nText.', 'published', 1],
  ['---\nheadline: A\nurl: ftp://x\n---\nText.', 'url', 1],
  ['---\n---\n', null, 0],
])('%j is reported, and what can be read is read', (text, place, entries) => {
  const { drafts, problems } = parseMarkdown(text);
  expect(drafts).toHaveLength(entries);
  expect(problems).toMatchObject([{ place }]);
});

test.each([
  ['a colon', 'headline: Kyjiw: Alarm am Morgen', 'Kyjiw: Alarm am Morgen'],
  ['quotation marks', 'headline: "Wir bleiben", sagt er', '"Wir bleiben", sagt er'],
  ['an open quotation mark', 'headline: "Wir bleiben', 'Wir bleiben'],
])('%s that is no YAML is read as it is meant, with a warning that names the line', (_, line, headline) => {
  const { drafts, problems } = parseMarkdown(`---\nid: e-1\n${line}\nauthors:\n\t- Marla Noss\n---\nText.`);
  expect(drafts).toMatchObject([{ ownIds: ['e-1'], headline, authors: ['Marla Noss'] }]);
  expect(problems).toMatchObject([{ place: 'front matter', severity: 'warning' }]);
  expect(problems[0]?.reason).toMatch(/at line \d/);
});

test.each<[string, object]>([
  ['id: 007', { ownIds: ['007'] }],
  ['author:\n  name: Marla Noss', { authors: ['Marla Noss'] }],
  ['authors: Marla Noss, dpa', { authors: ['Marla Noss', 'dpa'] }],
  ['authors:\n  - name: Marla Noss\n  - dpa', { authors: ['Marla Noss', 'dpa'] }],
  ['headline: A\nheadline: B', { headline: 'B' }],
  ['headline: &name A\nid: *name', { headline: 'A', ownIds: ['A'] }],
  ['published: 2025-12-04', { publishedAt: '2025-12-04T00:00:00+01:00' }],
  ['date: 4. Dezember 2025, 14.32 Uhr', { publishedAt: '2025-12-04T14:32:00+01:00' }],
  ['lastmod: 2025-12-04T14:32Z', { updatedAt: '2025-12-04T14:32:00+00:00' }],
  ['permalink: https://example.org/1', { url: 'https://example.org/1' }],
  ['url: ~\nauthors: null', { url: null, authors: [] }],
  ['__proto__: {headline: X}', { headline: '' }],
])('front matter %j', (fields, expected) => {
  const { drafts, problems } = parseMarkdown(`---\n${fields}\n---\nText.`);
  expect(problems).toEqual([]);
  expect(drafts).toMatchObject([expected]);
});

test('front matter without its end is read up to the first blank line', () => {
  const { drafts, problems } = parseMarkdown('---\nheadline: Titel\nid: e-1\n\nText.');
  expect(drafts).toMatchObject([{ headline: 'Titel', ownIds: ['e-1'], body: [{ text: 'Text.' }] }]);
  expect(problems).toMatchObject([{ place: 'front matter' }]);
});

test('a line --- above plain text is no front matter', () => {
  expect(parseMarkdown('---\n\nText eins.\n\nText zwei.').drafts[0]?.body).toHaveLength(2);
});

test('quotes, lists, code and links lose their signs and nothing else', () => {
  const [draft] = parseMarkdown(
    '# H\n\n> „Eins.“\n> — Marla Noss, Ministerin\n\n> Zwei.\n\n1) a\n   - b\n\nSiehe [hier][1] und <https://example.org>.\n\n[1]: https://example.org\n\n`snake_case` bleibt.',
  ).drafts;
  expect(draft?.body).toEqual([
    { kind: 'quote', text: 'Eins.', speaker: 'Marla Noss, Ministerin' },
    { kind: 'quote', text: 'Zwei.', speaker: null },
    { kind: 'paragraph', text: 'a' },
    { kind: 'paragraph', text: 'b' },
    { kind: 'paragraph', text: 'Siehe hier und https://example.org.' },
    { kind: 'paragraph', text: 'snake_case bleibt.' },
  ]);
});
