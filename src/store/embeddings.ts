import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

interface EmbeddedPassage {
  readonly hash: string;
  readonly vector: Float32Array;
  readonly tokens: Uint8Array;
}

/** Of rows that the current edition does not need: many enough to undo a few edits of a page for nothing. */
const SPARE_ROWS = 5_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS embeddings (
    model TEXT NOT NULL,
    hash TEXT NOT NULL,
    vector BLOB NOT NULL,
    tokens BLOB NOT NULL,
    PRIMARY KEY (model, hash)
  ) WITHOUT ROWID;
  CREATE TEMP TABLE kept (hash TEXT PRIMARY KEY) WITHOUT ROWID;
`;

/**
 * Passage embeddings in an SQLite file, shared by all processes on one machine. It holds nothing that cannot be made
 * again: a damaged file is deleted and begun anew.
 * @throws when the folder cannot be written.
 */
export function openEmbeddingCache(file: string) {
  mkdirSync(dirname(file), { recursive: true });
  const db = openOrReplace(file);
  const selectVector = db.prepare('SELECT vector FROM embeddings WHERE model = ? AND hash = ?');
  const selectTokens = db.prepare('SELECT tokens FROM embeddings WHERE model = ? AND hash = ?');
  const insert = db.prepare('INSERT OR REPLACE INTO embeddings (model, hash, vector, tokens) VALUES (?, ?, ?, ?)');
  const keep = db.prepare('INSERT OR IGNORE INTO kept (hash) VALUES (?)');

  const insertAll = db.transaction((model: string, passages: readonly EmbeddedPassage[]) => {
    for (const { hash, vector, tokens } of passages) insert.run(model, hash, bytesOf(vector), bytesOf(tokens));
  });
  const deleteOthers = db.transaction((model: string, hashes: readonly string[]) => {
    for (const hash of hashes) keep.run(hash);
    db.prepare('DELETE FROM embeddings WHERE model = ? AND hash NOT IN (SELECT hash FROM kept)').run(model);
    db.exec('DELETE FROM kept');
  });

  return {
    vectors(model: string, hashes: readonly string[]): Map<string, Float32Array> {
      const rows = hashes.map((hash) => [hash, blobOf(selectVector.get(model, hash), 'vector')] as const);
      return new Map(rows.flatMap(([hash, blob]) => (blob ? [[hash, floatsOf(blob)]] : [])));
    },
    tokens: (model: string, hash: string): Uint8Array | null => blobOf(selectTokens.get(model, hash), 'tokens'),
    put: (model: string, passages: readonly EmbeddedPassage[]): void => insertAll(model, passages),
    prune(model: string, hashes: readonly string[]): void {
      const row = db.prepare('SELECT count(*) AS n FROM embeddings WHERE model = ?').get(model);
      const rows = row instanceof Object && 'n' in row ? Number(row.n) : 0;
      if (rows > 2 * hashes.length + SPARE_ROWS) deleteOthers(model, hashes);
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

function blobOf(row: unknown, column: 'vector' | 'tokens'): Uint8Array | null {
  if (!(row instanceof Object)) return null;
  const value: unknown = Reflect.get(row, column);
  return value instanceof Uint8Array ? value : null;
}

/** A blob may begin at any byte of its buffer; floats must begin at a multiple of four. */
const floatsOf = (blob: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(blob).buffer);
