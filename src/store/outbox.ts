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
  /** ISO 8601. */
  readonly createdAt: string;
  /** Refusals so far. */
  readonly attempts: number;
}

/** Lanes that are worked off one by one; different ones go on beside each other. */
export type Work = 'posts' | 'edits' | 'crossposts';

export interface Outbox {
  /** Whether the text of all that waits is known: a version of the bot that kept none may have left something. */
  isWhole(): boolean;
  /** Channels with anything to be done. */
  channelIds(): readonly string[];
  /**
   * What is to be done next: posts and crossposts oldest first, key entries first among the latter; edits and notes to the
   * newest messages first. Null when nothing is due.
   */
  next(channelId: string, work: Work): Operation | null;
  /** When something that was put off is due; null for nothing. Milliseconds from now. */
  dueInMs(channelId: string, work: Work): number | null;
  /** Puts one operation off, and counts that. */
  putOff(operation: Operation, waitMs: number, error: string): void;
  /** Puts everything of that kind in a channel off. */
  putAllOff(channelId: string, work: Work, waitMs: number, error: string): void;
  done(operation: Operation): void;
  /** Gives everything up that waits in a channel. @returns how much that was. */
  clear(channelId: string): number;
}

/** A time further away than this was written by a clock that ran ahead: it counts as come. */
const WAIT_MAX_MS = 2 * 3_600_000;

const LANES: Readonly<Record<Work, string>> = {
  posts: "x.lane = 'post'",
  edits: "x.lane IN ('edit', 'note')",
  crossposts: "x.lane = 'crosspost'",
};

const isKey = `(SELECT max(json_extract(v.content, '$.isKey')) FROM postings p JOIN entries e USING (entry_id)
  JOIN versions v ON v.entry_id = e.entry_id AND v.content_hash = e.content_hash WHERE p.post_key = x.target)`;
const messageId = 'coalesce((SELECT message_id FROM posts o WHERE o.post_key = x.target), x.target)';

const ORDER: Readonly<Record<Work, string>> = {
  posts: 'x.id',
  edits: `length(${messageId}) DESC, ${messageId} DESC`,
  crossposts: `coalesce(${isKey}, 0) DESC, x.id`,
};

/** Posts are never sent past one that waits. */
const DUE: Readonly<Record<Work, string>> = {
  posts: '',
  edits: 'AND (retry_at IS NULL OR retry_at <= ? OR retry_at > ?)',
  crossposts: 'AND (retry_at IS NULL OR retry_at <= ? OR retry_at > ?)',
};

const iso = (ms: number): string => new Date(ms).toISOString();

export function createOutbox({ rows, first, run }: Sql): Outbox {
  return {
    isWhole: () =>
      first(
        `SELECT 1 FROM outbox x JOIN postings p ON p.post_key = x.target
         WHERE x.lane = 'post' AND p.entry_id NOT IN (SELECT entry_id FROM versions) LIMIT 1`,
      ) === null,
    channelIds: () => rows('SELECT DISTINCT channel_id FROM outbox').map((row) => textIn(row, 'channel_id')),
    next(channelId, work) {
      const now = Date.now();
      const times = DUE[work] ? [iso(now), iso(now + WAIT_MAX_MS)] : [];
      const row = first(
        `SELECT * FROM outbox x WHERE channel_id = ? AND ${LANES[work]} ${DUE[work]} ORDER BY ${ORDER[work]} LIMIT 1`,
        ...[channelId, ...times],
      );
      return row && operationIn(row);
    },
    dueInMs(channelId, work) {
      const row = first(`SELECT min(retry_at) AS at FROM outbox x WHERE channel_id = ? AND ${LANES[work]}`, channelId);
      const at = row && textOrNullIn(row, 'at');
      return at ? Math.min(WAIT_MAX_MS, Math.max(0, Date.parse(at) - Date.now())) : null;
    },
    putOff: ({ id }, waitMs, error) =>
      void run(
        'UPDATE outbox SET retry_at = ?, last_error = ?, attempts = attempts + 1 WHERE id = ?',
        ...[iso(Date.now() + waitMs), error, id],
      ),
    putAllOff: (channelId, work, waitMs, error) =>
      void run(
        `UPDATE outbox AS x SET retry_at = ?, last_error = ? WHERE channel_id = ? AND ${LANES[work]}`,
        ...[iso(Date.now() + waitMs), error, channelId],
      ),
    clear: (channelId) => run('DELETE FROM outbox WHERE channel_id = ?', channelId),
    done: ({ id }) => void run('DELETE FROM outbox WHERE id = ?', id),
  };
}

/** Writes down what is to be done, once: the same again while it waits changes nothing. */
export const queue = ({ run }: Sql, channelId: string, lane: Lane, target: string): void =>
  void run(
    'INSERT OR IGNORE INTO outbox (channel_id, lane, target, created_at) VALUES (?, ?, ?, ?)',
    ...[channelId, lane, target, iso(Date.now())],
  );

const operationIn = (row: Row): Operation => ({
  id: numberIn(row, 'id'),
  channelId: textIn(row, 'channel_id'),
  lane: textIn(row, 'lane') as Lane,
  target: textIn(row, 'target'),
  createdAt: textIn(row, 'created_at'),
  attempts: numberIn(row, 'attempts'),
});
