/**
 * Each brings a database one version further; the version is kept in `user_version`. Never change one, add another.
 * Times are ISO 8601 in UTC; lists are JSON; ids of Discord's are text.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE channels (
     channel_id TEXT PRIMARY KEY,
     first_seen_at TEXT NOT NULL
   );
   CREATE TABLE postings (
     channel_id TEXT NOT NULL REFERENCES channels (channel_id),
     entry_id TEXT NOT NULL,
     content_hash TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('remembered', 'pending', 'sending', 'sent', 'refused')),
     message_id TEXT,
     sent_at TEXT,
     error TEXT,
     PRIMARY KEY (channel_id, entry_id)
   ) WITHOUT ROWID;`,
  `ALTER TABLE channels ADD COLUMN unread_sources TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE postings ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
   CREATE TABLE names (name TEXT PRIMARY KEY, entry_id TEXT NOT NULL) WITHOUT ROWID;
   INSERT INTO names SELECT DISTINCT entry_id, entry_id FROM postings;`,
  // many channels; corrections, withdrawals, digests, notes under answers
  `ALTER TABLE channels RENAME TO old_channels;
   ALTER TABLE postings RENAME TO old_postings;

   CREATE TABLE subscriptions (
     channel_id TEXT PRIMARY KEY,
     guild_id TEXT,
     origin TEXT NOT NULL CHECK (origin IN ('settings', 'command')),
     role_id TEXT,
     topic TEXT,
     silent INTEGER NOT NULL,
     language TEXT NOT NULL,
     created_by TEXT,
     created_at TEXT NOT NULL
   ) WITHOUT ROWID;

   -- a channel that was given its first edition; forgotten when it is no longer subscribed
   CREATE TABLE channels (
     channel_id TEXT PRIMARY KEY,
     is_known INTEGER NOT NULL,
     unread_sources TEXT NOT NULL,
     newest_message_id TEXT,
     last_post_at TEXT
   ) WITHOUT ROWID;

   -- every entry of every edition; seq grows with age at arrival: within one edition the oldest has the smallest
   CREATE TABLE entries (
     entry_id TEXT PRIMARY KEY,
     seq INTEGER NOT NULL UNIQUE,
     source TEXT,
     content_hash TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('shown', 'gone', 'withdrawn')),
     first_seen_at TEXT NOT NULL,
     corrected_at TEXT,
     withdrawn_at TEXT
   ) WITHOUT ROWID;
   CREATE INDEX entries_by_source ON entries (source);
   CREATE TABLE versions (
     entry_id TEXT NOT NULL,
     content_hash TEXT NOT NULL,
     content TEXT NOT NULL,
     PRIMARY KEY (entry_id, content_hash)
   ) WITHOUT ROWID;
   -- what a source held when it was last read whole, newest first
   CREATE TABLE sources (source TEXT PRIMARY KEY, entry_ids TEXT NOT NULL) WITHOUT ROWID;

   -- one message of the bot's own: an entry, or a digest of several
   CREATE TABLE posts (
     post_key TEXT PRIMARY KEY,
     channel_id TEXT NOT NULL,
     kind TEXT NOT NULL CHECK (kind IN ('entry', 'digest')),
     state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'dropped', 'deleted')),
     fingerprint TEXT,
     anchor_id TEXT,
     message_id TEXT,
     sent_at TEXT,
     error TEXT
   ) WITHOUT ROWID;
   CREATE INDEX posts_by_channel ON posts (channel_id, state);
   CREATE INDEX posts_by_message ON posts (message_id);
   -- which entry is in which message, and what of it is shown there
   CREATE TABLE postings (
     channel_id TEXT NOT NULL,
     entry_id TEXT NOT NULL,
     post_key TEXT NOT NULL,
     shown_hash TEXT,
     shown_withdrawn INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (channel_id, entry_id)
   ) WITHOUT ROWID;
   CREATE INDEX postings_by_entry ON postings (entry_id);
   CREATE INDEX postings_by_post ON postings (post_key);
   CREATE TABLE shown_versions (
     post_key TEXT NOT NULL,
     entry_id TEXT NOT NULL,
     n INTEGER NOT NULL,
     content_hash TEXT NOT NULL,
     shown_at TEXT NOT NULL,
     PRIMARY KEY (post_key, entry_id, n)
   ) WITHOUT ROWID;

   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     channel_id TEXT NOT NULL,
     lane TEXT NOT NULL CHECK (lane IN ('post', 'edit', 'note', 'crosspost')),
     target TEXT NOT NULL,
     created_at TEXT NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0,
     retry_at TEXT,
     last_error TEXT,
     UNIQUE (lane, target)
   );
   CREATE INDEX outbox_by_channel ON outbox (channel_id, lane, id);
   CREATE TABLE crossposts (channel_id TEXT NOT NULL, post_key TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;

   CREATE TABLE answers (
     message_id TEXT PRIMARY KEY,
     channel_id TEXT NOT NULL,
     language TEXT NOT NULL,
     embed_count INTEGER NOT NULL,
     answered_at TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE answer_citations (
     message_id TEXT NOT NULL,
     entry_id TEXT NOT NULL,
     content_hash TEXT NOT NULL,
     PRIMARY KEY (message_id, entry_id)
   ) WITHOUT ROWID;
   CREATE INDEX answer_citations_by_entry ON answer_citations (entry_id);

   CREATE TABLE channel_faults (
     channel_id TEXT PRIMARY KEY,
     since TEXT NOT NULL,
     reason TEXT NOT NULL,
     remedy TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     next_try_at TEXT NOT NULL,
     told_at TEXT
   ) WITHOUT ROWID;

   INSERT INTO channels
     SELECT channel_id, 1, unread_sources,
       (SELECT message_id FROM old_postings p WHERE p.channel_id = c.channel_id AND message_id IS NOT NULL
        ORDER BY length(message_id) DESC, message_id DESC LIMIT 1),
       (SELECT max(sent_at) FROM old_postings p WHERE p.channel_id = c.channel_id)
     FROM old_channels c;
   INSERT INTO entries (entry_id, seq, content_hash, state, first_seen_at)
     SELECT entry_id, row_number() OVER (ORDER BY coalesce(max(sent_at), ''), entry_id), max(content_hash), 'shown',
       strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
     FROM old_postings GROUP BY entry_id;
   CREATE TEMP TABLE keyed AS
     SELECT lower(hex(randomblob(8))) AS post_key, * FROM old_postings WHERE state <> 'remembered';
   INSERT INTO posts (post_key, channel_id, kind, state, fingerprint, message_id, sent_at, error)
     SELECT post_key, channel_id, 'entry', CASE state WHEN 'pending' THEN 'waiting' ELSE state END,
       nullif(fingerprint, ''), message_id, sent_at, error FROM keyed;
   INSERT INTO postings (channel_id, entry_id, post_key, shown_hash)
     SELECT channel_id, entry_id, post_key, CASE WHEN state IN ('sent', 'sending') THEN content_hash END FROM keyed;
   INSERT INTO shown_versions
     SELECT post_key, entry_id, 1, content_hash, coalesce(sent_at, '') FROM keyed WHERE state = 'sent';
   INSERT INTO outbox (channel_id, lane, target, created_at)
     SELECT channel_id, 'post', post_key, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM keyed
     WHERE state IN ('pending', 'sending') ORDER BY state DESC, entry_id;
   DROP TABLE keyed;
   DROP TABLE old_postings;
   DROP TABLE old_channels;`,
  `ALTER TABLE channel_faults ADD COLUMN work TEXT NOT NULL DEFAULT 'posts';`,
];
