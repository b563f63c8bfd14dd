import { numberIn, type Row, type Sql, textIn, textOrNullIn } from './sql.ts';

/**
 * post: a message that is not in its channel yet (an entry, or a digest of several). edit: a message whose entry was
 * corrected, withdrawn or came back; it is brought to how the entry is when the edit is made. note: an answer whose cited
 * entry changed. crosspost: a message of an announcement channel that its followers should get.
 */
export type Lane = 'post' | 'edit' | 'note' | 'crosspost';

/** One thing to be done in a channel. It is deleted in the same transaction that marks it as done. */
export interface Operation {
  /** Grows with time. */
  readonly id: number;
  readonly channelId: string;
  readonly lane: Lane;
  /** The key of the post; for a note, the message id of the answer. */
  readonly target: string;
  /** Tries so far. */
  readonly attempts: number;
  /** ISO 8601: not before; null for now. */
  readonly retryAt: string | null;
  readonly lastError: string | null;
}

/** Writes down what is to be done, once: the same again while it waits changes nothing. */
export const queue = ({ run }: Sql, channelId: string, lane: Lane, target: string): void =>
  void run(
    'INSERT OR IGNORE INTO outbox (channel_id, lane, target, created_at) VALUES (?, ?, ?, ?)',
    ...[channelId, lane, target, new Date().toISOString()],
  );

export const operationIn = (row: Row): Operation => ({
  id: numberIn(row, 'id'),
  channelId: textIn(row, 'channel_id'),
  lane: textIn(row, 'lane') as Lane,
  target: textIn(row, 'target'),
  attempts: numberIn(row, 'attempts'),
  retryAt: textOrNullIn(row, 'retry_at'),
  lastError: textOrNullIn(row, 'last_error'),
});
