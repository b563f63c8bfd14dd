import { numberIn, type Row, type Sql, textIn } from './sql.ts';

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
  /** ISO 8601. */
  readonly createdAt: string;
  /** Refusals so far. */
  readonly attempts: number;
}

/** What is worked off one by one; different kinds go on beside each other. */
export type Work = 'posts' | 'edits' | 'notes' | 'key crossposts' | 'crossposts';

export interface Outbox {
  /** Whether the text of all that waits is known: a version of the bot that kept none may have left something. */
  isWhole(): boolean;
  /** Channels with anything to be done. */
  channelIds(): readonly string[];
  /** What is to be done next: posts and crossposts oldest first, edits and notes to the newest messages first. */
  next(channelId: string, work: Work): Operation | null;
  /** For the status alone: why work of that kind rests, and until when (ISO 8601). */
  noteWait(channelId: string, work: Work, until: string, error: string | null): void;
  /** Counts a refusal. */
  countRefusal(operation: Operation, error: string): void;
  done(operation: Operation): void;
  /** Gives everything up that waits in a channel. @returns how much that was. */
  clear(channelId: string): number;
}

const isKey = `(SELECT max(json_extract(v.content, '$.isKey')) FROM postings p JOIN entries e USING (entry_id)
  JOIN versions v ON v.entry_id = e.entry_id AND v.content_hash = e.content_hash WHERE p.post_key = x.target)`;

const WHICH: Readonly<Record<Work, string>> = {
  posts: "x.lane = 'post'",
  edits: "x.lane = 'edit'",
  notes: "x.lane = 'note'",
  'key crossposts': `x.lane = 'crosspost' AND ${isKey} = 1`,
  crossposts: `x.lane = 'crosspost' AND ${isKey} IS NOT 1`,
};

const messageId = 'coalesce((SELECT message_id FROM posts o WHERE o.post_key = x.target), x.target)';
const orderOf = (work: Work): string =>
  work === 'edits' || work === 'notes' ? `length(${messageId}) DESC, ${messageId} DESC` : 'x.id';

export function createOutbox({ rows, first, run }: Sql): Outbox {
  return {
    isWhole: () =>
      first(
        `SELECT 1 FROM outbox x JOIN postings p ON p.post_key = x.target
         WHERE x.lane = 'post' AND p.entry_id NOT IN (SELECT entry_id FROM versions) LIMIT 1`,
      ) === null,
    channelIds: () => rows('SELECT DISTINCT channel_id FROM outbox').map((row) => textIn(row, 'channel_id')),
    next(channelId, work) {
      const row = first(
        `SELECT * FROM outbox x WHERE channel_id = ? AND ${WHICH[work]} ORDER BY ${orderOf(work)} LIMIT 1`,
        channelId,
      );
      return row && operationIn(row);
    },
    noteWait: (channelId, work, until, error) =>
      void run(
        `UPDATE outbox AS x SET retry_at = ?, last_error = ? WHERE channel_id = ? AND ${WHICH[work]}`,
        ...[until, error, channelId],
      ),
    countRefusal: ({ id }, error) =>
      void run('UPDATE outbox SET attempts = attempts + 1, last_error = ? WHERE id = ?', error, id),
    done: ({ id }) => void run('DELETE FROM outbox WHERE id = ?', id),
    clear: (channelId) => run('DELETE FROM outbox WHERE channel_id = ?', channelId),
  };
}

/** Writes down what is to be done, once: the same again while it waits changes nothing. */
export const queue = ({ run }: Sql, channelId: string, lane: Lane, target: string): void =>
  void run(
    'INSERT OR IGNORE INTO outbox (channel_id, lane, target, created_at) VALUES (?, ?, ?, ?)',
    ...[channelId, lane, target, new Date().toISOString()],
  );

const operationIn = (row: Row): Operation => ({
  id: numberIn(row, 'id'),
  channelId: textIn(row, 'channel_id'),
  lane: textIn(row, 'lane') as Lane,
  target: textIn(row, 'target'),
  createdAt: textIn(row, 'created_at'),
  attempts: numberIn(row, 'attempts'),
});
