import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lowestOf, stepOf } from '../token-codes.ts';

/** What kernel.as.ts exports; addresses and sizes are described there. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  quantise(
    rows: number,
    count: number,
    dimensions: number,
    lowest: number,
    step: number,
    codes: number,
    factors: number,
  ): void;
  match(
    packed: number,
    first: number,
    last: number,
    dimensions: number,
    groups: number,
    codes: number,
    factors: number,
    scratch: number,
    cosines: number,
  ): void;
  greatestOf(cosines: number, first: number, last: number, groups: number, best: number): void;
  multiplyRows(vector: number, rows: number, count: number, dimensions: number, cosines: number): void;
}

const PAGE_BYTES = 65_536;
/** The most that a WebAssembly memory with 32-bit addresses holds. */
const MAX_PAGES = 65_536;
/** Question tokens are held in whole groups. */
const GROUP = 4;
const ALIGNMENT = 16;
const DIMENSIONS_MULTIPLE = 32;
const KERNEL = fileURLToPath(new URL('kernel.wasm', import.meta.url));

let compiled: WebAssembly.Module | undefined;

/** Compiled once. Each instance has a memory of its own, which goes with it. */
function instantiate(): Exports {
  try {
    compiled ??= new WebAssembly.Module(readFileSync(KERNEL));
    return new WebAssembly.Instance(compiled).exports as unknown as Exports;
  } catch (cause) {
    throw new Error(`Cannot load the search kernel ${KERNEL} (npm run build:kernel makes it anew)`, { cause });
  }
}

function ensureBytes({ memory }: Exports, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing <= 0) return;
  const failure = `The search kernel cannot have ${Math.ceil(bytes / 2 ** 20)} MB of memory`;
  if (Math.ceil(bytes / PAGE_BYTES) > MAX_PAGES) throw new RangeError(`${failure}: 4096 MB at most`);
  try {
    memory.grow(missing);
  } catch (cause) {
    throw new RangeError(failure, { cause });
  }
}

/** @throws RangeError where rows of that size cannot be multiplied. */
export function checkDimensions(dimensions: number): void {
  if (!(Number.isInteger(dimensions) && dimensions > 0 && dimensions % DIMENSIONS_MULTIPLE === 0))
    throw new RangeError(`The search kernel needs a multiple of ${DIMENSIONS_MULTIPLE} dimensions, not ${dimensions}`);
}

const align = (address: number): number => Math.ceil(address / ALIGNMENT) * ALIGNMENT;

/** From this passage token to before that one. */
export type TokenRange = readonly [first: number, last: number];

export interface TokenMatcher {
  /**
   * Late interaction (ColBERT, Khattab and Zaharia 2020) on tokens as `packTokens` packs them.
   * @returns per range, per question token the best cosine among the range's passage tokens; -1 where there is none.
   */
  nearest(packed: Uint8Array, ranges: readonly TokenRange[]): Float32Array[];
}

/** All matchers share one memory, where the question asked last lies: `nearest` returns before another can be put there. */
let matching: Exports | undefined;
let loaded: TokenMatcher | undefined;

/** @param question tokens × dimensions, unit rows; copied. Make one per question: its rows are brought to int16 only once. */
export function createTokenMatcher(question: Float32Array, dimensions: number): TokenMatcher {
  checkDimensions(dimensions);
  checkRows('The question', question.length, dimensions, 'numbers');
  const rows = question.slice();
  const layout = questionLayout(rows.length / dimensions, dimensions);
  const matcher: TokenMatcher = {
    nearest(packed, ranges) {
      const count = checkRows('The passage', packed.length, dimensions / 2, 'bytes');
      for (const range of ranges) checkRange(range, count);
      matching ??= instantiate();
      if (loaded !== matcher) loadQuestion(matching, rows, layout);
      loaded = matcher;
      return matchPassage(matching, layout, packed, ranges);
    },
  };
  return matcher;
}

