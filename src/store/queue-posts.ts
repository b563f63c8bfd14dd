import { randomBytes } from 'node:crypto';
import type { Entry } from '../corpus/entry.ts';
import { type FloodRule, splitFlood } from './flood.ts';
import { isUnreadIn, type Kept } from './known-entries.ts';
import { queue } from './outbox.ts';
import { numberIn, type Row, type Sql, textIn } from './sql.ts';
import { createSubscriptions, type Subscription } from './subscriptions.ts';

export interface PostingRules {
  /** How many of the newest entries the channel of the settings gets when it is seen for the first time. */
  readonly backlog: number;
  readonly flood: FloodRule;
  /** Whether an entry is about what a subscription follows. */
  readonly follows: (subscription: Subscription, entry: Entry) => boolean;
}

interface NewEntries {
  /** Newest first. */
  readonly kept: readonly Kept[];
  /** Ids of those that no edition had before. */
  readonly added: readonly string[];
  readonly unreadSources: readonly string[];
}

/** Writes down for each subscribed channel what is to be posted there, oldest first. */
export function queuePosts(sql: Sql, edition: NewEntries, rules: PostingRules): void {
  const added = new Set(edition.added);
  const fresh = edition.kept.filter(({ id }) => added.has(id));
  for (const subscription of createSubscriptions(sql).list()) {
    const { channelId } = subscription;
    const row = sql.first('SELECT is_known, unread_sources FROM channels WHERE channel_id = ?', channelId);
    const follows = ({ entry }: Kept): boolean => rules.follows(subscription, entry);
    const isNew = numberIn(row, 'is_known') === 0;
    if (isNew || !row) {
      const backlog = subscription.origin === 'settings' ? rules.backlog : 0;
      addPosts(sql, channelId, newest(edition.kept, backlog, follows));
      rememberUnread(sql, channelId, edition.unreadSources);
    } else {
      const unread: readonly string[] = JSON.parse(textIn(row, 'unread_sources'));
      addPosts(
        sql,
        channelId,
        fresh.filter((each) => !isUnreadIn(unread, each.entry.source) && follows(each)),
      );
      const stillUnread = unread.filter((source) => edition.unreadSources.includes(source));
      if (stillUnread.length < unread.length) rememberUnread(sql, channelId, stillUnread);
    }
    gatherFlood(sql, channelId, rules.flood);
  }
}

function newest(kept: readonly Kept[], count: number, follows: (each: Kept) => boolean): Kept[] {
  const chosen: Kept[] = [];
  for (const each of kept) {
    if (chosen.length === count) break;
    if (follows(each)) chosen.push(each);
  }
  return chosen;
}

/** What a source that cannot be read at a channel's first edition turns out to hold is as old as the rest. */
const rememberUnread = ({ run }: Sql, channelId: string, sources: readonly string[]): void =>
  void run(
    `INSERT INTO channels (channel_id, is_known, unread_sources) VALUES (?, 1, ?)
     ON CONFLICT (channel_id) DO UPDATE SET is_known = 1, unread_sources = excluded.unread_sources`,
    ...[channelId, JSON.stringify(sources)],
  );

const newKey = (): string => randomBytes(8).toString('hex');

/** @param posts newest first. */
function addPosts(sql: Sql, channelId: string, posts: readonly Kept[]): void {
  for (const { id } of posts.toReversed()) {
    const key = newKey();
    const isNew = sql.run(
      'INSERT OR IGNORE INTO postings (channel_id, entry_id, post_key) VALUES (?, ?, ?)',
      ...[channelId, id, key],
    );
    if (isNew) addPost(sql, channelId, key, 'entry');
  }
}

function addPost(sql: Sql, channelId: string, key: string, kind: 'entry' | 'digest'): void {
  sql.run("INSERT INTO posts (post_key, channel_id, kind, state) VALUES (?, ?, ?, 'waiting')", key, channelId, kind);
  queue(sql, channelId, 'post', key);
}

/** Turns the older ones of what waits into digests when it is too much at once. */
function gatherFlood(sql: Sql, channelId: string, rule: FloodRule): void {
  const waiting = sql
    .rows(
      `SELECT o.post_key, p.entry_id, json_extract(v.content, '$.isKey') AS is_key FROM outbox x
       JOIN posts o ON o.post_key = x.target JOIN postings p USING (post_key) JOIN entries e USING (entry_id)
       JOIN versions v ON v.entry_id = e.entry_id AND v.content_hash = e.content_hash
       WHERE x.channel_id = ? AND x.lane = 'post' AND o.kind = 'entry' AND o.state = 'waiting' ORDER BY x.id`,
      channelId,
    )
    .map(waitingIn);
  const { digests, inFull } = splitFlood(waiting, rule);
  if (digests.length === 0) return;
  for (const { key } of waiting) sql.run("DELETE FROM outbox WHERE lane = 'post' AND target = ?", key);
  for (const digest of digests) addDigest(sql, channelId, digest);
  for (const { key } of inFull) queue(sql, channelId, 'post', key);
}

interface Waiting {
  readonly key: string;
  readonly entryId: string;
  readonly isKey: boolean;
}

const waitingIn = (row: Row): Waiting => ({
  key: textIn(row, 'post_key'),
  entryId: textIn(row, 'entry_id'),
  isKey: numberIn(row, 'is_key') === 1,
});

function addDigest(sql: Sql, channelId: string, digest: readonly Waiting[]): void {
  const digestKey = newKey();
  for (const { key, entryId } of digest) {
    sql.run('DELETE FROM posts WHERE post_key = ?', key);
    sql.run(
      'UPDATE postings SET post_key = ? WHERE channel_id = ? AND entry_id = ?',
      ...[digestKey, channelId, entryId],
    );
  }
  addPost(sql, channelId, digestKey, 'digest');
}
