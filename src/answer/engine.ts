import type { Changes } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';
import type { Problem } from '../corpus/problem.ts';
import type { Answer, Mode } from './answer.ts';

/** What an engine serves at one moment. */
export interface EditionView {
  /** From 1; grows by one with every swap. */
  readonly number: number;
  /** ISO 8601. */
  readonly builtAt: string;
  /** Newest first: an entry's position is its index + 1. */
  readonly entries: readonly Entry[];
}

/**
 * swapped: the new edition is served. unchanged: the corpus is as it was.
 * kept: the old edition stays, because the new one is empty or lost more than half of its entries.
 */
export type Reload =
  | { readonly outcome: 'swapped'; readonly changes: Changes; readonly problems: readonly Problem[] }
  | { readonly outcome: 'unchanged'; readonly problems: readonly Problem[] }
  | {
      readonly outcome: 'kept';
      readonly reason: 'empty' | 'shrunk';
      /** Of the old edition, and how many of those the new one would have lost. */
      readonly entries: number;
      readonly lost: number;
      readonly problems: readonly Problem[];
    };

/** One reload and when it ended. */
export interface ReloadReport {
  /** ISO 8601. */
  readonly at: string;
  readonly reload: Reload;
}

/** Passages embedded so far; total is 0 while the corpus is still being read. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface EngineStatus {
  readonly mode: Mode;
  /** Folder name or hub name of the embedding model. */
  readonly model: string;
  /** Why the mode is lexical; null in hybrid mode. */
  readonly modelError: string | null;
  /** Null while nothing is being built. */
  readonly building: Progress | null;
}

export interface Engine {
  /**
   * @param question 1 to 2,000 characters, any text.
   * @throws EngineBusy when no answer comes within the deadline: it must be asked again.
   */
  ask(question: string): Promise<Answer>;
  /**
   * Which of some entries are about a topic, by meaning: ids in the edition's order, those that it does not hold left out.
   * @param topic 1 to 2,000 characters, any text.
   * @throws EngineBusy as `ask` does.
   */
  about(topic: string, entryIds: readonly string[]): Promise<readonly string[]>;
  /** Null until the first edition is whole. */
  edition(): EditionView | null;
  status(): EngineStatus;
  /** Reads the corpus and swaps a whole new edition in. Calls made meanwhile run one after another. */
  reload(options: { readonly force: boolean }): Promise<Reload>;
  close(): Promise<void>;
}

/** The engine did not answer in time: it is building its first edition, or was just started again. */
export class EngineBusy extends Error {
  override readonly name = 'EngineBusy';
  readonly building: Progress | null;
  constructor(building: Progress | null) {
    super('The engine is busy: ask again in a moment.');
    this.building = building;
  }
}
