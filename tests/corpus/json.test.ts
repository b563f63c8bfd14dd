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
  ['a line of people', 'Von Marla Noss und dpa', ['Marla Noss', 'dpa']],
  ['one text that is no list of people', 'dpa, eigener Bericht', ['dpa, eigener Bericht']],
  ['an organisation with two names', { '@type': 'Organization', name: ['AFP', 'dpa'] }, ['AFP', 'dpa']],
  ['first and last name', { givenName: 'Marla', familyName: 'Noss' }, ['Marla Noss']],
  ['a link', '<a href="/marla">Marla Noss</a>', ['Marla Noss']],
  ['empty', [], []],
])('author as %s', (_, author, authors) => {
  expect(parseJson(blog([{ headline: 'H', author }])).drafts[0]?.authors).toEqual(authors);
});

test('a date that stands for none, or that is older than any liveblog, is left unknown with a warning', () => {
  const { drafts, problems } = parseJson(
    blog([
      {
        headline: 'Leer',
        articleBody: 'Text.',
        datePublished: '2025-12-04T14:32',
        dateModified: '0001-01-01T00:00:00Z',
      },
      { headline: 'Alt', articleBody: 'Text.', datePublished: '1890-05-05' },
    ]),
  );
  expect(drafts.map(({ headline, publishedAt, updatedAt }) => [headline, publishedAt, updatedAt])).toEqual([
    ['Leer', '2025-12-04T14:32:00+01:00', null],
    ['Alt', null, null],
  ]);
  expect(problems).toHaveLength(2);
});

