/** The newsroom's side of the playground: entries that can be changed without touching the corpus. Made outside. */

export interface DeskText {
  readonly headline: string;
  /** Comma-separated. */
  readonly authors: string;
  /** Paragraphs with blank lines between; a quote is a paragraph whose lines begin with `> `, its speaker the last one: `> — Name`. */
  readonly body: string;
  /** A key event: who asked for pings is pinged. */
  readonly isKey: boolean;
}

export interface DeskEntry {
  readonly id: string;
  readonly text: DeskText;
  /** ISO 8601; null where unknown. */
  readonly publishedAt: string | null;
  readonly state: 'unchanged' | 'edited' | 'added' | 'withdrawn';
}

export interface Desk {
  /** Newest first; those that are withdrawn stay in their places. */
  entries(): readonly DeskEntry[];
  /** Changes an entry, or adds one where `id` is null. @throws DeskError */
  save(id: string | null, text: DeskText): Promise<void>;
  /** @throws DeskError */
  withdraw(id: string): Promise<void>;
  /** Takes back a withdrawal. @throws DeskError */
  restore(id: string): Promise<void>;
  /** The copy is the corpus again. */
  reset(): Promise<void>;
  onChange(listener: () => void): () => void;
}

/** What was asked for cannot be done; the message is for the person who asked. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
}
