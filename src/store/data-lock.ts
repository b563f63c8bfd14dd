import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { remedyFor, StoreError } from './store-error.ts';

/** Held until it is released or the process ends, however it ends. */
export interface DataLock {
  release(): void;
}

/**
 * Makes this process the only bot on a data folder. The lock is the operating system's, on a file that SQLite keeps
 * locked: it is gone with the process, also after SIGKILL, and no stale number in a file can be taken for another process.
 * @throws StoreError when another bot has it, or the folder cannot be written.
 */
export function lockDataDir(dataDir: string): DataLock {
  const pidFile = join(dataDir, 'bot.pid');
  const db = open(dataDir);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw new StoreError(remedyFor(join(dataDir, 'liveblog.db'), error), { cause: error });
    throw new StoreError(
      `Another bot is running on ${dataDir}${holderIn(pidFile)}: stop it, or give this one another DATA_DIR`,
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return { release: () => void db.close() };
}

function open(dataDir: string): Database.Database {
  try {
    mkdirSync(dataDir, { recursive: true });
    return new Database(join(dataDir, 'bot.lock'), { timeout: 0 });
  } catch (error) {
    throw new StoreError(remedyFor(join(dataDir, 'liveblog.db'), error), { cause: error });
  }
}

const isBusy = (error: unknown): boolean => error instanceof Error && /locked|busy/i.test(error.message);

/** For the message alone; nothing is decided by it. */
function holderIn(pidFile: string): string {
  try {
    return ` (process ${Number.parseInt(readFileSync(pidFile, 'utf8'), 10)})`;
  } catch {
    return '';
  }
}
