import lunr from 'lunr';
import type { Pause } from './pacer.ts';

/** The stems of one passage, field by field. */
export interface Document {
  readonly headline: readonly string[];
  readonly text: readonly string[];
  readonly authors: readonly string[];
}

/**
 * What lunr's index of some passages says, in the few bytes that are asked for again: lunr itself keeps 17 kB a passage, most
 * of it empty objects. Passages are numbered from 0 within the segment.
 */
export interface Segment {
  readonly size: number;
  /** Row of each stem. */
  readonly rows: ReadonlyMap<string, number>;
  /** Per row: in how many fields of how many passages it stands, as lunr counts for its inverse document frequency. */
  readonly spread: Uint32Array;
  /** Row r has the postings from offsets[r] to before offsets[r + 1]. */
  readonly offsets: Uint32Array;
  readonly passages: Uint16Array;
  /** BM25 without the inverse document frequency, which depends on all segments. */
  readonly weights: Float32Array;
}

/** The most passages of a segment: building one of them is one step that cannot be interrupted. */
export const SEGMENT_MAX_PASSAGES = 128;

const FIELD_BOOSTS: Readonly<Record<keyof Document, number>> = { headline: 1.5, text: 1, authors: 1 };
/**
 * Words per field that count as neither long nor short. lunr would take the average of the segment; with a fixed length
 * weights are comparable between segments and stay as they are when the liveblog grows. Measured on liveblogs and rounded.
 */
export const USUAL_LENGTHS: Readonly<Record<keyof Document, number>> = { headline: 5, text: 35, authors: 2 };
/** lunr rounds weights to three decimals, too coarse for frequent words: its boosts are scaled up, and its weights down again. */
const SCALE = 1_000;

/** Leaves out what takes lunr longest and is done for all segments together: the set of tokens, for wrong letters. */
class SegmentBuilder extends lunr.Builder {
  readonly averageFieldLength = USUAL_LENGTHS;
  calculateAverageFieldLengths(): void {}
  createTokenSet(): void {}
}

/** lunr's form of an index for JSON. */
interface SerialisedIndex {
  readonly fieldVectors: readonly (readonly [fieldRef: string, pairs: readonly number[]])[];
  readonly invertedIndex: readonly (readonly [stem: string, posting: SerialisedPosting])[];
}
type SerialisedPosting = { readonly _index: number } & Readonly<Record<keyof Document, object>>;

export async function buildSegment(documents: readonly Document[], pause: Pause): Promise<Segment> {
  const builder = new SegmentBuilder();
  builder.ref('id');
  for (const [field, boost] of Object.entries(FIELD_BOOSTS)) builder.field(field, { boost: boost * SCALE });
  for (const [id, document] of documents.entries()) {
    builder.add({ id, ...document });
    await pause();
  }
  return compact(builder.build().toJSON() as SerialisedIndex, documents.length);
}

function compact({ fieldVectors, invertedIndex }: SerialisedIndex, size: number): Segment {
  const rows = new Map<string, number>();
  const spread = new Uint32Array(invertedIndex.length);
  for (const [stem, posting] of invertedIndex) {
    rows.set(stem, posting._index);
    for (const field of FIELDS) spread[posting._index] = (spread[posting._index] ?? 0) + countKeys(posting[field]);
  }
  const postings = Array.from(spread, (): Map<number, number> => new Map());
  for (const [fieldRef, pairs] of fieldVectors) {
    const passage = Number(fieldRef.slice(fieldRef.indexOf('/') + 1));
    for (let at = 0; at < pairs.length; at += 2) {
      const own = postings[pairs[at] ?? 0];
      own?.set(passage, (own.get(passage) ?? 0) + (pairs[at + 1] ?? 0));
    }
  }
  const unit = Float64Array.from(spread, (count) => 1 / (SCALE * lunrIdf(count, size)));
  return { size, rows, spread, ...flatten(postings, unit) };
}

const FIELDS = ['headline', 'text', 'authors'] as const;
const countKeys = (object: object): number => Object.keys(object).length;

function flatten(postings: readonly ReadonlyMap<number, number>[], unit: Float64Array) {
  const offsets = new Uint32Array(postings.length + 1);
  for (const [row, own] of postings.entries()) offsets[row + 1] = (offsets[row] ?? 0) + own.size;
  const passages = new Uint16Array(offsets.at(-1) ?? 0);
  const weights = new Float32Array(passages.length);
  for (const [row, own] of postings.entries()) {
    let at = offsets[row] ?? 0;
    for (const [passage, weight] of own) {
      passages[at] = passage;
      weights[at++] = weight * (unit[row] ?? 0);
    }
  }
  return { offsets, passages, weights };
}

/** lunr's inverse document frequency. @param count in how many fields of how many documents the term stands */
export const lunrIdf = (count: number, documents: number): number =>
  Math.log(1 + Math.abs((documents - count + 0.5) / (count + 0.5)));
