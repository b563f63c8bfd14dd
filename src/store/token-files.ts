import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * One file per passage. A question reads those of its thirty best candidates: a row of SQLite takes 50 µs each through
 * libsql, a file of the same 12 kB takes 17 µs, and neither needs memory that grows with the corpus.
 */
export interface TokenFiles {
  /** Null where there is no such file. */
  read(model: string, hash: string): Uint8Array | null;
  write(model: string, hash: string, tokens: Uint8Array): void;
  delete(model: string, hash: string): void;
}

/** @param folder is made when the first file is written. */
export function createTokenFiles(folder: string): TokenFiles {
  const modelFolders = new Map<string, string>();
  const folderOf = (model: string): string => {
    const known = modelFolders.get(model) ?? createHash('sha256').update(model).digest('hex').slice(0, 8);
    modelFolders.set(model, known);
    return known;
  };
  // no folder should hold tens of thousands of files
  const fileOf = (model: string, hash: string): string => `${folder}/${folderOf(model)}/${hash.slice(0, 2)}/${hash}`;
  return {
    read(model, hash) {
      try {
        return readFileSync(fileOf(model, hash));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    write(model, hash, tokens) {
      const file = fileOf(model, hash);
      try {
        writeFileSync(file, tokens);
      } catch (error) {
        if (!isMissing(error)) throw error;
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, tokens);
      }
    },
    delete: (model, hash) => rmSync(fileOf(model, hash), { force: true }),
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
