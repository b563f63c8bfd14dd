import { create, insertMultiple, search } from '@orama/orama';
import { deu } from 'stopword';
import type { Entry } from '../src/corpus/entry.ts';
import type { Encoder } from '../src/search/embed.ts';
import { type EmbedEntries, embedQuestion, vectorEngine } from './entry-vectors.ts';
import { HEADLINE_BOOST } from './lexical-engines.ts';
import { documentOf, RANKING_LENGTH, rankingEngine, type SearchEngine } from './search-engine.ts';

const FULL_TEXT = { boost: { headline: HEADLINE_BOOST } } as const;

/** Tolerance and stemming stay off, as they are by default: with either it found less. */
const components = { tokenizer: { language: 'german', stopWords: deu } } as const;

const fullText = rankingEngine('Orama full-text', async (entries) => {
  const db = create({ schema: { headline: 'string', text: 'string' } as const, components });
  await insertMultiple(db, entries.map(documentOf));
  return async (term) => (await search(db, { term, limit: RANKING_LENGTH, ...FULL_TEXT })).hits.filter(isScored);
});

/** Where full text finds nothing, Orama divides by a best score of 0. */
const isScored = ({ score }: { readonly score: number }): boolean => score > 0;

async function createVectorIndex(entries: readonly Entry[], vectors: readonly Float32Array[], dimensions: number) {
  const vector = `vector[${dimensions}]` as const;
  const db = create({ schema: { headline: 'string', text: 'string', vector } as const, components });
  const documents = entries.map((entry, at) => ({ ...documentOf(entry), vector: Array.from(vectors[at] ?? []) }));
  await insertMultiple(db, documents);
  return db;
}

/** The floor of similarity is left to the threshold, which the benchmark chooses for each engine. */
const NO_FLOOR = { similarity: 0, limit: RANKING_LENGTH } as const;

const vectorOf = async (question: string, encoder: Encoder) => ({
  property: 'vector' as const,
  value: Array.from(await embedQuestion(question, encoder)),
});

export const oramaEngines = (encoder: Encoder, embedEntries: EmbedEntries): readonly SearchEngine[] => [
  fullText,
  vectorEngine('Orama vector', embedEntries, async (entries, vectors) => {
    const db = await createVectorIndex(entries, vectors, encoder.dimensions);
    return async (question) => {
      const vector = await vectorOf(question, encoder);
      return (await search(db, { mode: 'vector', vector, ...NO_FLOOR })).hits.filter(isScored);
    };
  }),
  vectorEngine('Orama hybrid', embedEntries, async (entries, vectors) => {
    const db = await createVectorIndex(entries, vectors, encoder.dimensions);
    return async (term) => {
      const vector = await vectorOf(term, encoder);
      return (await search(db, { mode: 'hybrid', term, vector, ...NO_FLOOR, ...FULL_TEXT })).hits.filter(isScored);
    };
  }),
];
