import { contentHash } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';
import { judgeMissing } from './disappearance.ts';
import { groupBySource, isUnreadIn, type Kept, type Known, loadKnown, recognise } from './known-entries.ts';
import { queue } from './outbox.ts';
import { type PostingRules, queuePosts } from './queue-posts.ts';
import { numberIn, type Sql, textIn } from './sql.ts';
import { entryAsText } from './versions.ts';

/** What the corpus holds at one moment. */
export interface ReadEdition {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Files and folders that should be in it and could not be read whole; `corpus` for all of them. */
  readonly unreadSources: readonly string[];
}

/** What happened since the edition before: ids, the oldest first. */
export interface EditionChanges {
  readonly added: readonly string[];
  readonly corrected: readonly string[];
  readonly withdrawn: readonly string[];
  /** Withdrawn before, and there again. */
  readonly returned: readonly string[];
}

/** A file of one entry that is deleted later than this after it came is tidied away, and its entry not withdrawn. */
const WITHDRAWAL_WITHIN_MS = 7 * 86_400_000;

/**
 * Writes down an edition and all that it means for every channel: what is to be posted, edited and noted. One transaction:
 * after a crash either all of it is there, or the same edition makes it again.
 */
export function recordEdition(sql: Sql, edition: ReadEdition, rules: PostingRules): EditionChanges {
  return sql.atomically(() => {
    const known = loadKnown(sql);
    const kept = recognise(sql, edition.entries, known);
    const found = writeEntries(sql, kept, known);
    const withdrawn = writeMissing(sql, kept, known, edition.unreadSources);
    dropUnknown(sql);
    for (const id of [...found.corrected, ...found.returned, ...withdrawn]) queueConsequences(sql, id);
    queuePosts(sql, { kept, added: found.added, unreadSources: edition.unreadSources }, rules);
    return { ...found, withdrawn };
  });
}

function writeEntries(sql: Sql, kept: readonly Kept[], known: Known): Omit<EditionChanges, 'withdrawn'> {
  const changes = { added: [] as string[], corrected: [] as string[], returned: [] as string[] };
  const now = new Date().toISOString();
  let seq = numberIn(sql.first('SELECT max(seq) AS seq FROM entries'), 'seq');
  for (const { id, entry } of kept.toReversed()) {
    const before = known.entries.get(id);
    const hash = contentHash(entry);
    if (!before) {
      seq += 1;
      sql.run(
        `INSERT INTO entries (entry_id, seq, source, content_hash, state, first_seen_at) VALUES (?, ?, ?, ?, 'shown', ?)`,
        ...[id, seq, entry.source, hash, now],
      );
      changes.added.push(id);
    } else if (before.contentHash !== hash) {
      sql.run('UPDATE entries SET content_hash = ?, corrected_at = ? WHERE entry_id = ?', hash, now, id);
      changes.corrected.push(id);
    }
    if (before && (before.state !== 'shown' || before.source !== entry.source)) {
      sql.run(
        "UPDATE entries SET state = 'shown', withdrawn_at = NULL, source = ? WHERE entry_id = ?",
        ...[entry.source, id],
      );
      if (before.state === 'withdrawn') changes.returned.push(id);
    }
    // also where an older version of the bot kept the hash alone
    if (before?.contentHash !== hash || before.source === null) writeVersion(sql, id, hash, entry);
  }
  return changes;
}

const writeVersion = ({ run }: Sql, id: string, hash: string, entry: Entry): void =>
  void run(
    'INSERT OR REPLACE INTO versions (entry_id, content_hash, content) VALUES (?, ?, ?)',
    ...[id, hash, entryAsText(entry)],
  );

