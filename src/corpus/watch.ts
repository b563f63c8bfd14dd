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
const ROOT_CHECK_MS = 1_000;

/** Watches files and folders, also a folder that is taken away and put back. Resolves when changes are seen from then on. */
export async function watchCorpus({ paths, onChange, onError }: WatchOptions): Promise<{ close(): Promise<void> }> {
  let burst: NodeJS.Timeout | null = null;
  let watcher = await open();
  let roots = await Promise.all(paths.map(identityOf));

  async function open(): Promise<FSWatcher> {
    const opened = watch([...paths], {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: SETTLED_AFTER_MS, pollInterval: 50 },
      ignored: (path, stats) => stats?.isFile() === true && !paths.includes(path) && !isDocument(path),
    });
    opened.on('error', onError);
    await new Promise<void>((resolve) => opened.once('ready', () => resolve()));
    return opened.on('all', changed);
  }

  function changed(): void {
    if (burst) clearTimeout(burst);
    burst = setTimeout(onChange, BURST_MS);
  }

  /** chokidar loses a folder that was removed for good: when another one stands there, watching begins anew. */
  async function checkRoots(): Promise<void> {
    const now = await Promise.all(paths.map(identityOf));
    const isNew = now.some((identity, at) => identity !== null && identity !== roots[at]);
    roots = now;
    if (!isNew) return;
    const old = watcher;
    watcher = await open();
    await old.close();
    changed();
  }
  const timer = setInterval(() => void checkRoots().catch(onError), ROOT_CHECK_MS);

  return {
    async close() {
      clearInterval(timer);
      if (burst) clearTimeout(burst);
      await watcher.close();
    },
  };
}

/** Tells a folder from another one at the same place; null while there is none, and for a file. */
async function identityOf(path: string): Promise<string | null> {
  const info = await stat(path).catch(() => null);
  return info?.isDirectory() ? `${info.dev} ${info.ino} ${info.birthtimeMs}` : null;
}
