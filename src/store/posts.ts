import type { Entry } from '../corpus/entry.ts';
import { type Operation, queue } from './outbox.ts';
import { numberIn, type Row, type Sql, textIn, textOrNullIn } from './sql.ts';
import { entryIn } from './versions.ts';

/** An entry as its message is to show it now. */
export interface PostItem {
  readonly entryId: string;
  readonly entry: Entry;
  readonly contentHash: string;
  /** ISO 8601; null while it stands. */
  readonly withdrawnAt: string | null;
  /** ISO 8601, when the message has shown another version before; null else. */
  readonly correctedAt: string | null;
  /** Whether the versions can be compared, see `changesOf`. */
  readonly hasChanges: boolean;
}

/** One message of the bot's own. */
export interface Post {
  /** Short; stays the same for the message's whole life. */
  readonly key: string;
  readonly channelId: string;
  readonly kind: 'entry' | 'digest';
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused' | 'dropped' | 'deleted';
  /** Null before it was sent. */
  readonly messageId: string | null;
  /** How a send whose end was not seen looks; null where none was begun. */
  readonly fingerprint: string | null;
  /** The newest message of the bot's own in the channel when that send was begun: it can only be after it. */
  readonly anchorId: string | null;
  /** Oldest first; one for an entry. */
  readonly items: readonly PostItem[];
  /** Whether the message shows something else than it should. */
  readonly isStale: boolean;
}

export interface Posts {
  get(key: string): Post | null;
  /** Before the send: if the process dies now, the message may be in the channel, looking like `fingerprint`. */
  beginSend(post: Post, fingerprint: string): void;
  /** Nothing of the send has come to the channel. */
  cancelSend(post: Post): void;
  /** Messages in a channel that are known to be posts, from a message id on. */
  messageIdsFrom(channelId: string, messageId: string | null): ReadonlySet<string>;
  /** The message is in its channel, as `beginSend` found it. What changed since is queued as an edit. */
  completeSend(operation: Operation, messageId: string, isCrossposted: boolean): void;
  /** The message shows `post`. The edit stays queued if that is no longer how it should be. */
  completeEdit(operation: Operation, post: Post): void;
  /** Discord refuses what it says: it is tried again when the entry changes. */
  refuse(operation: Operation, error: string): void;
  /** It need not be posted any more; if the entry comes back, it is. */
  drop(operation: Operation): void;
  /** Its channel was unsubscribed before it came there. */
  forget(operation: Operation): void;
  /** Its message is gone from the channel. */
  markDeleted(operation: Operation): void;
  /** Counts a crosspost against the budget. */
  completeCrosspost(operation: Operation): void;
  /** Times of the crossposts of the last hour, oldest first; milliseconds since 1970. */
  crosspostsOfLastHour(channelId: string): readonly number[];
}

const HOUR_MS = 3_600_000;

const ITEMS = `SELECT p.entry_id, p.shown_hash, p.shown_withdrawn, e.content_hash, e.state, e.corrected_at, e.withdrawn_at,
    v.content, (SELECT count(*) FROM shown_versions s WHERE s.post_key = p.post_key AND s.entry_id = p.entry_id) AS shown,
    (SELECT count(*) FROM shown_versions s JOIN versions o USING (entry_id, content_hash)
     WHERE s.post_key = p.post_key AND s.entry_id = p.entry_id) AS comparable
  FROM postings p JOIN entries e USING (entry_id)
  JOIN versions v ON v.entry_id = e.entry_id AND v.content_hash = e.content_hash
  WHERE p.post_key = ? ORDER BY e.seq`;

