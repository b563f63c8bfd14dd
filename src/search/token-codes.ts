/**
 * Token vectors in 4 bits a number: 16 levels over ±2.6 standard deviations. A unit vector whose numbers average 0 has the
 * standard deviation 1/√dimensions, so no step needs to be stored. Measured in models/multilingual-e5-small/README.md:
 * nothing is lost against 8 or 32 bits.
 */
const LEVELS = 16;
const REACH_IN_DEVIATIONS = 2.6;

export const stepOf = (dimensions: number): number => (2 * REACH_IN_DEVIATIONS) / (LEVELS - 1) / Math.sqrt(dimensions);
/** A code stands for this + its own multiple of `stepOf`. */
export const lowestOf = (dimensions: number): number => -REACH_IN_DEVIATIONS / Math.sqrt(dimensions);

/** @param rows tokens × dimensions numbers; dimensions is even. @returns half a byte a number, row by row. */
export function packTokens(rows: Float32Array, dimensions: number): Uint8Array {
  const step = stepOf(dimensions);
  const lowest = lowestOf(dimensions);
  const code = (x: number): number => Math.max(0, Math.min(LEVELS - 1, Math.round((x - lowest) / step)));
  const packed = new Uint8Array(rows.length / 2);
  for (let i = 0; i < packed.length; i++) packed[i] = code(rows[2 * i] ?? 0) | (code(rows[2 * i + 1] ?? 0) << 4);
  return packed;
}
