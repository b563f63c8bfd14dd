/**
 * AssemblyScript, not TypeScript: `npm run build:kernel` makes kernel.wasm of it, which is committed. It allocates nothing:
 * kernel.ts decides where everything lies. All addresses are multiples of 16, all dimensions multiples of 32.
 *
 * Numbers are multiplied as int16, eight at a time. The 16 bytes of a packed chunk hold 32 numbers; read as eight 16-bit
 * lanes, each lane has four of them. Masking out nibble k of each lane gives the numbers k, k + 4, … k + 28 of the chunk,
 * and the question is laid out once in that order, so that no passage ever has to be reordered.
 */

/** Question tokens that are multiplied together; they lie vector by vector: four rows' first vector, then their second … */
const GROUP = 4;
/** Bytes of a SIMD vector. */
const VECTOR = 16;
/** Numbers in 16 packed bytes. */
const CHUNK = 32;
const INT16_MAX: f32 = 32767;

/**
 * Question rows as int16, each scaled to its own greatest number, filled up with zero rows to whole groups.
 * @param rows count × dimensions float32.
 * @param codes written: rows as int16.
 * @param factors written: per group four float32 to multiply integer sums with, then four to add.
 */
export function quantise(
  rows: usize,
  count: u32,
  dimensions: u32,
  lowest: f32,
  step: f32,
  codes: usize,
  factors: usize,
): void {
  const groups: u32 = (count + GROUP - 1) / GROUP;
  memory.fill(codes, 0, groups * GROUP * dimensions * 2);
  memory.fill(factors, 0, groups * GROUP * 8);
  for (let row: u32 = 0; row < count; row++) {
    const from: usize = rows + row * dimensions * 4;
    const group: u32 = row / GROUP;
    const lane: u32 = row % GROUP;
    const to: usize = codes + (group * GROUP * dimensions * 2 + lane * VECTOR);
    const unit: f32 = greatest(from, dimensions) / INT16_MAX;
    const sum: i32 = unit > 0 ? quantiseRow(from, dimensions, unit, to) : 0;
    const factor: usize = factors + (group * GROUP * 8 + lane * 4);
    store<f32>(factor, unit * step);
    store<f32>(factor, unit * lowest * <f32>sum, VECTOR);
  }
}

function greatest(row: usize, dimensions: u32): f32 {
  let found: f32 = 0;
  for (let i: u32 = 0; i < dimensions; i++) found = max(found, abs(load<f32>(row + i * 4)));
  return found;
}

/** @returns the sum of the integers. */
function quantiseRow(row: usize, dimensions: u32, unit: f32, to: usize): i32 {
  let sum: i32 = 0;
  for (let i: u32 = 0; i < dimensions; i++) {
    const code: i32 = <i32>nearest(load<f32>(row + i * 4) / unit);
    const within: u32 = i % CHUNK;
    const vector: u32 = (i / CHUNK) * 4 + (within % 4);
    store<i16>(to + vector * GROUP * VECTOR + (within / 4) * 2, <i16>code);
    sum += code;
  }
  return sum;
}

/**
 * Cosines of all question tokens with the passage tokens from `first` to before `last`, two passage tokens at a time.
 * @param packed the passage, dimensions / 2 bytes a token.
 * @param groups of question tokens, as `quantise` left them.
 * @param scratch room for two tokens as int16.
 * @param cosines written: tokens × groups × 4 float32, from the first row on for `first`; room for one row more than that.
 */
export function match(
  packed: usize,
  first: u32,
  last: u32,
  dimensions: u32,
  groups: u32,
  codes: usize,
  factors: usize,
  scratch: usize,
  cosines: usize,
): void {
  const bytes: u32 = dimensions / 2;
  const row: usize = groups * VECTOR;
  let to: usize = cosines;
  for (let token = first; token < last; token += 2) {
    unpack(packed + token * bytes, bytes, scratch);
    unpack(packed + min(token + 1, last - 1) * bytes, bytes, scratch + VECTOR);
    for (let group: u32 = 0; group < groups; group++) {
      const rows: usize = codes + group * GROUP * dimensions * 2;
      multiply(rows, scratch, dimensions, factors + group * GROUP * 8, to + group * VECTOR, row);
    }
    to += row * 2;
  }
}