export function createPosts(sql: Sql): Posts {
  const { rows, first, run, atomically } = sql;

  function get(key: string): Post | null {
    const row = first('SELECT * FROM posts WHERE post_key = ?', key);
    return row && postIn(row, rows(ITEMS, key));
  }

  const queueIfStale = (key: string): void => {
    const post = get(key);
    if (post?.isStale) queue(sql, post.channelId, 'edit', key);
  };

  function remember(key: string, entryId: string, hash: string): void {
    const last = first(
      'SELECT n, content_hash FROM shown_versions WHERE post_key = ? AND entry_id = ? ORDER BY n DESC LIMIT 1',
      ...[key, entryId],
    );
    if (last?.content_hash === hash) return;
    run(
      'INSERT INTO shown_versions (post_key, entry_id, n, content_hash, shown_at) VALUES (?, ?, ?, ?, ?)',
      ...[key, entryId, numberIn(last, 'n') + 1, hash, new Date().toISOString()],
    );
  }

  const show = (key: string, { entryId, contentHash, withdrawnAt }: PostItem): void =>
    void run(
      'UPDATE postings SET shown_hash = ?, shown_withdrawn = ? WHERE post_key = ? AND entry_id = ?',
      ...[contentHash, withdrawnAt ? 1 : 0, key, entryId],
    );

  const finish = ({ id }: Operation): void => void run('DELETE FROM outbox WHERE id = ?', id);

  return {
    get,
    beginSend: ({ key, channelId, items }, fingerprint) =>
      atomically(() => {
        for (const item of items) show(key, item);
        run(
          `UPDATE posts SET state = 'sending', fingerprint = ?,
             anchor_id = (SELECT newest_message_id FROM channels WHERE channel_id = ?) WHERE post_key = ?`,
          ...[fingerprint, channelId, key],
        );
      }),
    cancelSend: ({ key }) =>
      void run("UPDATE posts SET state = 'waiting' WHERE post_key = ? AND state = 'sending'", key),
    messageIdsFrom: (channelId, messageId) =>
      new Set(
        rows('SELECT message_id FROM posts WHERE channel_id = ? AND message_id IS NOT NULL', channelId)
          .map((row) => textIn(row, 'message_id'))
          .filter((id) => messageId === null || BigInt(id) >= BigInt(messageId)),
      ),
    completeSend: (operation, messageId, isCrossposted) =>
      atomically(() => {
        const { target: key, channelId } = operation;
        const now = new Date().toISOString();
        run("UPDATE posts SET state = 'sent', message_id = ?, sent_at = ? WHERE post_key = ?", messageId, now, key);
        run(
          'UPDATE channels SET newest_message_id = ?, last_post_at = ? WHERE channel_id = ?',
          ...[messageId, now, channelId],
        );
        for (const row of rows('SELECT entry_id, shown_hash FROM postings WHERE post_key = ?', key))
          remember(key, textIn(row, 'entry_id'), textIn(row, 'shown_hash'));
        finish(operation);
        queueIfStale(key);
        if (isCrossposted) queue(sql, channelId, 'crosspost', key);
      }),
    completeEdit: (operation, { key, items }) =>
      atomically(() => {
        for (const item of items) {
          show(key, item);
          remember(key, item.entryId, item.contentHash);
        }
        finish(operation);
        queueIfStale(key);
      }),
    refuse: (operation, error) =>
      atomically(() => {
        if (operation.lane === 'post')
          run("UPDATE posts SET state = 'refused', error = ? WHERE post_key = ?", error, operation.target);
        finish(operation);
      }),
    drop: (operation) =>
      atomically(() => {
        run("UPDATE posts SET state = 'dropped' WHERE post_key = ?", operation.target);
        finish(operation);
      }),
    forget: ({ target }) => atomically(() => forgetPost(sql, target)),
    markDeleted: (operation) =>
      atomically(() => {
        run("UPDATE posts SET state = 'deleted' WHERE post_key = ?", operation.target);
        run("DELETE FROM outbox WHERE target = ? AND lane IN ('edit', 'crosspost')", operation.target);
      }),
    completeCrosspost: (operation) =>
      atomically(() => {
        run('DELETE FROM crossposts WHERE at < ?', new Date(Date.now() - 2 * HOUR_MS).toISOString());
        run(
          'INSERT OR REPLACE INTO crossposts (channel_id, post_key, at) VALUES (?, ?, ?)',
          ...[operation.channelId, operation.target, new Date().toISOString()],
        );
        finish(operation);
      }),
    crosspostsOfLastHour: (channelId) => {
      const now = Date.now();
      // one of the future was written before the clock was put back
      return rows('SELECT at FROM crossposts WHERE channel_id = ? ORDER BY at', channelId)
        .map((row) => Date.parse(textIn(row, 'at')))
        .filter((at) => at > now - HOUR_MS && at <= now);
    },
  };
}

/** It never came to its channel, and never will. */
export function forgetPost({ run }: Sql, key: string): void {
  run("DELETE FROM outbox WHERE lane = 'post' AND target = ?", key);
  run('DELETE FROM postings WHERE post_key = ?', key);
  run('DELETE FROM posts WHERE post_key = ?', key);
}

function postIn(row: Row, items: readonly Row[]): Post {
  const isSent = row.state === 'sent';
  return {
    key: textIn(row, 'post_key'),
    channelId: textIn(row, 'channel_id'),
    kind: row.kind === 'digest' ? 'digest' : 'entry',
    state: textIn(row, 'state') as Post['state'],
    messageId: textOrNullIn(row, 'message_id'),
    fingerprint: textOrNullIn(row, 'fingerprint'),
    anchorId: textOrNullIn(row, 'anchor_id'),
    items: items.map((item) => itemIn(item, isSent)),
    isStale: isSent && items.some(isStale),
  };
}

const isWithdrawn = (row: Row): boolean => row.state === 'withdrawn';
const isStale = (row: Row): boolean =>
  row.shown_hash !== row.content_hash || (numberIn(row, 'shown_withdrawn') === 1) !== isWithdrawn(row);

function itemIn(row: Row, isSent: boolean): PostItem {
  const isChanged = isSent && row.shown_hash !== row.content_hash;
  const extra = isChanged ? 1 : 0;
  return {
    entryId: textIn(row, 'entry_id'),
    entry: entryIn(row, 'content'),
    contentHash: textIn(row, 'content_hash'),
    withdrawnAt: isWithdrawn(row) ? textOrNullIn(row, 'withdrawn_at') : null,
    correctedAt: numberIn(row, 'shown') + extra > 1 ? textOrNullIn(row, 'corrected_at') : null,
    hasChanges: numberIn(row, 'comparable') + extra > 1,
  };
}