interface QuestionLayout {
  readonly count: number;
  readonly dimensions: number;
  readonly groups: number;
  readonly codes: number;
  readonly factors: number;
  readonly best: number;
  readonly scratch: number;
  /** From here on lies what is of one passage only. */
  readonly end: number;
}

function questionLayout(count: number, dimensions: number): QuestionLayout {
  const groups = Math.ceil(count / GROUP);
  const codes = 0;
  const factors = codes + groups * GROUP * dimensions * 2;
  const best = factors + groups * GROUP * 8;
  const scratch = best + groups * GROUP * 4;
  return { count, dimensions, groups, codes, factors, best, scratch, end: scratch + dimensions * 4 };
}

function loadQuestion(kernel: Exports, rows: Float32Array, layout: QuestionLayout): void {
  const { count, dimensions, codes, factors, end } = layout;
  ensureBytes(kernel, end + rows.byteLength);
  new Float32Array(kernel.memory.buffer, end, rows.length).set(rows);
  kernel.quantise(end, count, dimensions, lowestOf(dimensions), stepOf(dimensions), codes, factors);
}

function matchPassage(
  kernel: Exports,
  { count, dimensions, groups, codes, factors, best, scratch, end }: QuestionLayout,
  packed: Uint8Array,
  ranges: readonly TokenRange[],
): Float32Array[] {
  const filled = ranges.filter(([first, last]) => first < last);
  const from = Math.min(...filled.map(([first]) => first));
  const to = Math.max(...filled.map(([, last]) => last));
  const cosines = align(end + packed.length);
  const tokens = filled.length > 0 ? to - from : 0;
  ensureBytes(kernel, cosines + (tokens + 1) * groups * GROUP * 4);
  const { buffer } = kernel.memory;
  new Uint8Array(buffer, end, packed.length).set(packed);
  if (tokens > 0) kernel.match(end, from, to, dimensions, groups, codes, factors, scratch, cosines);
  return ranges.map(([first, last]) => {
    if (first < last) kernel.greatestOf(cosines, first - from, last - from, groups, best);
    return first < last ? new Float32Array(buffer, best, count).slice() : new Float32Array(count).fill(-1);
  });
}

export interface VectorRows {
  /** count × dimensions numbers in the kernel's memory, 0 at first: fill it, and nothing is copied for a question. */
  readonly rows: Float32Array;
  /** @returns per row its product with the vector: the cosine, where both have unit length. */
  cosines(vector: Float32Array): Float32Array;
}

/** In a memory of its own, freed once neither this nor its `rows` are held any more. */
export function createVectorRows(count: number, dimensions: number): VectorRows {
  checkDimensions(dimensions);
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`There cannot be ${count} rows`);
  const kernel = instantiate();
  const first = dimensions * 4;
  const products = first + count * dimensions * 4;
  ensureBytes(kernel, products + count * 4);
  const { buffer } = kernel.memory;
  const asked = new Float32Array(buffer, 0, dimensions);
  const found = new Float32Array(buffer, products, count);
  return {
    rows: new Float32Array(buffer, first, count * dimensions),
    cosines(vector) {
      if (vector.length !== dimensions)
        throw new RangeError(`The vector has ${vector.length} numbers, the rows have ${dimensions}`);
      asked.set(vector);
      kernel.multiplyRows(0, first, count, dimensions, products);
      return found.slice();
    },
  };
}

/** @returns how many rows there are. */
function checkRows(name: string, length: number, size: number, unit: string): number {
  if (length % size === 0) return length / size;
  throw new RangeError(`${name} has ${length} ${unit}, which are not whole rows of ${size}`);
}

function checkRange([first, last]: TokenRange, count: number): void {
  const isWithin = Number.isInteger(first) && Number.isInteger(last) && first >= 0 && last <= count;
  if (!isWithin) throw new RangeError(`The passage has ${count} tokens, none from ${first} to before ${last}`);
}
