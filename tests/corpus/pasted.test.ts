import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePasted } from '../../src/corpus/pasted/parse.ts';

const FIXTURES = 'tests/fixtures/corpus';
const SEED = '../shared/seed';
const parseFile = (name: string) => parsePasted(readFileSync(join(FIXTURES, name), 'utf8'));
const outline = (name: string) =>
  parseFile(name).drafts.map(({ publishedAt, authors, headline }) => [publishedAt, authors.join(' & '), headline]);

describe('pages of other newsrooms', () => {
  test('times above headlines, page furniture between, midnight crossed', () => {
    expect(outline('times-before.txt')).toEqual([
      ['2025-12-04T14:32:00+01:00', '', 'Fernverkehr läuft langsam wieder an'],
      ['2025-12-04T09:05:00+01:00', 'dpa', 'Notfahrplan gilt bis Mitternacht'],
      ['2025-12-03T23:50:00+01:00', '', 'Gespräche ohne Ergebnis beendet'],
    ]);
    expect(parseFile('times-before.txt').asOf).toBe('2025-12-04T15:10:00+01:00');
  });

  test('times and headlines on one line, no blank lines, summer time', () => {
    expect(outline('times-inline.txt')).toEqual([
      ['2013-06-12T18:40:00+02:00', '', 'Pegel in Magdeburg fällt langsam'],
      ['2013-06-12T17:15:00+02:00', '', 'Deichbruch bei Fischbeck'],
      ['2013-06-12T08:02:00+02:00', '', 'Helfer kommen aus ganz Deutschland'],
    ]);
  });

  test('bylines below headlines: “Von …”, agencies, a name alone', () => {
    expect(outline('bylines-after.txt')).toEqual([
      [null, 'Sarah Vojta & Leon Ginzel', 'Parlament beschließt neuen Haushalt'],
      [null, 'dpa & AFP', 'Minister kündigt Besuch an'],
      [null, 'Marla Noss', 'Weitere Gespräche'],
    ]);
  });

  test('credits at the end of each entry', () => {
    expect(outline('bylines-last.txt')).toEqual([
      [null, 'jak', 'Brücke wieder offen'],
      [null, 'dpa', 'Neue Buslinie startet'],
    ]);
  });

  test('an English page', () => {
    expect(outline('english.txt')).toEqual([
      ['2025-12-04T14:32:00+01:00', 'Reuters', 'Flood warnings issued for the coast'],
      ['2025-12-04T11:05:00+01:00', '', 'Ferries cancelled'],
    ]);
  });

  test('headlines alone', () => {
    expect(outline('no-meta.txt').map(([, , headline]) => headline)).toEqual([
      'Erste Überschrift ohne alles',
      'Zweite Überschrift',
      'Dritte Überschrift',
    ]);
  });

  test('a text without any structure is one entry', () => {
    const { drafts } = parseFile('prose.txt');
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.body).toHaveLength(2);
  });
});

const page = (...entries: string[]) =>
  ['Titel der Seite', 'Stand: 4. Dezember 2025, 12.00 Uhr', ...entries].join('\n\n');

test('a quote with its speaker alone on a line belongs to the entry around it', () => {
  const { drafts } = parsePasted(
    page(
      'Marla Noss',
      'Kreml schweigt',
      'Es gab ein Treffen.',
      '"Wir sagen nichts dazu."',
      'Dmitri Peskow',
      'Danach ging man auseinander.',
      'Marla Noss',
      'Zweiter Eintrag',
      'Noch ein Absatz.',
    ),
  );
  expect(drafts.map(({ headline }) => headline)).toEqual(['Kreml schweigt', 'Zweiter Eintrag']);
  expect(drafts[0]?.body).toEqual([
    { kind: 'paragraph', text: 'Es gab ein Treffen.' },
    { kind: 'quote', text: 'Wir sagen nichts dazu.', speaker: 'Dmitri Peskow' },
    { kind: 'paragraph', text: 'Danach ging man auseinander.' },
  ]);
});

test.each([
  'Warum das so ist, lesen Sie hier:',
  'Erfahren Sie hier mehr über die Lage:',
  'Lesen Sie auch:',
  'Mehr dazu:',
])('the dead teaser “%s” is dropped', (teaser) => {
  const { drafts } = parsePasted(
    page('Marla Noss', 'Erster Eintrag', 'Ein Absatz.', teaser, 'Leon Ginzel', 'Zweiter Eintrag', 'Ein Absatz.'),
  );
  expect(drafts.map(({ body }) => body.length)).toEqual([1, 1]);
});

test('CRLF, BOM and non-breaking spaces change nothing', () => {
  const text = readFileSync(join(FIXTURES, 'times-before.txt'), 'utf8');
  const variant = text.replaceAll('\n', '\r\n').replaceAll(' ', '\u00a0');
  expect(parsePasted(variant).drafts).toEqual(parsePasted(text).drafts);
});

test('a text cut off anywhere is parsed without an exception', () => {
  for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.txt'))) {
    const text = readFileSync(join(FIXTURES, name), 'utf8');
    for (let end = 0; end < text.length; end += 7) expect(() => parsePasted(text.slice(end / 2, end))).not.toThrow();
  }
});

describe.skipIf(!existsSync(SEED))('the newsroom’s own page', () => {
  const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

  test('has 15 entries with their bylines, without times, and their headlines to the letter', () => {
    const [file = ''] = readdirSync(SEED);
    const { drafts, asOf } = parsePasted(readFileSync(join(SEED, file), 'utf8'));
    expect(drafts.map(({ authors }) => authors.join())).toEqual([
      ...['Simon Sales Prado', 'Simon Sales Prado', 'Sarah Vojta', 'Sarah Vojta', 'Alexander Eydlin', 'Leon Ginzel'],
      ...['Claudia Thaler', 'Leon Ginzel', 'Katrin Scheib', 'Marla Noss', 'Leon Ginzel', 'Timo Stukenberg'],
      ...['Marla Noss', 'Ulrike Tschirner', 'Simon Sales Prado'],
    ]);
    // hashes, because the sentences are the newsroom's
    expect(drafts.map(({ headline }) => short(headline))).toEqual(HEADLINE_HASHES);
    expect(drafts.every(({ publishedAt }) => publishedAt === null)).toBe(true);
    expect(drafts.map(({ body }) => body.length)).toEqual([1, 2, 2, 3, 3, 3, 3, 2, 2, 2, 3, 2, 3, 2, 2]);
    expect(drafts[6]?.body[1]).toMatchObject({ kind: 'quote', speaker: 'Dmitri Peskow' });
    expect(asOf).toBe('2025-12-04T01:50:00+01:00');
  });
});

const HEADLINE_HASHES = [
  '2de5033cfa38',
  '9a6a958886fc',
  'eb9c57bd0f66',
  '0ea68a4c9d25',
  'cf0fed9f8b3a',
  '3ccbe324f686',
  '8c4c598d5a18',
  '388baa3d354b',
  'f9460f59dae9',
  '821683d21a70',
  '454b9133c593',
  'cb5611b79d10',
  'bca8a32fc020',
  '1694e59ec174',
  '9eef06b65c4c',
];
