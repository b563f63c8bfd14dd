import { dot } from './late-interaction.ts';

/** The same numbers from 0 to before 1 for the same seed (mulberry32). */
export function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Unit rows whose numbers are roughly normal, as those of token vectors are. */
export function unitRows(rows: number, seed: number, dimensions: number): Float32Array {
  const random = pseudoRandom(seed);
  const all = Float32Array.from({ length: rows * dimensions }, () => random() + random() + random() - 1.5);
  for (let r = 0; r < rows; r++) {
    const row = all.subarray(r * dimensions, (r + 1) * dimensions);
    const norm = Math.sqrt(dot(row, 0, row, 0, dimensions));
    row.forEach((x, i) => {
      row[i] = x / norm;
    });
  }
  return all;
}
