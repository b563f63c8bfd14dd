import type { Block } from './entry.ts';
import type { Problem } from './problem.ts';

/** An entry as one document has it, before it is given its id. */
export interface DraftEntry {
  /** The source's own names for it, the best first; none of them need be unique. */
  readonly ownIds: readonly string[];
  readonly headline: string;
  readonly authors: readonly string[];
  readonly body: readonly Block[];
  /** ISO 8601 with offset; null where unknown. */
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  readonly url: string | null;
  readonly isKey?: true;
}

/** What one document holds. */
export interface ParsedDocument {
  /** Newest first. */
  readonly drafts: readonly DraftEntry[];
  /** When the document says it was last brought up to date: ISO 8601; null where it does not say. */
  readonly asOf: string | null;
  readonly problems: readonly Omit<Problem, 'source'>[];
}

/** Parses one format's text; never throws for what the text holds. */
export type Parse = (text: string) => ParsedDocument;

export const nothingIn = (reason: string, place: string | null = null): ParsedDocument => ({
  drafts: [],
  asOf: null,
  problems: [{ place, reason, severity: 'error' }],
});
