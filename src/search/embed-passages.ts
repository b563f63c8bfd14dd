import type { Edition, Embeddings, OnProgress } from './edition.ts';
import type { Encoder } from './embed.ts';
import type { EmbeddedPassage, EmbeddingCache } from './embedding-cache.ts';
import { createVectorRows, type VectorRows } from './kernel/kernel.ts';
import { createPause } from './pacer.ts';
import type { DraftPassage, Passage } from './passages.ts';
import { packTokens } from './token-codes.ts';

/** A passage that the previous edition had, with the row of its vector there. */
export interface KnownPassage extends Passage {
  readonly row: number;
}

/** Padded tokens in one forward pass: more of them are hardly faster, and hold up the questions asked meanwhile. */
const BATCH_MAX_TOKENS = 100;
/** Asked of the cache at once. */
const LOOKUP_SIZE = 500;

/** One vector per passage, in their order. */
export async function embedPassages(
  passages: readonly (DraftPassage | KnownPassage)[],
  { encoder, cache }: Embeddings,
  previous: Edition | null,
  onProgress?: OnProgress,
): Promise<VectorRows> {
  const fresh = passages.filter((passage): passage is DraftPassage => 'tokenIds' in passage);
  const known = await cachedVectors(fresh, encoder, cache);
  const missing = uniqueByHash(fresh.filter(({ hash }) => !known.has(hash)));
  let done = 0;
  for (const batch of batchesOf(missing)) {
    onProgress?.(done, missing.length);
    const embedded = await embedBatch(batch, encoder);
    cache.put(encoder.id, embedded);
    for (const { hash, vector } of embedded) known.set(hash, vector);
    done += batch.length;
    await new Promise(setImmediate);
  }
  if (missing.length > 0) onProgress?.(missing.length, missing.length);
  if (fresh.length > 0)
    cache.prune(
      encoder.id,
      passages.map(({ hash }) => hash),
    );
  return inRows(passages, known, encoder.dimensions, previous?.vectors ?? null);
}

async function cachedVectors(
  passages: readonly Passage[],
  { id, dimensions }: Encoder,
  cache: EmbeddingCache,
): Promise<Map<string, Float32Array>> {
  const pause = createPause();
  const known = new Map<string, Float32Array>();
  for (let at = 0; at < passages.length; at += LOOKUP_SIZE) {
    const hashes = passages.slice(at, at + LOOKUP_SIZE).map(({ hash }) => hash);
    for (const [hash, vector] of cache.vectors(id, hashes)) if (vector.length === dimensions) known.set(hash, vector);
    await pause();
  }
  return known;
}

const uniqueByHash = (passages: readonly DraftPassage[]): DraftPassage[] => [
  ...new Map(passages.map((passage) => [passage.hash, passage])).values(),
];

/** Passages of about the same length together, the shortest first. */
function batchesOf(passages: readonly DraftPassage[]): DraftPassage[][] {
  const batches: DraftPassage[][] = [];
  for (const passage of passages.toSorted((a, b) => a.tokenIds.length - b.tokenIds.length)) {
    const batch = batches.at(-1);
    if (batch && (batch.length + 1) * passage.tokenIds.length <= BATCH_MAX_TOKENS) batch.push(passage);
    else batches.push([passage]);
  }
  return batches;
}

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

function inRows(
  passages: readonly (DraftPassage | KnownPassage)[],
  known: ReadonlyMap<string, Float32Array>,
  dimensions: number,
  previous: VectorRows | null,
): VectorRows {
  const vectors = createVectorRows(passages.length, dimensions);
  for (const [at, passage] of passages.entries()) {
    const vector =
      'row' in passage
        ? previous?.rows.subarray(passage.row * dimensions, (passage.row + 1) * dimensions)
        : known.get(passage.hash);
    vectors.rows.set(vector ?? [], at * dimensions);
  }
  return vectors;
}
