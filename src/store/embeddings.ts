import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { createTokenFiles } from './token-files.ts';

interface EmbeddedPassage {
  readonly hash: string;
  readonly vector: Float32Array;
  readonly tokens: Uint8Array;
}

/** Of rows that the current edition does not need: many enough to undo a few edits of a page for nothing. */
const SPARE_ROWS = 5_000;

const SCHEMA = `
  DROP TABLE IF EXISTS embeddings; -- had the tokens in it
  CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL,
    hash TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (model, hash)
  ) WITHOUT ROWID;
`;

/**
 * Passage embeddings below one folder, sentence vectors in an SQLite file and tokens beside it, shared by all processes on
 * one machine. It holds nothing that cannot be made again: a damaged file is deleted and begun anew.
 * @throws when the folder cannot be written.
 */
export function openEmbeddingCache(file: string) {
  mkdirSync(dirname(file), { recursive: true });
  const db = openOrReplace(file);
  const tokens = createTokenFiles(`${file.replace(/\.db$/, '')}-tokens`);
  // one statement for many rows: each call costs 40 µs, each row 7
  const select = db.prepare(
    'SELECT hash, vector FROM vectors WHERE model = ? AND hash IN (SELECT value FROM json_each(?))',
  );
  const insert = db.prepare('INSERT OR REPLACE INTO vectors (model, hash, vector) VALUES (?, ?, ?)');
  const count = db.prepare('SELECT count(*) AS n FROM vectors WHERE model = ?');
  const selectOthers = db.prepare(
    'SELECT hash FROM vectors WHERE model = ? AND hash NOT IN (SELECT value FROM json_each(?))',
  );
  const remove = db.prepare('DELETE FROM vectors WHERE model = ? AND hash = ?');

  const insertAll = db.transaction((model: string, passages: readonly EmbeddedPassage[]) => {
    for (const { hash, vector } of passages) insert.run(model, hash, bytesOf(vector));
  });
  const removeAll = db.transaction((model: string, hashes: readonly string[]) => {
    for (const hash of hashes) remove.run(model, hash);
  });

  return {
    vectors(model: string, hashes: readonly string[]): Map<string, Float32Array> {
      const rows = select.all(model, JSON.stringify(hashes)).map((row) => [hashOf(row), vectorOf(row)] as const);
      return new Map(rows.flatMap(([hash, vector]) => (vector ? [[hash, vector]] : [])));
    },
    tokens: tokens.read,
    put(model: string, passages: readonly EmbeddedPassage[]): void {
      for (const passage of passages) tokens.write(model, passage.hash, passage.tokens);
      insertAll(model, passages);
    },
    prune(model: string, hashes: readonly string[]): void {
      const row = count.get(model);
      const rows = row instanceof Object && 'n' in row ? Number(row.n) : 0;
      if (rows <= 2 * hashes.length + SPARE_ROWS) return;
      const others = selectOthers.all(model, JSON.stringify(hashes)).map(hashOf);
      removeAll(model, others);
      for (const hash of others) tokens.delete(model, hash);
    },
    close: (): void => {
      db.close();
    },
  };
}

function openOrReplace(file: string): Database.Database {
  try {
    return open(file);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return open(file);
  }
}

function open(file: string): Database.Database {
  const db = new Database(file, { timeout: 5_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(SCHEMA);
  return db;
}

const isDamaged = (error: unknown): boolean =>
  error instanceof Error &&
  /not a database|malformed|SQLITE_(CORRUPT|NOTADB)/.test(`${error.message} ${'code' in error ? error.code : ''}`);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const hashOf = (row: unknown): string => (row instanceof Object && 'hash' in row ? String(row.hash) : '');

/** libsql gives blobs as Buffer from `get`, and as ArrayBuffer from `all`. Floats must begin at a multiple of four. */
function vectorOf(row: unknown): Float32Array | null {
  const blob = row instanceof Object && 'vector' in row ? row.vector : null;
  if (blob instanceof ArrayBuffer) return new Float32Array(blob);
  return blob instanceof Uint8Array ? new Float32Array(Uint8Array.from(blob).buffer) : null;
}
