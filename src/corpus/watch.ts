import { stat } from 'node:fs/promises';
import { type FSWatcher, watch } from 'chokidar';
import { isDocument } from './files.ts';

interface WatchOptions {
  readonly paths: readonly string[];
  /** Called once after a burst of changes, when the files have stopped growing. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** A file that has kept its size this long is written to the end. */
const SETTLED_AFTER_MS = 200;
const BURST_MS = 150;
/** Changes that never pause are told this often. */
const BURST_MAX_MS = 2_000;
const ROOT_CHECK_MS = 1_000;

/** Watches files and folders, also a folder that is taken away and put back. Resolves when changes are seen from then on. */
export async function watchCorpus({ paths, onChange, onError }: WatchOptions): Promise<{ close(): Promise<void> }> {
  let burst: NodeJS.Timeout | null = null;
  let burstSinceMs = 0;
  let watcher = await open();
  let roots = await Promise.all(paths.map(identityOf));
  let check: Promise<void> | null = null;

  async function open(): Promise<FSWatcher> {
    const opened = watch([...paths], {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: SETTLED_AFTER_MS, pollInterval: 50 },
      ignored: (path, stats) => stats?.isFile() === true && !paths.includes(path) && !isDocument(path),
    });
    opened.on('error', onError);
    await new Promise<void>((resolve) => opened.once('ready', () => resolve()));
    return opened.on('all', (event, path) => changed(event, path));
  }

  function changed(event?: string, path?: string): void {
    // a file of its own that is removed is no longer watched: the next one at its place is another root
    if (event === 'unlink' && path !== undefined && paths.includes(path)) roots[paths.indexOf(path)] = null;
    if (burst && Date.now() - burstSinceMs > BURST_MAX_MS) return;
    if (burst) clearTimeout(burst);
    else burstSinceMs = Date.now();
    burst = setTimeout(() => {
      burst = null;
      onChange();
    }, BURST_MS);
  }

  /** chokidar loses a folder that was removed for good: when another one stands there, watching begins anew. */
  async function checkRoots(): Promise<void> {
    const now = await Promise.all(paths.map(identityOf));
    const isNew = now.some((identity, at) => identity !== null && identity !== roots[at]);
    roots = now;
    if (isNew) await reopen();
  }

  async function reopen(): Promise<void> {
    // first closed, then opened: chokidar's watchers of one path share a handle, and this one is on what was there before
    await watcher.close();
    watcher = await open();
    changed();
  }
  const timer = setInterval(() => {
    check ??= checkRoots()
      .catch(onError)
      .finally(() => {
        check = null;
      });
  }, ROOT_CHECK_MS);

  return {
    async close() {
      clearInterval(timer);
      await check;
      if (burst) clearTimeout(burst);
      await watcher.close();
    },
  };
}

/** Tells a folder from another one at the same place, not a file, which editors replace all the time; null for nothing. */
async function identityOf(path: string): Promise<string | null> {
  const info = await stat(path).catch(() => null);
  if (!info) return null;
  return info.isDirectory() ? `${info.dev} ${info.ino} ${info.birthtimeMs}` : 'file';
}
