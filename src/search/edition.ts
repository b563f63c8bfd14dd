import type { Entry } from '../corpus/entry.ts';
import type { Encoder } from './embed.ts';
import type { EmbeddedPassage, EmbeddingCache } from './embedding-cache.ts';
import { createVectorRows, type VectorRows } from './kernel/kernel.ts';
import { detectLanguage, type Language } from './language.ts';
import { buildLexicalIndex, type LexicalIndex } from './lexical.ts';
import { type DraftPassage, type Passage, splitIntoPassages } from './passages.ts';
import { packTokens } from './token-codes.ts';

/** The encoder with where its embeddings are kept. */
export interface Embeddings {
  readonly encoder: Encoder;
  readonly cache: EmbeddingCache;
}

/** All entries with lexical index and passage vectors at one moment; immutable. */
export interface Edition {
  readonly number: number;
  /** ISO 8601. */
  readonly builtAt: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
  readonly passages: readonly Passage[];
  readonly lexical: LexicalIndex;
  /** One row of unit length per passage, in their order; null without an encoder. */
  readonly vectors: VectorRows | null;
}

interface BuildOptions {
  readonly number: number;
  readonly entries: readonly Entry[];
  /** Null: the edition can be searched by words alone. */
  readonly embeddings: Embeddings | null;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Passages in one forward pass: more of them are no faster, and hold up the questions asked meanwhile. */
const BATCH_SIZE = 4;
/** Without an encoder passages are measured in characters, about four to a token. */
const CHARACTERS_PER_TOKEN = 4;

/** Embeds only what the cache does not hold; gives way to other work after each pass. */
export async function buildEdition({ number, entries, embeddings, onProgress }: BuildOptions): Promise<Edition> {
  const tokenise = embeddings?.encoder.tokenise ?? estimateTokens;
  const drafts: DraftPassage[] = [];
  for (const [at, entry] of entries.entries()) {
    drafts.push(...splitIntoPassages(entry, at, tokenise));
    if (at % 20 === 0) await new Promise(setImmediate);
  }
  const vectors = embeddings ? await embedPassages(drafts, embeddings, onProgress) : null;
  const passages = drafts.map(({ tokenIds: _, ...passage }) => passage);
  const indexed = entries.map((entry) => ({ entry, language: languageOf(entry) }));
  const lexical = await buildLexicalIndex(indexed, passages);
  return { number, builtAt: new Date().toISOString(), entries, passages, lexical, vectors };
}

const estimateTokens = (text: string): number[] => new Array(Math.ceil(text.length / CHARACTERS_PER_TOKEN)).fill(0);

const languageOf = ({ headline, body }: Entry): Language =>
  detectLanguage([headline, ...body.map((block) => block.text)].join(' ').slice(0, 2_000));

async function embedPassages(
  passages: readonly DraftPassage[],
  { encoder, cache }: Embeddings,
  onProgress: BuildOptions['onProgress'],
): Promise<VectorRows> {
  const hashes = passages.map((passage) => passage.hash);
  const stored = [...cache.vectors(encoder.id, hashes)];
  const known = new Map(stored.filter(([, { length }]) => length === encoder.dimensions));
  const missing = uniqueByHash(passages.filter((passage) => !known.has(passage.hash)));
  missing.sort((a, b) => a.tokenIds.length - b.tokenIds.length);
  for (let done = 0; done < missing.length; done += BATCH_SIZE) {
    onProgress?.(done, missing.length);
    const fresh = await embedBatch(missing.slice(done, done + BATCH_SIZE), encoder);
    cache.put(encoder.id, fresh);
    for (const { hash, vector } of fresh) known.set(hash, vector);
    await new Promise(setImmediate);
  }
  if (missing.length > 0) onProgress?.(missing.length, missing.length);
  cache.prune(encoder.id, hashes);
  return inRows(hashes, known, encoder.dimensions);
}

const uniqueByHash = (passages: readonly DraftPassage[]): DraftPassage[] => [
  ...new Map(passages.map((passage) => [passage.hash, passage])).values(),
];

async function embedBatch(batch: readonly DraftPassage[], encoder: Encoder): Promise<EmbeddedPassage[]> {
  const encoded = await encoder.encode(
    'passage',
    batch.map((passage) => passage.tokenIds),
  );
  return batch.flatMap(({ hash }, at) => {
    const row = encoded[at];
    return row ? [{ hash, vector: row.vector, tokens: packTokens(row.tokens, encoder.dimensions) }] : [];
  });
}

function inRows(hashes: readonly string[], known: ReadonlyMap<string, Float32Array>, dimensions: number): VectorRows {
  const vectors = createVectorRows(hashes.length, dimensions);
  for (const [at, hash] of hashes.entries()) vectors.rows.set(known.get(hash) ?? [], at * dimensions);
  return vectors;
}
