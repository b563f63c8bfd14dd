import { performance } from 'node:perf_hooks';
import type { Entry } from '../src/corpus/entry.ts';
import type { Encoder, Side } from '../src/search/embed.ts';
import { createVectorRows } from '../src/search/kernel/kernel.ts';
import { documentOf, type Hit, type SearchEngine, toIndex } from './search-engine.ts';

async function embed(text: string, side: Side, encoder: Encoder): Promise<Float32Array> {
  const [encoded] = await encoder.encode(side, [encoder.tokenise(text)]);
  if (!encoded) throw new Error(`Expected one vector for "${text}", got none`);
  return encoded.vector;
}

export const embedQuestion = (question: string, encoder: Encoder): Promise<Float32Array> =>
  embed(question, 'question', encoder);

interface EmbeddedEntry {
  readonly vector: Float32Array;
  readonly ms: number;
}

/** Embeds each entry once for all engines; each of them is charged the time that it took. */
export type EmbedEntries = (entries: readonly Entry[]) => Promise<readonly EmbeddedEntry[]>;

export function createEntryEmbedder(encoder: Encoder): EmbedEntries {
  const known = new Map<string, EmbeddedEntry>();
  /** The whole entry in one forward pass, cut where the encoder ends. */
  async function embedEntry(entry: Entry): Promise<EmbeddedEntry> {
    const { headline, text } = documentOf(entry);
    const document = `${headline}\n${text}`;
    const started = performance.now();
    const embedded = known.get(document) ?? {
      vector: await embed(document, 'passage', encoder),
      ms: performance.now() - started,
    };
    known.set(document, embedded);
    return embedded;
  }
  return async (entries) => {
    const embedded: EmbeddedEntry[] = [];
    for (const entry of entries) embedded.push(await embedEntry(entry));
    return embedded;
  };
}

type Rank = (question: string) => Promise<readonly Hit[]>;

/** An engine that only ranks, and needs a vector of each entry. */
export const vectorEngine = (
  name: string,
  embedEntries: EmbedEntries,
  build: (entries: readonly Entry[], vectors: readonly Float32Array[]) => Promise<Rank>,
): SearchEngine => ({
  name,
  async prepare(entries) {
    const embedded = await embedEntries(entries);
    const embeddedMs = embedded.reduce((sum, { ms }) => sum + ms, 0);
    const vectors = embedded.map(({ vector }) => vector);
    return async () => ({ ...toIndex(await build(entries, vectors)), embeddedMs });
  },
});

export const cosineEngine = (encoder: Encoder, embedEntries: EmbedEntries): SearchEngine =>
  vectorEngine('cosine of sentence vectors', embedEntries, async (entries, vectors) => {
    const kept = createVectorRows(entries.length, encoder.dimensions);
    for (const [at, vector] of vectors.entries()) kept.rows.set(vector, at * encoder.dimensions);
    return async (question) => {
      const cosines = kept.cosines(await embedQuestion(question, encoder));
      return entries.map(({ id }, at) => ({ id, score: cosines[at] ?? 0 })).sort((a, b) => b.score - a.score);
    };
  });
