import { lowestOf, stepOf } from '../../src/search/token-codes.ts';

/**
 * Late interaction (ColBERT, Khattab and Zaharia 2020): each question token looks for its nearest passage token.
 * @param question tokens × dimensions, unit rows.
 * @param passage tokens × dimensions, unit rows.
 * @returns per question token the best cosine among the passage tokens from `first` to before `last`; -1 where there is none.
 */
export function nearestTokens(
  question: Float32Array,
  passage: Float32Array,
  dimensions: number,
  first = 0,
  last = passage.length / dimensions,
): Float32Array {
  const best = new Float32Array(question.length / dimensions).fill(-1);
  for (let p = first * dimensions; p < last * dimensions; p += dimensions) {
    for (let t = 0; t < best.length; t++) {
      const cosine = dot(question, t * dimensions, passage, p, dimensions);
      if (cosine > (best[t] ?? 0)) best[t] = cosine;
    }
  }
  return best;
}

/** Four sums side by side keep the processor's pipeline full. `length` is a multiple of 4. */
export function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < length; i += 4) {
    s0 += (a[aStart + i] as number) * (b[bStart + i] as number);
    s1 += (a[aStart + i + 1] as number) * (b[bStart + i + 1] as number);
    s2 += (a[aStart + i + 2] as number) * (b[bStart + i + 2] as number);
    s3 += (a[aStart + i + 3] as number) * (b[bStart + i + 3] as number);
  }
  return s0 + s1 + s2 + s3;
}

/** The inverse of `packTokens`, within half a step. */
export function unpackTokens(packed: Uint8Array, dimensions: number): Float32Array {
  const step = stepOf(dimensions);
  const lowest = lowestOf(dimensions);
  const rows = new Float32Array(packed.length * 2);
  for (let i = 0; i < packed.length; i++) {
    const byte = packed[i] ?? 0;
    rows[2 * i] = lowest + step * (byte & 15);
    rows[2 * i + 1] = lowest + step * (byte >> 4);
  }
  return rows;
}
