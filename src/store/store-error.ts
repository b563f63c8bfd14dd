/** The bot's memory cannot be used; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** One line: what is wrong with the file, and what to do about it. */
export function remedyFor(file: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (/not a database|malformed|corrupt/i.test(reason)) {
    return `${file} is damaged (${reason}): restore it from a backup, or move it away to begin anew (nothing old is posted again)`;
  }
  if (/disk is full|ENOSPC|no space/i.test(reason)) {
    return `${file} cannot grow (${reason}): the disk is full, free some space; nothing is lost, posting goes on by itself`;
  }
  return `${file} cannot be opened (${reason}): make the folder writable, or set another DATA_DIR`;
}

/** Whether SQLite failed, at opening or later. */
export const isStoreFailure = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