test('a headline of invisible signs only is none', () => {
  const { drafts } = parseJson(blog([{ headline: '\u202e\u200b', articleBody: 'Text.' }]));
  expect(drafts[0]?.headline).toBe('');
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
  [blog([]), 'liveBlogUpdate', /Expected entries, got an empty list/, 0],
  [blog([{ headline: 'H', datePublished: '2025-13-45' }]), 'liveBlogUpdate[0].datePublished', /"2025-13-45"/, 1],
  [blog([{ headline: 'H', datePublished: true }]), 'liveBlogUpdate[0].datePublished', /got true/, 1],
  ['[{"headline":"H"},]', null, /Unexpected token '\]'.* at line 1, column 19/, 0],
  ['[\n// no JSON\n{"headline":"H"}]', null, /Unexpected token '\/'.* at line 2, column 1/, 0],
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
  ['in a list in a list', (text: string) => `[[${text}]]`],
  ['as the part of another page', (text: string) => `{"@type": "NewsArticle", "hasPart": [${text}]}`],
  ['as the main thing of a page', (text: string) => `{"@type": "WebPage", "mainEntity": ${text}}`],
  [
    'with prefixed names',
    (text: string) => text.replace(/"(LiveBlogPosting|liveBlogUpdate|headline)"/g, '"schema:$1"'),
  ],
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

test.each<[unknown, string]>([
  ['2025-12-04T14:32:00', '2025-12-04T14:32:00+01:00'],
  ['2025-07-04T14:32:00', '2025-07-04T14:32:00+02:00'],
  ['2025-12-04 14:32:00 +0100', '2025-12-04T14:32:00+01:00'],
  ['2025-12-04T14:32:00.123Z', '2025-12-04T14:32:00+00:00'],
  ['Thu, 04 Dec 2025 14:32:00 GMT', '2025-12-04T14:32:00+00:00'],
  ['4. Dezember 2025, 14.32 Uhr', '2025-12-04T14:32:00+01:00'],
  ['04.12.2025 14:32', '2025-12-04T14:32:00+01:00'],
  [1_764_854_400, '2025-12-04T13:20:00+00:00'],
  ['1764854400000', '2025-12-04T13:20:00+00:00'],
  [{ '@value': '2025-12-04T14:32Z' }, '2025-12-04T14:32:00+00:00'],
  [['2025-12-04T14:32Z'], '2025-12-04T14:32:00+00:00'],
])('the time %j', (datePublished, time) => {
  const { drafts, problems } = parseJson(blog([{ headline: 'H', datePublished }]));
  expect(problems).toEqual([]);
  expect(drafts[0]?.publishedAt).toBe(time);
});

test.each<[string, string, string[]]>([
  [
    'lists and scripts',
    '<script>x()</script><p>Eins.</p><ul><li>a</li><li>b</li></ul><style>p{}</style>',
    ['Eins.', 'a', 'b'],
  ],
  ['table cells', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', ['a b', 'c']],
  [
    'markup escaped once too often',
    '&lt;p&gt;Eins &amp;amp; zwei.&lt;/p&gt;&lt;p&gt;Drei.&lt;/p&gt;',
    ['Eins & zwei.', 'Drei.'],
  ],
  ['signs that are no markup', '5 < 6 und x<y>z, AT&T', ['5 < 6 und x<y>z, AT&T']],
  [
    'a quote with its speaker below',
    '<blockquote><p>„Ja.“</p><p>— Marla Noss</p></blockquote>',
    ['> Ja. — Marla Noss'],
  ],
  ['two quotes in one', '<blockquote>„Ja“, sagte er. „Nein.“</blockquote>', ['> „Ja“, sagte er. „Nein.“ — null']],
])('a body with %s', (_, articleBody, expected) => {
  const [draft] = parseJson(blog([{ headline: 'H', articleBody }])).drafts;
  expect(
    draft?.body.map((block) => (block.kind === 'quote' ? `> ${block.text} — ${block.speaker}` : block.text)),
  ).toEqual(expected);
});

test.each([
  [
    'other names',
    [
      {
        ID: 'a',
        Title: 'H',
        Content: 'T.',
        byline: 'Von Marla Noss',
        published_at: '2025-12-04T10:00Z',
        link: 'https://example.org/a',
      },
    ],
  ],
  [
    'German names',
    [
      {
        id: 'a',
        Titel: 'H',
        Inhalt: 'T.',
        Autor: 'Marla Noss',
        Datum: '2025-12-04T10:00Z',
        url: 'https://example.org/a',
      },
    ],
  ],
  [
    'a JSON feed',
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      items: [
        {
          id: 'a',
          title: 'H',
          content_html: '<p>T.</p>',
          authors: [{ name: 'Marla Noss' }],
          date_published: '2025-12-04T10:00Z',
          url: 'https://example.org/a',
        },
      ],
    },
  ],
  [
    'an answer of an interface',
    {
      data: {
        total: 1,
        posts: [
          {
            uuid: 'a',
            headline: 'H',
            body: [{ type: 'text', text: 'T.' }],
            author: { name: 'Marla Noss' },
            created: '2025-12-04T10:00Z',
            url: 'https://example.org/a',
          },
        ],
      },
    },
  ],
  [
    'one entry alone',
    {
      id: 'a',
      headline: 'H',
      body: 'T.',
      author: 'Marla Noss',
      date: '2025-12-04T10:00Z',
      url: 'https://example.org/a',
    },
  ],
])('entries as %s', (_, data) => {
  const { drafts, problems } = parseJson(JSON.stringify(data));
  expect(problems).toEqual([]);
  expect(drafts).toMatchObject([
    {
      headline: 'H',
      authors: ['Marla Noss'],
      body: [{ text: 'T.' }],
      publishedAt: '2025-12-04T10:00:00+00:00',
      url: 'https://example.org/a',
    },
  ]);
  expect(drafts[0]?.ownIds[0]).toBe('a');
});

test('an author who is described elsewhere in the page, and an address relative to it', () => {
  const page = {
    '@graph': [
      { '@type': 'Person', '@id': '#marla', name: 'Marla Noss' },
      {
        '@type': 'LiveBlogPosting',
        url: 'https://example.org/live',
        liveBlogUpdate: [{ headline: 'H', author: { '@id': '#marla' }, url: '/live/1' }],
      },
    ],
  };
  expect(parseJson(JSON.stringify(page)).drafts).toMatchObject([
    { authors: ['Marla Noss'], url: 'https://example.org/live/1', ownIds: ['/live/1'] },
  ]);
});

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', `${'{"@graph":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['authors', `[{"headline":"H","author":${'['.repeat(50_000)}"x"${']'.repeat(50_000)}}]`],
])('%s nested without end do no harm', (_, text) => {
  expect(() => parseJson(text)).not.toThrow();
});

test('names that every object has are no fields', () => {
  const { drafts } = parseJson('[{"__proto__":{"headline":"X"},"constructor":{"name":"Y"},"body":"T."}]');
  expect(drafts).toMatchObject([{ headline: '', authors: [], body: [{ text: 'T.' }] }]);
  expect(({} as Record<string, unknown>).headline).toBeUndefined();
});

test.each([
  ['A &amp;amp; B', 'A & B'],
  ['&lt;b&gt; ist ein Element', '<b> ist ein Element'],
  ['<b>Fett</b> &amp;amp; mehr', 'Fett &amp; mehr'],
  ['1 < 2', '1 < 2'],
])('the headline %j shows what its newsroom meant', (headline, expected) => {
  expect(parseJson(blog([{ headline }])).drafts[0]?.headline).toBe(expected);
});
