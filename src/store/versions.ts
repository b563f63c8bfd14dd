import type { Entry } from '../corpus/entry.ts';
import { type Row, type Sql, textIn } from './sql.ts';

/** An entry as one of its versions was; written by `entryAsText` alone. */
export const entryIn = (row: Row, column: string): Entry => JSON.parse(textIn(row, column));
export const entryAsText = (entry: Entry): string => JSON.stringify(entry);

/** The id that an entry is kept under, whichever of its names it has now. */
export function idOf({ first }: Sql, { id, formerIds }: Entry): string {
  for (const name of [id, ...formerIds]) {
    const known = first('SELECT entry_id FROM names WHERE name = ?', name);
    if (known) return textIn(known, 'entry_id');
  }
  return id;
}

/** One version of a post that members saw. */
export interface ShownVersion {
  readonly entry: Entry;
  /** ISO 8601. */
  readonly shownAt: string;
}

/** What a corrected post has shown, for "what changed". */
export interface PostChanges {
  readonly channelId: string;
  readonly messageId: string;
  readonly isWithdrawn: boolean;
  /** Oldest first, the last is what the post shows now. At least one. */
  readonly versions: readonly ShownVersion[];
}

/** @returns null for a key that is not known (another DATA_DIR, say), for a digest, and for a post that was not sent. */
export function changesOf({ rows, first }: Sql, postKey: string): PostChanges | null {
  const post = first(
    `SELECT p.channel_id, p.message_id, s.shown_withdrawn FROM posts p JOIN postings s USING (post_key)
     WHERE p.post_key = ? AND p.kind = 'entry' AND p.message_id IS NOT NULL`,
    postKey,
  );
  const versions = rows(
    `SELECT v.content, s.shown_at FROM shown_versions s JOIN versions v USING (entry_id, content_hash)
     WHERE s.post_key = ? ORDER BY s.n`,
    postKey,
  ).map((row) => ({ entry: entryIn(row, 'content'), shownAt: textIn(row, 'shown_at') }));
  if (!post || versions.length === 0) return null;
  return {
    channelId: textIn(post, 'channel_id'),
    messageId: textIn(post, 'message_id'),
    isWithdrawn: Number(post.shown_withdrawn) === 1,
    versions,
  };
}