/** One token to int16, every second vector: the other token's lie between. */
function unpack(packed: usize, bytes: u32, to: usize): void {
  const nibble = i16x8.splat(15);
  for (let i: u32 = 0; i < bytes; i += VECTOR) {
    const chunk = v128.load(packed + i);
    const at: usize = to + i * 8;
    v128.store(at, v128.and(chunk, nibble));
    v128.store(at, v128.and(i16x8.shr_u(chunk, 4), nibble), 2 * VECTOR);
    v128.store(at, v128.and(i16x8.shr_u(chunk, 8), nibble), 4 * VECTOR);
    v128.store(at, i16x8.shr_u(chunk, 12), 6 * VECTOR);
  }
}

/** Four question tokens with two passage tokens: eight sums stay in registers. */
function multiply(rows: usize, tokens: usize, dimensions: u32, factors: usize, to: usize, row: usize): void {
  let a0 = i32x4.splat(0);
  let a1 = i32x4.splat(0);
  let a2 = i32x4.splat(0);
  let a3 = i32x4.splat(0);
  let b0 = i32x4.splat(0);
  let b1 = i32x4.splat(0);
  let b2 = i32x4.splat(0);
  let b3 = i32x4.splat(0);
  const end: usize = tokens + dimensions * 4;
  while (tokens < end) {
    const a = v128.load(tokens);
    const b = v128.load(tokens, VECTOR);
    const q0 = v128.load(rows);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(q0, a));
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(q0, b));
    const q1 = v128.load(rows, VECTOR);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(q1, a));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(q1, b));
    const q2 = v128.load(rows, 2 * VECTOR);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(q2, a));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(q2, b));
    const q3 = v128.load(rows, 3 * VECTOR);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(q3, a));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(q3, b));
    tokens += 2 * VECTOR;
    rows += GROUP * VECTOR;
  }
  v128.store(to, cosinesOf(sums(a0, a1, a2, a3), factors));
  v128.store(to + row, cosinesOf(sums(b0, b1, b2, b3), factors));
}

/** Each vector's four lanes added up. */
function sums(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const s01 = i32x4.add(v128.shuffle<i32>(s0, s1, 0, 4, 1, 5), v128.shuffle<i32>(s0, s1, 2, 6, 3, 7));
  const s23 = i32x4.add(v128.shuffle<i32>(s2, s3, 0, 4, 1, 5), v128.shuffle<i32>(s2, s3, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(s01, s23, 0, 1, 4, 5), v128.shuffle<i32>(s01, s23, 2, 3, 6, 7));
}

function cosinesOf(integers: v128, factors: usize): v128 {
  const scaled = f32x4.mul(f32x4.convert_i32x4_s(integers), v128.load(factors));
  return f32x4.add(scaled, v128.load(factors, VECTOR));
}

/**
 * Per question token the greatest of the rows from `first` to before `last`; -1 where there is none.
 * @param cosines as `match` left them.
 * @param best written: groups × 4 float32.
 */
export function greatestOf(cosines: usize, first: u32, last: u32, groups: u32, best: usize): void {
  const row: usize = groups * VECTOR;
  for (let lane: usize = 0; lane < row; lane += VECTOR) {
    let found = f32x4.splat(-1);
    for (let at: usize = first; at < last; at++) found = f32x4.pmax(found, v128.load(cosines + at * row + lane));
    v128.store(best + lane, found);
  }
}

/** @param cosines written: one float32 for each of the rows. */
export function multiplyRows(vector: usize, rows: usize, count: u32, dimensions: u32, cosines: usize): void {
  const size: usize = dimensions * 4;
  for (let row: usize = 0; row < count; row++) {
    store<f32>(cosines + row * 4, dot(vector, rows + row * size, size));
  }
}

function dot(a: usize, b: usize, size: usize): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const end = a + size;
  while (a < end) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a), v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a, VECTOR), v128.load(b, VECTOR)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load(a, 2 * VECTOR), v128.load(b, 2 * VECTOR)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load(a, 3 * VECTOR), v128.load(b, 3 * VECTOR)));
    a += 4 * VECTOR;
    b += 4 * VECTOR;
  }
  const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return low + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
}