/** @returns ids that were withdrawn, oldest first. */
function writeMissing(sql: Sql, kept: readonly Kept[], known: Known, unreadSources: readonly string[]): string[] {
  const present = new Set(kept.map(({ id }) => id));
  const shown = [...known.entries].filter(([, { state }]) => state === 'shown');
  const missing = new Set(shown.map(([id]) => id).filter((id) => !present.has(id)));
  const lists = groupBySource(kept);
  const isUnread = (source: string): boolean => isUnreadIn(unreadSources, source);
  const oldest = new Date(Date.now() - WITHDRAWAL_WITHIN_MS).toISOString();
  const verdicts = judgeMissing({
    ...{ missing, before: known.sources, shownBefore: shown.length, isUnread, hasUnread: unreadSources.length > 0 },
    now: new Map([...lists].map(([source, list]) => [source, new Set(list.map(({ id }) => id))])),
    isRecent: (id) => (known.entries.get(id)?.firstSeenAt ?? '') > oldest,
  });
  const at = new Date().toISOString();
  for (const [id, verdict] of verdicts) {
    if (verdict === 'gone') sql.run("UPDATE entries SET state = 'gone' WHERE entry_id = ?", id);
    else if (verdict === 'withdrawn')
      sql.run("UPDATE entries SET state = 'withdrawn', withdrawn_at = ? WHERE entry_id = ?", at, id);
  }
  const isUndecided = (ids: readonly string[]) => ids.some((id) => verdicts.get(id) === 'undecided');
  writeSources(sql, known, lists, (source, ids) => isUnread(source) || isUndecided(ids));
  return [...verdicts].filter(([, verdict]) => verdict === 'withdrawn').map(([id]) => id);
}

/** @param isOpen whether what the source held is still needed, to tell what became of it. */
function writeSources(
  { run }: Sql,
  known: Known,
  lists: ReadonlyMap<string, readonly Kept[]>,
  isOpen: (source: string, ids: readonly string[]) => boolean,
): void {
  for (const source of new Set([...known.sources.keys(), ...lists.keys()])) {
    const before = known.sources.get(source);
    if (before && isOpen(source, before)) continue;
    const ids = lists.get(source)?.map(({ id }) => id);
    if (!ids) run('DELETE FROM sources WHERE source = ?', source);
    else if (JSON.stringify(ids) !== JSON.stringify(before))
      run('INSERT OR REPLACE INTO sources (source, entry_ids) VALUES (?, ?)', source, JSON.stringify(ids));
  }
}

/** Left by an older version of the bot, which kept no texts, and no longer in the corpus: nothing is left to post. */
function dropUnknown({ run }: Sql): void {
  const unknown = `SELECT p.post_key FROM postings p JOIN posts o USING (post_key)
    WHERE o.state IN ('waiting', 'sending') AND p.entry_id NOT IN (SELECT entry_id FROM versions)`;
  run(`DELETE FROM outbox WHERE lane = 'post' AND target IN (${unknown})`);
  run(`UPDATE posts SET state = 'dropped' WHERE post_key IN (${unknown})`);
}

/** An entry was corrected, withdrawn or came back: its messages are to show it, and answers that cite it to say so. */
function queueConsequences(sql: Sql, id: string): void {
  const posts = sql.rows(
    `SELECT o.post_key, o.channel_id, o.state,
       EXISTS (SELECT 1 FROM postings q JOIN entries e USING (entry_id)
               WHERE q.post_key = o.post_key AND e.state <> 'withdrawn') AS stands
     FROM postings p JOIN posts o USING (post_key) WHERE p.entry_id = ?`,
    id,
  );
  for (const post of posts) {
    const [key, channelId] = [textIn(post, 'post_key'), textIn(post, 'channel_id')];
    const stands = numberIn(post, 'stands') === 1;
    if (post.state === 'sent') queue(sql, channelId, 'edit', key);
    else if (post.state === 'waiting' && !stands) setState(sql, key, 'dropped');
    else if ((post.state === 'dropped' || post.state === 'refused') && stands) {
      setState(sql, key, 'waiting');
      queue(sql, channelId, 'post', key);
    }
  }
  for (const answer of sql.rows(
    'SELECT a.message_id, a.channel_id FROM answer_citations c JOIN answers a USING (message_id) WHERE c.entry_id = ?',
    id,
  )) {
    queue(sql, textIn(answer, 'channel_id'), 'note', textIn(answer, 'message_id'));
  }
}

function setState({ run }: Sql, key: string, state: 'waiting' | 'dropped'): void {
  run('UPDATE posts SET state = ?, error = NULL WHERE post_key = ?', state, key);
  if (state === 'dropped') run("DELETE FROM outbox WHERE lane = 'post' AND target = ?", key);
}
