import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

/** The bot's memory cannot be used; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** How long another process may hold the file; the event loop waits as well. */
const LOCK_WAIT_MS = 1_000;

/** Each brings a database one version further; the version is kept in `user_version`. Never change one, add another. */
const MIGRATIONS = [
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
];

/** @throws StoreError when the folder cannot be written or the file is damaged or newer than this program. */
export function openDatabase(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const db = new Database(file, { timeout: LOCK_WAIT_MS });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    checkPages(db);
    migrate(db, file);
    checkpoint(db);
    return db;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(remedy(file, error), { cause: error });
  }
}

/** What is in the log goes into the file: without it a copy of the file alone would be a copy of nothing. */
export const checkpoint = (db: Database.Database): void => {
  db.pragma('wal_checkpoint(TRUNCATE)');
};

/** Opening reads the first page alone. @throws where another one is damaged. */
function checkPages(db: Database.Database): void {
  const row = db.prepare('PRAGMA quick_check(1)').get();
  const result = row instanceof Object ? String(Object.values(row)[0]) : '';
  if (result !== 'ok') throw new Error(`malformed: ${result}`);
}

function migrate(db: Database.Database, file: string): void {
  const row = db.prepare('PRAGMA user_version').get();
  const version = row instanceof Object && 'user_version' in row ? Number(row.user_version) : 0;
  if (version > MIGRATIONS.length) {
    throw new StoreError(`${file} was written by a newer version of the bot: update the bot, or set another DATA_DIR`);
  }
  for (const [at, sql] of MIGRATIONS.entries()) {
    if (at >= version) db.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${at + 1}; COMMIT;`);
  }
}

function remedy(file: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (/not a database|malformed|corrupt/i.test(reason)) {
    return `${file} is damaged (${reason}): restore it from a backup, or move it away to begin anew (nothing old is posted again)`;
  }
  return `${file} cannot be opened (${reason}): make the folder writable, or set another DATA_DIR`;
}
