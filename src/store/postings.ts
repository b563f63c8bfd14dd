import type Database from 'libsql';
import { contentHash } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';

/** What a channel knows of the entries: which were there before it, which are to be posted, and which are posted. */
export interface PostingStore {
  /** Entry ids that the channel knows in any state; null for a channel never seen before. */
  known(channelId: string): ReadonlySet<string> | null;
  /** In one transaction: the channel is known from now on, `remembered` are never posted, `pending` are to be posted. */
  enqueue(
    channelId: string,
    entries: { readonly remembered: readonly Entry[]; readonly pending: readonly Entry[] },
  ): void;
  /** Ids that are written down to be posted and have no message yet. */
  pending(channelId: string): ReadonlySet<string>;
  /** Before the send: if the process dies now, the entry may be in the channel. */
  markSending(channelId: string, entryId: string): void;
  /** Whether a send was begun whose end is not known. */
  mayBeSent(channelId: string, entryId: string): boolean;
  markSent(channelId: string, entryId: string, messageId: string): void;
  /** The entry itself was refused and will not be tried again. */
  markRefused(channelId: string, entryId: string, error: string): void;
  /** ISO 8601 time of the last message; null before the first. */
  lastSentAt(channelId: string): string | null;
  close(): void;
}

const now = (): string => new Date().toISOString();

export function createPostingStore(db: Database.Database): PostingStore {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO postings (channel_id, entry_id, content_hash, state) VALUES (?, ?, ?, ?)',
  );
  const update = db.prepare(
    'UPDATE postings SET state = ?, message_id = ?, sent_at = ?, error = ? WHERE channel_id = ? AND entry_id = ?',
  );
  const column = (sql: string, key: string, ...values: string[]): string[] =>
    db
      .prepare(sql)
      .all(...values)
      .flatMap((row) => (row instanceof Object ? [String(Reflect.get(row, key))] : []));

  const enqueue = db.transaction((channelId: string, remembered: readonly Entry[], pending: readonly Entry[]) => {
    db.prepare('INSERT OR IGNORE INTO channels (channel_id, first_seen_at) VALUES (?, ?)').run(channelId, now());
    for (const entry of remembered) insert.run(channelId, entry.id, contentHash(entry), 'remembered');
    for (const entry of pending) insert.run(channelId, entry.id, contentHash(entry), 'pending');
  });

  return {
    known(channelId) {
      if (column('SELECT channel_id FROM channels WHERE channel_id = ?', 'channel_id', channelId).length === 0)
        return null;
      return new Set(column('SELECT entry_id FROM postings WHERE channel_id = ?', 'entry_id', channelId));
    },
    enqueue: (channelId, { remembered, pending }) => enqueue(channelId, remembered, pending),
    pending: (channelId) =>
      new Set(
        column(
          "SELECT entry_id FROM postings WHERE channel_id = ? AND state IN ('pending', 'sending')",
          'entry_id',
          channelId,
        ),
      ),
    markSending: (channelId, entryId) => void update.run('sending', null, null, null, channelId, entryId),
    mayBeSent: (channelId, entryId) =>
      column(
        "SELECT entry_id FROM postings WHERE channel_id = ? AND entry_id = ? AND state = 'sending'",
        'entry_id',
        channelId,
        entryId,
      ).length > 0,
    markSent: (channelId, entryId, messageId) => void update.run('sent', messageId, now(), null, channelId, entryId),
    markRefused: (channelId, entryId, error) => void update.run('refused', null, null, error, channelId, entryId),
    lastSentAt: (channelId) =>
      column(
        'SELECT sent_at FROM postings WHERE channel_id = ? AND sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT 1',
        'sent_at',
        channelId,
      )[0] ?? null,
    close: () => void db.close(),
  };
}
