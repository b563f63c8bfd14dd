import { SingleBar } from 'cli-progress';
import type { Progress } from './answer/engine.ts';
import type { DownloadProgress } from './search/embed.ts';

/** Work that is done sooner than this is not worth a bar. */
const SHOW_AFTER_MS = 1_000;
const LINE_EVERY_MS = 5_000;
const BAR_MAX_COLUMNS = 40;
/** Of a line, for what stands beside the bar. */
const BESIDE_BAR_COLUMNS = 36;

export interface ProgressDisplay {
  readonly onProgress: (progress: Progress) => void;
  readonly onDownload: (progress: DownloadProgress) => void;
}

/**
 * A bar on a terminal, a line every few seconds elsewhere; nothing for work that takes less than a second.
 * @param line what writes a line where there is no terminal; default: to `stream`.
 */
export function createProgressDisplay(
  stream: NodeJS.WriteStream,
  line: (text: string) => void = (text) => void stream.write(`${text}\n`),
): ProgressDisplay {
  const show = stream.isTTY ? barOn(stream) : linesEvery(LINE_EVERY_MS, line);
  return {
    onProgress: ({ done, total }) => show('Indexing', done, total),
    onDownload: ({ file, percent }) => show(`Downloading ${file}`, Math.floor(percent), 100),
  };
}

type Show = (what: string, done: number, total: number) => void;

/** Calls `show` only for work under way for longer than SHOW_AFTER_MS. */
function onlyLongWork(show: Show): Show {
  let started: number | null = null;
  return (what, done, total) => {
    started ??= Date.now();
    if (Date.now() - started >= SHOW_AFTER_MS) show(what, done, total);
    if (done >= total) started = null;
  };
}

function barOn(stream: NodeJS.WriteStream): Show {
  let bar: SingleBar | null = null;
  return onlyLongWork((what, done, total) => {
    if (!bar) {
      bar = new SingleBar({
        stream,
        format: '{what} [{bar}] {value}/{total} · {eta_formatted}',
        barsize: Math.max(5, Math.min(BAR_MAX_COLUMNS, stream.columns - BESIDE_BAR_COLUMNS)),
        clearOnComplete: true,
      });
      bar.start(total, done, { what });
    }
    bar.setTotal(total);
    bar.update(done, { what });
    if (done < total) return;
    bar.stop();
    bar = null;
  });
}

function linesEvery(waitMs: number, write: (text: string) => void): Show {
  let last = 0;
  return onlyLongWork((what, done, total) => {
    if (done < total && Date.now() - last < waitMs) return;
    last = Date.now();
    write(`${what}: ${done} of ${total}`);
  });
}
