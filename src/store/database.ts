import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { MIGRATIONS } from './migrations.ts';
import { remedyFor, StoreError } from './store-error.ts';

/** How long another process may hold the file; the event loop waits as well. */
const LOCK_WAIT_MS = 1_000;

/**
 * Brings a file of an older version up to date, after a copy of it was put beside it (`FILE.version-2`).
 * @throws StoreError when the folder cannot be written or the file is damaged or newer than this program.
 */
export function openDatabase(file: string): Database.Database {
  let db: Database.Database | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new Database(file, { timeout: LOCK_WAIT_MS });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    checkPages(db);
    migrate(db, file);
    checkpoint(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof StoreError) throw error;
    throw new StoreError(remedyFor(file, error), { cause: error });
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
  if (version > 0 && version < MIGRATIONS.length) backUp(db, `${file}.version-${version}`);
  for (const [at, sql] of MIGRATIONS.entries()) {
    if (at >= version) db.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${at + 1}; COMMIT;`);
  }
}

/** Whole or not at all: a copy that was cut off never stands under the backup's name. */
function backUp(db: Database.Database, copy: string): void {
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  db.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}
