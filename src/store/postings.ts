import type Database from 'libsql';
import { contentHash } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';
import { checkpoint } from './database.ts';

/** An entry with the id that its posting is kept under, which stays when the entry gets another name. */
export interface Post {
  readonly id: string;
  readonly entry: Entry;
}

/** What a channel knows from earlier editions. */
export interface KnownChannel {
  /** Posting ids in any state. */
  readonly ids: ReadonlySet<string>;
  /** Sources that could not be read when the channel was first seen: what they hold is as old as the rest. */
  readonly unreadSources: readonly string[];
}

/** What is written down for a channel, in one transaction. */
export interface PostingPlan {
  /** Never posted: they were there before the channel. */
  readonly remembered: readonly Post[];
  readonly pending: readonly Post[];
  readonly unreadSources: readonly string[];
}

/** What a channel knows of the entries: which were there before it, which are to be posted, and which are posted. */
export interface PostingStore {
  /** One posting id for all names of an entry, now and later; in the entries' order. */
  recognise(entries: readonly Entry[]): Post[];
  /** Null for a channel never seen before. */
  known(channelId: string): KnownChannel | null;
  /** The channel is known from now on. */
  enqueue(channelId: string, plan: PostingPlan): void;
  /** Posting ids that are written down and have no message yet. */
  pending(channelId: string): ReadonlySet<string>;
  /** Before the send: if the process dies now, the entry may be in the channel, looking like `fingerprint`. */
  markSending(channelId: string, id: string, fingerprint: string): void;
  /** The fingerprint of a send whose end is not known; null where none was begun. */
  unfinished(channelId: string, id: string): string | null;
  /** Messages that are known to be postings. */
  messageIds(channelId: string): ReadonlySet<string>;
  markSent(channelId: string, id: string, messageId: string): void;
  /** The entry itself was refused and will not be tried again. */
  markRefused(channelId: string, id: string, error: string): void;
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
  const sending = db.prepare(
    "UPDATE postings SET state = 'sending', fingerprint = ? WHERE channel_id = ? AND entry_id = ?",
  );
  const channel = db.prepare(
    `INSERT INTO channels (channel_id, first_seen_at, unread_sources) VALUES (?, ?, ?)
     ON CONFLICT (channel_id) DO UPDATE SET unread_sources = excluded.unread_sources`,
  );
  const insertName = db.prepare('INSERT OR IGNORE INTO names (name, entry_id) VALUES (?, ?)');
  const rows = (sql: string, ...values: string[]): Record<string, unknown>[] =>
    db.prepare(sql).all(...values) as Record<string, unknown>[];
  const column = (key: string, sql: string, ...values: string[]): string[] =>
    rows(sql, ...values).map((row) => String(row[key]));
  const names = new Map(rows('SELECT name, entry_id FROM names').map((row) => [row.name, String(row.entry_id)]));

  const writePlan = db.transaction((channelId: string, { remembered, pending, unreadSources }: PostingPlan) => {
    channel.run(channelId, now(), JSON.stringify(unreadSources));
    for (const { id, entry } of remembered) insert.run(channelId, id, contentHash(entry), 'remembered');
    for (const { id, entry } of pending) insert.run(channelId, id, contentHash(entry), 'pending');
  });
  const writeNames = db.transaction((learnt: ReadonlyMap<string, string>) => {
    for (const [name, id] of learnt) insertName.run(name, id);
  });

  return {
    recognise(entries) {
      const learnt = new Map<string, string>();
      const posts = entries.map((entry) => {
        const own = [entry.id, ...entry.formerIds];
        const id = own.map((name) => names.get(name) ?? learnt.get(name)).find((known) => known) ?? entry.id;
        for (const name of own) if (!names.has(name) && !learnt.has(name)) learnt.set(name, id);
        return { id, entry };
      });
      if (learnt.size > 0) writeNames(learnt);
      for (const [name, id] of learnt) names.set(name, id);
      return posts;
    },
    known(channelId) {
      const [seen] = rows('SELECT unread_sources FROM channels WHERE channel_id = ?', channelId);
      if (!seen) return null;
      return {
        ids: new Set(column('entry_id', 'SELECT entry_id FROM postings WHERE channel_id = ?', channelId)),
        unreadSources: JSON.parse(String(seen.unread_sources)),
      };
    },
    enqueue: (channelId, plan) => writePlan(channelId, plan),
    pending: (channelId) =>
      new Set(
        column(
          'entry_id',
          "SELECT entry_id FROM postings WHERE channel_id = ? AND state IN ('pending', 'sending')",
          channelId,
        ),
      ),
    markSending: (channelId, id, fingerprint) => void sending.run(fingerprint, channelId, id),
    unfinished: (channelId, id) =>
      column(
        'fingerprint',
        "SELECT fingerprint FROM postings WHERE channel_id = ? AND entry_id = ? AND state = 'sending'",
        channelId,
        id,
      )[0] ?? null,
    messageIds: (channelId) =>
      new Set(
        column(
          'message_id',
          'SELECT message_id FROM postings WHERE channel_id = ? AND message_id IS NOT NULL',
          channelId,
        ),
      ),
    markSent: (channelId, id, messageId) => void update.run('sent', messageId, now(), null, channelId, id),
    markRefused: (channelId, id, error) => void update.run('refused', null, null, error, channelId, id),
    lastSentAt: (channelId) =>
      column(
        'sent_at',
        'SELECT sent_at FROM postings WHERE channel_id = ? AND sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT 1',
        channelId,
      )[0] ?? null,
    close() {
      checkpoint(db);
      db.close();
    },
  };
}
