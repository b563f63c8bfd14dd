import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import { type EditionView, type Engine, EngineBusy, type EngineStatus, type Progress } from '../answer/engine.ts';
import type { DownloadProgress } from '../search/embed.ts';
import { createCalls } from './calls.ts';
import type { EngineOptions } from './local.ts';
import type { Reply } from './protocol.ts';
import { applyUpdate } from './view.ts';

interface ClientOptions extends EngineOptions {
  readonly log: Logger;
  readonly onProgress?: (progress: Progress) => void;
  readonly onDownload?: (progress: DownloadProgress) => void;
  /** How long a question may wait for its answer, in milliseconds. */
  readonly askDeadlineMs?: number;
}

const ENTRY = fileURLToPath(new URL('./process.ts', import.meta.url));
/** By its path: a bare name would be looked for from the working directory. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** A small young generation and a collection after loading: together 100 MB less, measured by `npm run bench:start`. */
const MEMORY_FLAGS = ['--max-semi-space-size=4', '--expose-gc'] as const;
const ASK_DEADLINE_MS = 10_000;
/** About as many are embedded while a question waits. */
const PASSAGES_WITHIN_DEADLINE = 200;
const CLOSE_DEADLINE_MS = 5_000;
/** Waits before a process that died is started again: the last one from then on. */
const RESTART_WAITS_MS = [0, 500, 2_000, 10_000, 30_000] as const;
/** A process that lived this long has not died of its start. */
const HEALTHY_AFTER_MS = 60_000;
/** An engine in a process of its own, started again with the edition it had when it dies. */
export interface EngineClient extends Engine {
  /** For tests and for the operator's eyes; null while the process is being started again. */
  pid(): number | null;
}

export function createEngineClient(options: ClientOptions): EngineClient {
  const { log, askDeadlineMs = ASK_DEADLINE_MS } = options;
  const { corpus, model, dataDir } = options;
  const calls = createCalls((request) => {
    if (!child?.connected) return false;
    child.send(request);
    return true;
  });
  let child: ChildProcess | null = null;
  let view: EditionView | null = null;
  let status: EngineStatus = { mode: 'hybrid', model, modelError: null, building: null };
  let deaths = 0;
  let closing = false;

  function start(): void {
    const startedAt = Date.now();
    const started = forkEngine();
    child = started;
    started.on('message', (reply: Reply) => hear(reply));
    started.on('error', (error) => log.error({ err: error }, 'the engine process failed'));
    started.once('exit', (code, signal) => {
      child = null;
      if (closing) return;
      deaths = Date.now() - startedAt > HEALTHY_AFTER_MS ? 0 : deaths + 1;
      const waitMs = RESTART_WAITS_MS[Math.min(deaths, RESTART_WAITS_MS.length) - 1] ?? 0;
      log.error({ code, signal, waitMs }, 'the engine process ended: starting it again with the edition it had');
      setTimeout(() => !closing && start(), waitMs);
    });
    resume();
  }

  /** The first messages to a new process: its options, the edition it had, and what was under way. */
  function resume(): void {
    const resendUnfinished = calls.takeUnfinished();
    void calls.request({ method: 'start', options: { corpus, model, dataDir } }).catch(() => undefined);
    if (view) void calls.request({ method: 'restore', view }).catch((err) => log.error({ err }, 'restore failed'));
    resendUnfinished();
  }

  function hear(reply: Reply): void {
    if (reply.kind === 'download') options.onDownload?.(reply.download);
    else if (reply.kind === 'progress') {
      status = { ...status, building: reply.progress };
      options.onProgress?.(reply.progress);
    } else {
      if (reply.kind === 'result') status = reply.status;
      calls.settle(reply);
    }
  }

  function inTime<T>(reply: Promise<T>): Promise<T> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new EngineBusy(status.building)), askDeadlineMs).unref();
    });
    return Promise.race([reply, late]);
  }

  /** The first edition may take minutes: who asks meanwhile is told at once how far it is. */
  function refuseWhileFirstIsBuilt(): void {
    const { done, total } = status.building ?? { done: 0, total: 0 };
    if (!view && total - done > PASSAGES_WITHIN_DEADLINE) throw new EngineBusy(status.building);
  }

  start();
  return {
    async ask(question) {
      refuseWhileFirstIsBuilt();
      return inTime(calls.request({ method: 'ask', question }));
    },
    about: (topic, entryIds) => inTime(calls.request({ method: 'about', topic, entryIds })),
    edition: () => view,
    status: () => status,
    async reload({ force }) {
      const done = await calls.request({ method: 'reload', force });
      view = done.view && applyUpdate(view, done.view);
      return done.reload;
    },
    pid: () => child?.pid ?? null,
    async close() {
      closing = true;
      calls.abandon();
      if (child) await end(child);
    },
  };
}

const forkEngine = (): ChildProcess =>
  fork(ENTRY, {
    execArgv: [...MEMORY_FLAGS, '--import', TSX],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  const kill = setTimeout(() => child.kill('SIGKILL'), CLOSE_DEADLINE_MS);
  await exited;
  clearTimeout(kill);
}
