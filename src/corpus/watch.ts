import { watch } from 'chokidar';
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

/** Watches files and folders, also those that appear later. Resolves when changes are seen from then on. */
export async function watchCorpus({ paths, onChange, onError }: WatchOptions): Promise<{ close(): Promise<void> }> {
  let burst: NodeJS.Timeout | null = null;
  const watcher = watch([...paths], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SETTLED_AFTER_MS, pollInterval: 50 },
    ignored: (path, stats) => stats?.isFile() === true && !paths.includes(path) && !isDocument(path),
  });
  watcher.on('all', () => {
    if (burst) clearTimeout(burst);
    burst = setTimeout(onChange, BURST_MS);
  });
  watcher.on('error', onError);
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {
    async close() {
      if (burst) clearTimeout(burst);
      await watcher.close();
    },
  };
}
