import type { Answer } from '../src/answer/answer.ts';
import { type Entry, titleOf } from '../src/corpus/entry.ts';

/** One entry of a ranking. */
export interface Hit {
  readonly id: string;
  /** Higher is better; comparable within one engine only. */
  readonly score: number;
}

export interface Found {
  /** At most ten, best first. */
  readonly hits: readonly Hit[];
  /** Null where the engine only ranks: the benchmark then chooses threshold and excerpt. */
  readonly answer: Answer | null;
}

export interface SearchIndex {
  search(question: string): Promise<Found>;
  close(): Promise<void>;
  /** What embedding the entries took, where it was done before the build. */
  readonly embeddedMs: number;
}

export interface SearchEngine {
  readonly name: string;
  /** Loads what need not be measured. @returns the build, which is what is measured. */
  prepare(entries: readonly Entry[]): Promise<() => Promise<SearchIndex>>;
}

export const RANKING_LENGTH = 10;

export const textOf = (entry: Entry): string => entry.body.map((block) => block.text).join('\n');

/** What the engines without passages index, one document per entry. */
export const documentOf = (entry: Entry) => ({ id: entry.id, headline: titleOf(entry), text: textOf(entry) });

/** An engine that only ranks and needs nothing but the entries. */
export const rankingEngine = (
  name: string,
  build: (entries: readonly Entry[]) => Promise<(question: string) => Promise<readonly Hit[]>>,
): SearchEngine => ({ name, prepare: async (entries) => async () => toIndex(await build(entries)) });

export const toIndex = (rank: (question: string) => Promise<readonly Hit[]>): SearchIndex => ({
  search: async (question) => ({ hits: (await rank(question)).slice(0, RANKING_LENGTH), answer: null }),
  close: async () => undefined,
  embeddedMs: 0,
});
