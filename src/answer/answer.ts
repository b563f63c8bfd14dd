import type { Entry } from '../corpus/entry.ts';

/** hybrid: lexical and by meaning; lexical: no embedding model could be loaded. */
export type Mode = 'hybrid' | 'lexical';

/** Half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Verbatim text of an entry, at most EXCERPT_MAX_CHARS; ` … ` joins two places. */
export interface Excerpt {
  readonly text: string;
  /** Words that match the question: offsets into `text`, ascending, not overlapping. */
  readonly matches: readonly Span[];
}

export interface Citation {
  readonly entry: Entry;
  /** From 1 = newest in the answer's edition. */
  readonly position: number;
  readonly excerpt: Excerpt;
  /** 0 to 1. */
  readonly score: number;
}

/** Milliseconds. */
export interface Timings {
  readonly embedMs: number;
  readonly searchMs: number;
  readonly totalMs: number;
}

interface Answered {
  readonly question: string;
  readonly mode: Mode;
  /** Number of the edition that was asked. */
  readonly edition: number;
  readonly timings: Timings;
}

/**
 * answered: the citations hold the answer. uncertain: the nearest entries, which may not hold it.
 * nothing: no entry is near.
 */
export type Answer =
  | (Answered & { readonly status: 'answered' | 'uncertain'; readonly citations: readonly [Citation, ...Citation[]] })
  | (Answered & { readonly status: 'nothing' });

export const citationsOf = (answer: Answer): readonly Citation[] =>
  answer.status === 'nothing' ? [] : answer.citations;
