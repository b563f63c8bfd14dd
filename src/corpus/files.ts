import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Problem } from './problem.ts';

/** A path of the corpus that cannot be used at all. */
export class CorpusError extends Error {
  override readonly name = 'CorpusError';
}

/** Endings of documents; other files in a folder are none of ours. */
const EXTENSIONS = new Set(['.txt', '.md', '.markdown', '.json', '.jsonld', '.html', '.htm']);
const NOT_DOCUMENTS = /^(?:readme|license|licence)\b/i;

export const isDocument = (path: string): boolean =>
  EXTENSIONS.has(extname(path).toLowerCase()) && !/^[.~]/.test(basename(path)) && !NOT_DOCUMENTS.test(basename(path));

/**
 * Files and folders, as far down as they go, each once; a link that leads back up is not followed.
 * @throws CorpusError when a path of `roots` does not exist or cannot be read.
 */
export async function findDocuments(roots: readonly string[]): Promise<{ files: string[]; problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  const visited = new Set<string>();
  for (const root of roots) {
    const info = await stat(root).catch(asCorpusError(root));
    if (info.isDirectory()) await walk(root, true);
    else if (!info.isFile()) throw new CorpusError(`${quoted(root)} ${NO_FILE}`);
    else if (!(await wasVisited(root))) files.push(root);
  }
  return { files, problems };

  async function wasVisited(path: string): Promise<boolean> {
    const real = await realpath(path);
    if (visited.has(real)) return true;
    visited.add(real);
    return false;
  }

  async function walk(folder: string, isRoot: boolean): Promise<void> {
    if (await wasVisited(folder)) return;
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (isRoot) return asCorpusError(folder)(error);
      report(folder, whatIsWrong(error));
      return [];
    });
    for (const name of names.sort()) await visit(join(folder, name).replaceAll('\\', '/'));
  }

  async function visit(path: string): Promise<void> {
    const name = basename(path);
    if (name.startsWith('.') || name === 'node_modules') return;
    try {
      const info = await stat(path);
      if (info.isDirectory()) await walk(path, false);
      else if (!isDocument(path)) return;
      else if (!info.isFile()) report(path, NO_FILE);
      else if (!(await wasVisited(path))) files.push(path);
    } catch (error) {
      if (error instanceof CorpusError || !isDocument(path)) return;
      // Node replaces what is no UTF-8, and then finds no such file
      report(path, name.includes('\uFFFD') ? 'has a name that is no UTF-8: rename it' : whatIsWrong(error));
    }
  }

  function report(source: string, reason: string): void {
    problems.push({ source, place: null, reason, severity: 'error' });
  }
}

const NO_FILE = 'is neither a file nor a folder';
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist any more, or is a link to something that does not exist',
  EACCES: 'cannot be read: give the bot permission to read it',
  EPERM: 'cannot be read: give the bot permission to read it',
  ELOOP: 'is a link that leads to itself',
};

/** Behind the name of a document. */
export function whatIsWrong(error: unknown): string {
  const { code = '', message } = (error instanceof Error ? error : new Error(String(error))) as NodeJS.ErrnoException;
  return REASONS[code] ?? `cannot be read: ${message}`;
}

const quoted = (path: string): string => (path.trim() === '' ? `"${path}"` : path);

const asCorpusError =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    const missing = 'does not exist: name a file or folder that does (CORPUS_DIR or --corpus)';
    const reason = error.code === 'ENOENT' ? missing : whatIsWrong(error);
    throw new CorpusError(`${quoted(path)} ${reason}`, { cause: error });
  };
