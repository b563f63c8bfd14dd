export interface EmbeddedPassage {
  /** Hash of what was embedded. */
  readonly hash: string;
  /** Unit length. */
  readonly vector: Float32Array;
  /** Token vectors as `packTokens` gives them. */
  readonly tokens: Uint8Array;
}

/** Embeddings under (model id, passage hash): what one edition has embedded no later one embeds again. */
export interface EmbeddingCache {
  /** The sentence vectors of those hashes that are known. */
  vectors(model: string, hashes: readonly string[]): Map<string, Float32Array>;
  /** Null where the passage is not known. */
  tokens(model: string, hash: string): Uint8Array | null;
  put(model: string, passages: readonly EmbeddedPassage[]): void;
  /** Forgets what is not among `hashes`, once that is most of what is kept. */
  prune(model: string, hashes: readonly string[]): void;
  close(): void;
}

/** Lives as long as the process: for one question, or where no file can be written. */
export function createMemoryCache(): EmbeddingCache {
  const known = new Map<string, EmbeddedPassage>();
  const key = (model: string, hash: string) => `${model} ${hash}`;
  return {
    vectors: (model, hashes) => {
      const found = hashes.flatMap((hash) => known.get(key(model, hash)) ?? []);
      return new Map(found.map(({ hash, vector }) => [hash, vector]));
    },
    tokens: (model, hash) => known.get(key(model, hash))?.tokens ?? null,
    put: (model, passages) => {
      for (const passage of passages) known.set(key(model, passage.hash), passage);
    },
    prune: (model, hashes) => {
      const kept = new Set(hashes.map((hash) => key(model, hash)));
      for (const each of known.keys()) if (!kept.has(each)) known.delete(each);
    },
    close: () => known.clear(),
  };
}
