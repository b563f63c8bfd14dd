import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openEmbeddingCache } from '../../src/store/embeddings.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { tempFolder } from '../support/temp.ts';

test('a damaged file is an error that says what to do, and is left as it is', () => {
  const file = join(tempFolder(), 'liveblog.db');
  writeFileSync(file, 'this is no database, '.repeat(500));
  const before = readFileSync(file, 'utf8');
  expect(() => openDatabase(file)).toThrow(StoreError);
  expect(() => openDatabase(file)).toThrow(/is damaged .*move it away/);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a file of a newer version is refused', () => {
  const file = join(tempFolder(), 'liveblog.db');
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.close();
  expect(() => openDatabase(file)).toThrow(/newer version/);
});

test('embeddings survive a restart; a damaged cache is begun anew', () => {
  const file = join(tempFolder(), 'embeddings.db');
  const passage = { hash: 'h', vector: Float32Array.from([0.6, 0.8]), tokens: Uint8Array.from([1, 2, 3]) };
  const first = openEmbeddingCache(file);
  first.put('m', [passage]);
  first.close();
  const second = openEmbeddingCache(file);
  expect(second.vectors('m', ['h', 'other'])).toEqual(new Map([['h', passage.vector]]));
  expect(second.tokens('m', 'h')).toEqual(Buffer.from(passage.tokens));
  expect(second.tokens('another model', 'h')).toBeNull();
  second.close();
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  writeFileSync(file, 'damaged '.repeat(1_000));
  const third = openEmbeddingCache(file);
  expect(third.vectors('m', ['h']).size).toBe(0);
  third.put('m', [passage]);
  expect(third.vectors('m', ['h']).size).toBe(1);
  third.close();
});

test('passages that no edition needs are forgotten once they are many', () => {
  const cache = openEmbeddingCache(join(tempFolder(), 'embeddings.db'));
  onTestFinished(() => cache.close());
  const row = (hash: string) => ({ hash, vector: new Float32Array(2), tokens: new Uint8Array(1) });
  cache.put(
    'm',
    Array.from({ length: 6_000 }, (_, i) => row(`${i}`)),
  );
  cache.prune('m', ['0', '1']);
  expect(cache.vectors('m', ['0', '1', '2'])).toHaveProperty('size', 2);
});
