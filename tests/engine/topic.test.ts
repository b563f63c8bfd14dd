import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { createEngineClient, type EngineClient } from '../../src/engine/client.ts';
import { buildEdition } from '../../src/search/edition.ts';
import { createMemoryCache } from '../../src/search/embedding-cache.ts';
import { entriesAbout, type TopicScores } from '../../src/search/topic.ts';
import { createFakeEncoder } from '../support/encoder.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';

/** The shipped entries, by what tells them apart. */
const ASSETS = ['Dombrovskis: Plan für Russlands Vermögen', 'Belgien bleibt bei Nein'];
const TALKS = ['Kreml will über Gespräche', 'Selenskyj stellt neue Gespräche', 'UN-Generalsekretär dämpft'];

describe('topics in words, by the model, over the engine’s process', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-'));
  let engine: EngineClient;
  beforeAll(async () => {
    const log = pino({ level: 'silent' });
    engine = createEngineClient({ corpus: ['corpus'], model: 'models/multilingual-e5-small', dataDir, log });
    await engine.reload({ force: false });
  }, 120_000);
  afterAll(async () => {
    await engine.close();
    rmSync(dataDir, { recursive: true });
  });

  const about = async (topic: string, wanted?: readonly string[]): Promise<string[]> => {
    const entries = engine.edition()?.entries ?? [];
    const found = await engine.about(topic, wanted ?? entries.map(({ id }) => id));
    return entries.filter(({ id }) => found.includes(id)).map(({ headline }) => headline);
  };

  test.each([
    ['eingefrorenes russisches Vermögen', ASSETS, ['Öldepot', 'Budapest', 'Trump']],
    ['frozen Russian assets', ASSETS, ['Öldepot', 'Budapest', 'Trump']],
    ['Friedensgespräche', TALKS, ['Öldepot', 'Budapest', 'Russische Truppen']],
    ['мирные переговоры', TALKS, ['Öldepot', 'Budapest', 'Russische Truppen']],
    ['Energie und Gas', ['Budapest kündigt Klage'], ['Trump', 'Umjerow', 'Russische Truppen']],
  ])('%s', async (topic, found, left) => {
    const headlines = await about(topic);
    for (const each of found) expect(headlines).toContainEqual(expect.stringContaining(each));
    for (const each of left) expect(headlines).not.toContainEqual(expect.stringContaining(each));
  });

  test.each(['Fußball', 'climate change', 'Kochrezepte'])('%s: nothing', async (topic) => {
    expect(await about(topic)).toEqual([]);
  });

  test('only the entries asked for are looked at, and unknown ones are left out', async () => {
    const [first] = (engine.edition()?.entries ?? []).filter(({ headline }) => headline.startsWith('Belgien'));
    expect(await about('frozen Russian assets', [first?.id ?? '', 'unknown'])).toEqual([first?.headline]);
    expect(await about('frozen Russian assets', [])).toEqual([]);
  });
});

describe('without a model', () => {
  test.each([
    ['Haushalt', ['Stadtrat beschließt Haushalt']],
    ['Defizit im Haushalt', ['Stadtrat beschließt Haushalt']],
    ['Haushalt der Feuerwehr', []],
    ['Ausstellungen', ['Museum zeigt Bilder aus Österreich']],
  ])('an entry must hold every word of the topic: %s', async (topic, headlines) => {
    const entries = [...SMALL_CORPUS, entryOf('Feuerwehr rettet Katze', ['Die Katze saß auf einem Baum.'])];
    const edition = await buildEdition({ number: 1, entries, embeddings: null });
    const ids = await entriesAbout(
      edition,
      topic,
      entries.map(({ id }) => id),
      null,
    );
    expect(entries.filter(({ id }) => ids.includes(id)).map(({ headline }) => headline)).toEqual(headlines);
  });
});

test('what a passage scored is kept while the edition holds it', async () => {
  const [first, ...others] = SMALL_CORPUS;
  const encoder = createFakeEncoder();
  const embeddings = { encoder, cache: createMemoryCache() };
  const kept: TopicScores = new Map();
  const look = async (number: number, entries: readonly Entry[]) => {
    const edition = await buildEdition({ number, entries, embeddings });
    const ids = entries.map(({ id }) => id);
    return { found: await entriesAbout(edition, 'Haushalt', ids, embeddings, kept), passages: edition.passages.length };
  };
  const before = await look(1, SMALL_CORPUS);
  expect(kept.get('Haushalt')?.size).toBe(before.passages);
  const after = await look(2, others);
  expect(kept.get('Haushalt')?.size).toBe(after.passages);
  expect(after.found).toEqual(before.found.filter((id) => id !== first?.id));
  for (let n = 0; n < 30; n++)
    await entriesAbout(await buildEdition({ number: 1, entries: [], embeddings }), `T ${n}`, [], embeddings, kept);
  expect(kept.size).toBe(20);
  expect(kept.has('Haushalt')).toBe(false);
});
