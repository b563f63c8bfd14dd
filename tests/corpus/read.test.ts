import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseDocument } from '../../src/corpus/detect.ts';
import { CorpusError } from '../../src/corpus/files.ts';
import { identify } from '../../src/corpus/ids.ts';
import { parseJson } from '../../src/corpus/json.ts';
import { formatProblem } from '../../src/corpus/problem.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { tempFolder } from '../support/temp.ts';

/** Park–Miller: the same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const GOOD = '---\nid: good\nheadline: Der gute Eintrag\n---\nEr lädt immer.\n';

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = tempFolder();
  writeFileSync(join(folder, 'good.md'), GOOD);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const latin1 = Buffer.from('---\nheadline: Grüße aus Köln\n---\nSchöne Straße.\n', 'latin1');
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('---\nheadline: Grüße\n---\nText.', 'utf16le')]);

describe('a bad document is reported, and the others load', () => {
  test.each([
    ['an empty file', 'a.txt', '', /empty file/, 1],
    ['white space', 'a.json', ' \n ', /empty file/, 1],
    ['binary data', 'a.txt', new Uint8Array([0, 1, 2, 3, 255]), /binary/, 1],
    [
      'truncated JSON',
      'a.json',
      '{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":',
      /Expected JSON.*line 1/,
      1,
    ],
    ['JSON of another kind', 'a.json', '{"name":"x"}', /Expected a LiveBlogPosting/, 1],
    [
      'damaged UTF-8',
      'a.md',
      Buffer.concat([Buffer.from('# Größe\n\nEin Satz mit Ärger '), Buffer.from([0xff]), Buffer.from('.')]),
      /1 damaged/,
      2,
    ],
    ['Latin-1', 'a.md', latin1, /Latin-1/, 2],
  ])('%s', async (_, name, content, reason, entries) => {
    const folder = folderWith({ [name]: content });
    const corpus = await readCorpus([folder]);
    expect(corpus.entries).toHaveLength(entries);
    expect(corpus.problems).toMatchObject([{ source: join(folder, name) }]);
    expect(corpus.problems[0]?.reason).toMatch(reason);
  });

  test('more than 20 MB', async () => {
    const folder = folderWith({ 'big.txt': '' });
    truncateSync(join(folder, 'big.txt'), 50_000_000);
    const corpus = await readCorpus([folder]);
    expect(corpus.entries).toHaveLength(1);
    expect(corpus.problems[0]?.reason).toMatch(/at most 20 MB, got 50 MB: split/);
  });

  test('a link to nowhere, a loop of links, a file without permission', async () => {
    const folder = folderWith({ 'secret.md': GOOD });
    mkdirSync(join(folder, 'sub'));
    symlinkSync(folder, join(folder, 'sub', 'loop'));
    symlinkSync(join(folder, 'nowhere.md'), join(folder, 'lost.md'));
    symlinkSync(join(folder, 'self.md'), join(folder, 'self.md'));
    chmodSync(join(folder, 'secret.md'), 0o000);
    const corpus = await readCorpus([folder]);
    expect(corpus.entries.map(({ id }) => id)).toEqual(['good']);
    const reasons = corpus.problems.map(({ reason }) => reason).join('\n');
    expect(reasons).toMatch(/does not exist any more, or is a link to something/);
    expect(reasons).toMatch(/is a link that leads to itself/);
    if (process.getuid?.() !== 0) expect(reasons).toMatch(/cannot be read: give the bot permission/);
  });
});

test('what is no file is reported and never opened: pipes, sockets, devices', async () => {
  const folder = folderWith({});
  execFileSync('mkfifo', [join(folder, 'pipe.md')]);
  const server = createServer().listen(join(folder, 'socket.md'));
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  symlinkSync('/dev/zero', join(folder, 'zero.txt'));
  const corpus = await readCorpus([folder]);
  expect(corpus.entries.map(({ id }) => id)).toEqual(['good']);
  expect(corpus.problems.map(({ source, reason }) => [basename(source), reason])).toEqual(
    ['pipe.md', 'socket.md', 'zero.txt'].map((name) => [name, 'is neither a file nor a folder']),
  );
  for (const { source } of corpus.problems) await expect(readCorpus([source])).rejects.toThrow(/neither a file/);
});

test('names with spaces, umlauts, signs and line ends, and a folder that is called like a document', async () => {
  const folder = tempFolder();
  const names = ['mit leer zeichen.md', 'Größe – üß.md', '🔥.md', 'zwei\nzeilen.md', '.json', 'x.json'];
  mkdirSync(join(folder, 'x.json'));
  for (const [at, name] of names.entries()) {
    const path = name === 'x.json' ? join(folder, name, 'inner.md') : join(folder, name);
    writeFileSync(path, `# Eintrag ${at}\n\nText Nummer ${at}.`);
  }
  const corpus = await readCorpus([folder]);
  expect(corpus.problems).toEqual([]);
  expect(corpus.entries).toHaveLength(5);
});

test('a name that is no UTF-8 is reported in one line', async () => {
  const folder = folderWith({});
  const name = Buffer.concat([Buffer.from(`${folder}/lat`), Buffer.from([0xe9]), Buffer.from('\nin.md')]);
  writeFileSync(name, '# A\n\nText.');
  const { problems } = await readCorpus([folder]);
  expect(problems.map(formatProblem).join('')).toMatch(/^[^\n]+ has a name that is no UTF-8: rename it$/);
});

test('a thousand slips of one kind are reported as some, and the number of the others', async () => {
  const entries = Array.from({ length: 1_000 }, (_, at) => ({ headline: `H ${at}`, date: 'bald' }));
  const corpus = await readCorpus([folderWith({ 'a.json': JSON.stringify(entries) })]);
  expect(corpus.entries).toHaveLength(1_001);
  expect(corpus.problems).toHaveLength(21);
  expect(corpus.problems.at(-1)?.reason).toBe('980 more problems are not listed');
});

test('a file that vanishes or breaks between listing and reading is reported, the others load', async () => {
  const folder = folderWith({});
  for (let at = 0; at < 200; at += 1) writeFileSync(join(folder, `${at}.md`), `# Eintrag ${at}\n\nText Nummer ${at}.`);
  const reading = readCorpus([folder]);
  for (let at = 0; at < 200; at += 1) rmSync(join(folder, `${at}.md`));
  const { entries, problems } = await reading;
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.length + problems.length).toBeLessThanOrEqual(201);
  for (const { reason } of problems) expect(reason).toMatch(/does not exist any more/);
});

describe('hostile text takes time linear in its length', () => {
  const LENGTH = 100_000;
  test.each([
    ...[
      'a',
      ' ',
      '"',
      '(',
      '[',
      '<',
      '&',
      '_',
      '*',
      '**a',
      '[a](',
      '`',
      '> ',
      '- a\n',
      '<p>',
      '<div>',
      '<blockquote>x',
    ],
    ...[
      '---\n',
      '12:30 ',
      '12:30\n',
      'Von ',
      'Anna Muster\n',
      'vor 1 ',
      '3. Dezember ',
      '„a.“\n',
      'lesen sie ',
      'Aa. Bb ',
    ],
    ...['\n', 'Mehr zum Thema\n', '+++ ', '&amp;', '{"a":', 'dpa, '],
  ])('%j', (unit) => {
    const text = unit.repeat(LENGTH / unit.length);
    for (const [start, ending] of [
      ['', '.txt'],
      ['# a\n\n', '.md'],
      ['---\nheadline: "', '.md'],
    ] as const)
      expect(() => parseDocument(start + text, ending)).not.toThrow();
    expect(() =>
      parseDocument(JSON.stringify([{ headline: text, body: text, date: text, author: text }]), '.json'),
    ).not.toThrow();
  });
});

test('UTF-16 and a byte order mark are read without a word', async () => {
  const corpus = await readCorpus([folderWith({ 'a.md': utf16, 'b.md': `\uFEFF${GOOD.replace('good', 'b')}` })]);
  expect(corpus.problems).toEqual([]);
  expect(corpus.entries.map(({ headline }) => headline).sort()).toEqual(['Der gute Eintrag', 'Grüße']);
});

test('other files in the folder are left alone', async () => {
  const corpus = await readCorpus([
    folderWith({ 'README.md': '# Lies mich', 'bild.png': 'x', '.hidden.md': GOOD, 'notes.log': 'x' }),
  ]);
  expect(corpus.entries).toHaveLength(1);
  expect(corpus.problems).toEqual([]);
});

test('a path that does not exist is an error that names it', async () => {
  await expect(readCorpus(['no-such-folder'])).rejects.toThrow(CorpusError);
  await expect(readCorpus(['no-such-folder'])).rejects.toThrow(/^no-such-folder does not exist/);
});

test('a document that breaks later keeps its last good entries, and comes back when it is mended', async () => {
  const folder = folderWith({ 'a.json': '[{"id": "a", "headline": "A"}]' });
  const first = await readCorpus([folder]);
  writeFileSync(join(folder, 'a.json'), '[{"id": "a", "headl');
  const broken = await readCorpus([folder], first);
  expect(broken.entries).toHaveLength(2);
  expect(broken.problems).toMatchObject([{ severity: 'error' }, { reason: 'Its last good entries are kept' }]);
  writeFileSync(join(folder, 'a.json'), '[{"id": "a", "headline": "A2"}]');
  const mended = await readCorpus([folder], broken);
  expect(mended.problems).toEqual([]);
  expect(mended.entries.map(({ headline }) => headline)).toContain('A2');
});

describe('ids', () => {
  const read = async (text: string, name = 'a.json') => (await readCorpus([folderWith({ [name]: text })])).entries;
  const ids = async (text: string) => (await read(text)).filter(({ id }) => id !== 'good').map(({ id }) => id);
  const blog = (updates: object[], rest = {}) =>
    JSON.stringify({ '@type': 'LiveBlogPosting', liveBlogUpdate: updates, ...rest });

  test.each([
    ['@id', { '@id': 'x#1', identifier: '9', url: 'https://example.org/1' }, 'x#1'],
    ['identifier', { identifier: 9, url: 'https://example.org/1' }, '9'],
    ['a PropertyValue', { identifier: { '@type': 'PropertyValue', value: 'p-1' } }, 'p-1'],
    ['url', { url: 'https://example.org/1#a' }, 'https://example.org/1#a'],
  ])('the source’s own, verbatim: %s', async (_, fields, id) => {
    expect(await ids(blog([{ headline: 'H', ...fields }]))).toEqual([id]);
  });

  test('the page’s own address, and one that all entries share, is no entry’s id', async () => {
    const page = { '@id': 'https://example.org/live' };
    const one = await ids(blog([{ headline: 'A', '@id': page['@id'] }], page));
    const two = await ids(
      blog([
        { headline: 'A', url: 'https://example.org/live' },
        { headline: 'B', url: 'https://example.org/live' },
      ]),
    );
    expect(new Set([...one, ...two]).size).toBe(2);
    expect(one[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(two).toContain(one[0]);
  });

  test('two entries with one id get ids of their own, and a warning', async () => {
    const folder = folderWith({
      'a.json':
        '[{"id":"x","headline":"A"},{"id":"x","headline":"B"},{"id":"y","headline":"C"},{"id":"z","headline":"D"},{"id":"w","headline":"E"}]',
    });
    const corpus = await readCorpus([folder]);
    expect(new Set(corpus.entries.map(({ id }) => id)).size).toBe(6);
    expect(corpus.entries.some(({ id }) => id === 'x')).toBe(false);
    expect(corpus.problems).toMatchObject([{ place: 'id "x"', severity: 'warning' }]);
  });

  test('one entry listed twice is there once, in its later version', async () => {
    const entries = await read(
      '[{"id":"x","headline":"A","body":"Alt.","updated":"2025-01-01"},{"id":"x","headline":"A","body":"Neu.","updated":"2025-01-02"}]',
    );
    expect(entries.find(({ id }) => id === 'x')?.body[0]?.text).toBe('Neu.');
    expect(entries).toHaveLength(2);
  });

  test('an entry whose headline stands on the page more than once keeps its id when the oldest leaves the page', async () => {
    const page = (...hours: number[]) =>
      `Titel\nStand: 3.12.2025, 20 Uhr\n\n${hours.map((hour) => `${hour}:00 Uhr\nLuftalarm\nAlarm Nummer ${hour}.`).join('\n\n')}`;
    const idOf = async (text: string, hour: number) =>
      (await read(text, 'a.txt')).find(({ publishedAt }) => publishedAt?.includes(`T${hour}:`))?.id;
    const all = page(16, 14, 12, 10);
    const later = page(18, 16, 14, 12);
    expect(await idOf(later, 16)).toBe(await idOf(all, 16));
    expect(await idOf(later, 14)).toBe(await idOf(all, 14));
  });

  test.each([1, 2, 3, 4, 5])(
    'of any mixture of entries are unique, stable, and independent of the body: run %i',
    async (seed) => {
      const random = randomFrom(seed);
      const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)] as T;
      const make = (at: number) => ({
        ...(pick(true, false) ? { id: pick('a', 'b', 'c', `own-${at}`) } : {}),
        headline: pick('Luftalarm', 'Gespräche', '', `Einmal ${at}`),
        body: `Text Nummer ${at}.`,
        ...(pick(true, false) ? { date: `2025-12-0${pick(1, 2, 3)}T1${pick(0, 1)}:00Z` } : {}),
      });
      const drafts = Array.from({ length: 60 }, (_, at) => make(at));
      const ids = (list: object[]) =>
        identify(parseJson(JSON.stringify(list)).drafts).map(({ id, draft }) => [draft.body[0]?.text, id]);
      const before = new Map(ids(drafts) as [string, string][]);
      expect(new Set(before.values()).size).toBe(before.size);
      expect(ids(drafts)).toEqual(ids(drafts));
      const corrected = drafts.map((draft) => ({
        ...draft,
        body: draft.headline ? `${draft.body} Korrigiert.` : draft.body,
      }));
      expect(ids(corrected).map(([, id]) => id)).toEqual(ids(drafts).map(([, id]) => id));
    },
  );

  test('two entries with names of their own and one text are two when they are hours apart, one when they are not', async () => {
    const at = (id: string, date: string) =>
      `[{"id":"${id}","headline":"Luftalarm","body":"In Kyjiw.","date":"${date}"}]`;
    const apart = folderWith({ 'a.json': at('x', '2025-12-04T10:00Z'), 'b.json': at('y', '2025-12-04T18:00Z') });
    expect((await readCorpus([apart])).entries.map(({ id }) => id)).toEqual(expect.arrayContaining(['x', 'y']));
    const same = folderWith({ 'a.json': at('x', '2025-12-04T10:00Z'), 'b.json': at('y', '2025-12-04T10:00Z') });
    expect((await readCorpus([same])).entries.filter(({ headline }) => headline === 'Luftalarm')).toHaveLength(1);
  });

  const pasted = (...entries: string[][]) =>
    [
      'Titel',
      'Stand: 4. Dezember 2025, 12 Uhr',
      ...entries.flatMap(([byline = '', ...rest]) => [byline, ...rest]),
    ].join('\n\n');
  const a = ['Marla Noss', 'Luftalarm in Kyjiw', 'Am Morgen gab es Alarm.'];
  const b = ['Leon Ginzel', 'Gespräche gehen weiter', 'Man trifft sich.'];

  test('stay when the body is corrected, when entries come on top, and when only typography changes', async () => {
    const before = (await read(pasted(b, a), 'a.txt')).map(({ id, headline }) => [headline, id]);
    const again = ['Marla Noss', 'Luftalarm in Kyjiw', 'Am Abend gab es wieder Alarm, und zwar in der ganzen Stadt.'];
    const corrected = ['Leon Ginzel', 'Gespräche gehen weiter', 'Man trifft sich am Freitag.'];
    const after = new Map(
      (await read(pasted(again, corrected, a).replaceAll('\n', '\r\n').replaceAll(' ', '\u00a0'), 'a.txt')).map(
        ({ id, headline }) => [id, headline],
      ),
    );
    expect(after.size).toBe(4);
    for (const [headline = '', id = ''] of before) expect(after.get(id)).toBe(headline);
  });
});

describe('several documents', () => {
  const at = (folder: string, name: string, text: string, minute: number) => {
    writeFileSync(join(folder, name), text);
    const time = new Date(Date.UTC(2025, 0, 1, 0, minute));
    utimesSync(join(folder, name), time, time);
  };

  test('yesterday’s and today’s copy of one page merge, the later text wins', async () => {
    const folder = tempFolder();
    const page = (day: number, ...entries: string[]) =>
      ['Titel', `Stand: 0${day}.12.2025, 12.00 Uhr`, ...entries].join('\n\n');
    const old = ['Marla Noss', 'Gespräche gehen weiter', 'Man trifft sich am Freitag in Genf zu neuen Gesprächen.'];
    const corrected = [
      'Marla Noss',
      'Gespräche gehen weiter',
      'Man trifft sich am Samstag in Genf zu neuen Gesprächen.',
    ];
    at(folder, 'a.txt', page(4, ...old, 'Leon Ginzel', 'Nur gestern', 'Ein Satz.'), 1);
    at(folder, 'b.txt', page(5, 'Leon Ginzel', 'Nur heute', 'Ein Satz.', ...corrected), 0);
    const { entries } = await readCorpus([folder]);
    expect(entries.map(({ headline }) => headline)).toEqual(['Nur heute', 'Gespräche gehen weiter', 'Nur gestern']);
    expect(entries[1]?.body[0]?.text).toContain('Samstag');
  });

  test('a pasted entry and the same one with an id and a time are one', async () => {
    const folder = tempFolder();
    at(folder, 'a.md', '# Fähren fahren wieder\n\nSeit Mittag legen die Fähren wieder ab.', 1);
    at(
      folder,
      'b.json',
      '[{"id":"f1","headline":"Fähren fahren wieder","body":"Seit Mittag legen die Fähren wieder ab.","date":"2025-12-04T12:00Z","url":"https://example.org/f"}]',
      0,
    );
    const { entries } = await readCorpus([folder]);
    expect(entries).toMatchObject([
      { id: 'f1', publishedAt: '2025-12-04T12:00:00+00:00', url: 'https://example.org/f' },
    ]);
  });

  test('one headline over two different texts stays two entries', async () => {
    const folder = tempFolder();
    at(folder, 'a.md', '# Luftalarm in Kyjiw\n\nMorgens suchten viele Menschen Schutz in der U-Bahn.', 0);
    at(folder, 'b.md', '# Luftalarm in Kyjiw\n\nGegen Abend ertönten abermals Sirenen, drei Häuser brannten.', 1);
    const { entries } = await readCorpus([folder]);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
  });

  test('newest first: by time, by the document’s “as of”, by the file’s time', async () => {
    const folder = tempFolder();
    at(
      folder,
      'dated.json',
      '[{"headline":"Zwölf Uhr","date":"2025-12-04T12:00Z"},{"headline":"Acht Uhr","date":"2025-12-04T08:00Z"}]',
      0,
    );
    at(
      folder,
      'page.txt',
      'Titel\n\nStand: 04.12.2025, 11.00 Uhr\n\nMarla Noss\n\nVon der Seite\n\nEin Satz.\n\nLeon Ginzel\n\nAuch von der Seite\n\nEin Satz.',
      0,
    );
    at(folder, 'undated.md', '# Ganz alt\n\nText.', 5);
    const { entries } = await readCorpus([folder]);
    expect(entries.map(({ headline }) => headline)).toEqual([
      'Zwölf Uhr',
      'Von der Seite',
      'Auch von der Seite',
      'Acht Uhr',
      'Ganz alt',
    ]);
  });

  test('10,000 entries load with ids of their own', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      headline: `Eintrag ${i % 5_000}`,
      body: `Text Nummer ${i}.`,
    }));
    const { entries } = await readCorpus([folderWith({ 'many.json': JSON.stringify(many) })]);
    expect(entries).toHaveLength(10_001);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(10_001);
  });
});
