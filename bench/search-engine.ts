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
}

export interface SearchEngine {
  readonly name: string;
  /** Loads what does not depend on the entries. @returns the build, which is what is measured. */
  prepare(): Promise<(entries: readonly Entry[]) => Promise<SearchIndex>>;
}

export const RANKING_LENGTH = 10;

export const textOf = (entry: Entry): string => entry.body.map((block) => block.text).join('\n');

/** What the engines without passages index, one document per entry. */
export const documentOf = (entry: Entry) => ({ id: entry.id, headline: titleOf(entry), text: textOf(entry) });

/** An engine that only ranks and needs nothing but the entries. */
export function rankingEngine(
  name: string,
  build: (entries: readonly Entry[]) => Promise<(question: string) => Promise<readonly Hit[]>>,
): SearchEngine {
  return {
    name,
    prepare: async () => async (entries) => {
      const rank = await build(entries);
      return {
        search: async (question) => ({ hits: (await rank(question)).slice(0, RANKING_LENGTH), answer: null }),
        close: async () => undefined,
      };
    },
  };
}
