import { expect, test } from 'vitest';
import { parseDocument } from '../../src/corpus/detect.ts';
import { parseJson } from '../../src/corpus/json.ts';

const blog = (updates: unknown, rest: object = {}) =>
  JSON.stringify({ '@context': 'https://schema.org', '@type': 'LiveBlogPosting', liveBlogUpdate: updates, ...rest });

test('a LiveBlogPosting with everything', () => {
  const { drafts, asOf, problems } = parseJson(
    blog(
      [
        {
          '@type': 'BlogPosting',
          '@id': 'https://example.org/live#2',
          headline: 'Zwei &amp; mehr',
          articleBody:
            '<p>Erster <b>Absatz</b>.</p><blockquote>„Ein Wort.“<cite>— Wer</cite></blockquote><p>Zweiter&nbsp;Absatz.</p>',
          author: [{ '@type': 'Person', name: 'Marla Noss' }, 'dpa'],
          datePublished: '2025-12-04T14:32:00+01:00',
          dateModified: '2025-12-04T15:00:00Z',
          url: 'https://example.org/live#2',
        },
      ],
      { dateModified: '2025-12-04T16:00:00+01:00' },
    ),
  );
  expect(problems).toEqual([]);
  expect(asOf).toBe('2025-12-04T16:00:00+01:00');
  expect(drafts).toEqual([
    {
      ownIds: ['https://example.org/live#2', 'https://example.org/live#2'],
      headline: 'Zwei & mehr',
      authors: ['Marla Noss', 'dpa'],
      body: [
        { kind: 'paragraph', text: 'Erster Absatz.' },
        { kind: 'quote', text: 'Ein Wort.', speaker: 'Wer' },
        { kind: 'paragraph', text: 'Zweiter Absatz.' },
      ],
      publishedAt: '2025-12-04T14:32:00+01:00',
      updatedAt: '2025-12-04T15:00:00+00:00',
      url: 'https://example.org/live#2',
    },
  ]);
});

test.each([
  ['an object', { name: 'Marla Noss' }, ['Marla Noss']],
  ['a list', [{ name: 'Marla Noss' }, { name: 'Leon Ginzel' }], ['Marla Noss', 'Leon Ginzel']],
  ['a string', 'dpa', ['dpa']],
  ['absent', undefined, []],
  ['a number', 7, ['7']],
])('author as %s', (_, author, authors) => {
  expect(parseJson(blog([{ headline: 'H', author }])).drafts[0]?.authors).toEqual(authors);
});

test('oldest first is turned round, undated entries stay beside their neighbour', () => {
  const dated = (headline: string, datePublished?: string) => ({ headline, datePublished });
  const rising = [
    dated('1', '2025-12-04T10:00Z'),
    dated('2'),
    dated('3', '2025-12-04T12:00Z'),
    dated('4', '2025-12-04T13:00Z'),
  ];
  expect(parseJson(blog(rising)).drafts.map(({ headline }) => headline)).toEqual(['4', '3', '2', '1']);
  expect(parseJson(blog(rising.toReversed())).drafts.map(({ headline }) => headline)).toEqual(['4', '3', '2', '1']);
});

test.each([
  [
    blog([{ headline: 'H', datePublished: 'gestern' }]),
    'liveBlogUpdate[0].datePublished',
    /Expected a time .* got "gestern"/,
    1,
  ],
  [blog([{ headline: ['x'], articleBody: 'Text.' }]), 'liveBlogUpdate[0].headline', /Expected a text, got \["x"\]/, 1],
  [blog([{ headline: 'H', articleBody: 5 }]), 'liveBlogUpdate[0].articleBody', /Expected a text, got 5/, 1],
  [blog(['x', { headline: 'H' }]), 'liveBlogUpdate[0]', /Expected an entry as an object, got "x"/, 1],
  [blog([{ headline: ' ' }, { headline: 'H' }]), 'liveBlogUpdate[0]', /found neither/, 1],
  [blog([{ headline: 'H', url: 'javascript:alert(1)' }]), 'liveBlogUpdate[0].url', /http/, 1],
  [blog('x'), 'liveBlogUpdate', /Expected an array, got "x"/, 0],
  ['{"a": 1}', null, /Expected a LiveBlogPosting or an array of entries/, 0],
  ['[1, 2', null, /Expected JSON: .* at line 1, column 6/, 0],
])('%j is reported with its place, and the rest loads', (text, place, reason, entries) => {
  const { drafts, problems } = parseJson(text);
  expect(drafts).toHaveLength(entries);
  expect(problems[0]).toMatchObject({ place });
  expect(problems[0]?.reason).toMatch(reason);
});

test.each([
  ['in a graph', (text: string) => `{"@graph": [{"@type": "WebPage"}, ${text}]}`],
  ['in a list', (text: string) => `[${text}]`],
  ['in a saved page', (text: string) => `<!doctype html><script type="application/ld+json">${text}</script>`],
])('a LiveBlogPosting %s', (_, wrap) => {
  expect(parseDocument(wrap(blog([{ headline: 'H' }])), '.txt').drafts).toHaveLength(1);
});

test('a plain array, also in the shape that the entries command prints', () => {
  const { drafts } = parseJson(
    JSON.stringify([
      {
        id: 'a',
        headline: 'A',
        authors: ['dpa'],
        paragraphs: ['Eins.', 'Zwei.'],
        quotes: [{ text: 'Wort.', speaker: 'Wer' }],
      },
      { title: 'B', text: 'Eins.\n\nZwei.', author: 'AFP', date: '2025-12-04' },
    ]),
  );
  expect(drafts[0]).toMatchObject({
    ownIds: ['a'],
    authors: ['dpa'],
    body: [{ text: 'Eins.' }, { text: 'Zwei.' }, { speaker: 'Wer' }],
  });
  expect(drafts[1]).toMatchObject({
    headline: 'B',
    authors: ['AFP'],
    publishedAt: '2025-12-04T00:00:00+01:00',
    body: [{}, {}],
  });
});
