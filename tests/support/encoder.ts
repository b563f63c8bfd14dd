import type { Encoder } from '../../src/search/embed.ts';
import { words } from '../../src/search/language.ts';

const DIMENSIONS = 64;

/** A stand-in for unit tests of what is around the encoder: texts are alike as far as they share words. */
export function createFakeEncoder(): Encoder & { readonly encodedTexts: number } {
  let encodedTexts = 0;
  const vectorOf = (ids: readonly number[]): Float32Array => {
    const vector = new Float32Array(DIMENSIONS);
    for (const id of ids) vector[id % DIMENSIONS] = (vector[id % DIMENSIONS] ?? 0) + 1;
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
    return vector.map((x) => x / norm);
  };
  return {
    name: 'fake',
    id: 'fake',
    dimensions: DIMENSIONS,
    maxTokens: 100,
    get encodedTexts() {
      return encodedTexts;
    },
    tokenise: (text) =>
      words(text).map((word) => [...word].reduce((hash, c) => (hash * 31 + (c.codePointAt(0) ?? 0)) % 9973, 7)),
    encode: async (_side, batch) => {
      encodedTexts += batch.length;
      return batch.map((ids) => {
        const tokens = new Float32Array(ids.length * DIMENSIONS);
        for (const [at, id] of ids.entries()) tokens.set(vectorOf([id]), at * DIMENSIONS);
        return { vector: vectorOf(ids), tokens };
      });
    },
  };
}
