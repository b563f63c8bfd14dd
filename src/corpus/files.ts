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
  EXTENSIONS.has(extname(path).toLowerCase()) && !basename(path).startsWith('.') && !NOT_DOCUMENTS.test(basename(path));

/**
 * Files and folders, as far down as they go, each once; a link that leads back up is not followed.
 * @throws CorpusError when a path of `roots` does not exist or cannot be read.
 */
export async function findDocuments(roots: readonly string[]): Promise<{ files: string[]; problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  const visited = new Set<string>();
  for (const root of roots) {
    const info = await stat(root).catch((error: NodeJS.ErrnoException) => {
      throw new CorpusError(whatIsWrong(root, error), { cause: error });
    });
    if (info.isDirectory()) await walk(root, true);
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
      if (isRoot) throw new CorpusError(whatIsWrong(folder, error), { cause: error });
      problems.push({ source: folder, place: null, reason: whatIsWrong(folder, error), severity: 'error' });
      return [];
    });
    for (const name of names.sort()) await visit(join(folder, name).replaceAll('\\', '/'));
  }

  async function visit(path: string): Promise<void> {
    if (basename(path).startsWith('.') || basename(path) === 'node_modules') return;
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (isDocument(path))
        problems.push({ source: path, place: null, reason: whatIsWrong(path, error), severity: 'error' });
      return null;
    });
    if (info?.isDirectory()) await walk(path, false);
    else if (info?.isFile() && isDocument(path) && !(await wasVisited(path))) files.push(path);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: name a file or folder that does (CORPUS_DIR or --corpus)',
  EACCES: 'cannot be read: give the bot permission to read it',
  EPERM: 'cannot be read: give the bot permission to read it',
  ELOOP: 'is a link that leads to itself',
};

export const whatIsWrong = (path: string, error: NodeJS.ErrnoException): string =>
  `${path} ${REASONS[error.code ?? ''] ?? `cannot be read: ${error.message}`}`;
