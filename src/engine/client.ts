import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import { type EditionView, type Engine, EngineBusy, type EngineStatus, type Progress } from '../answer/engine.ts';
import type { DownloadProgress } from '../search/embed.ts';
import type { EngineOptions } from './local.ts';
import type { Call, Reply, Results } from './protocol.ts';

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
const ASK_DEADLINE_MS = 10_000;
const CLOSE_DEADLINE_MS = 5_000;
/** Waits before a process that died is started again: the last one from then on. */
const RESTART_WAITS_MS = [0, 500, 2_000, 10_000, 30_000] as const;
/** A process that lived this long has not died of its start. */
const HEALTHY_AFTER_MS = 60_000;
/** A call that was under way when the process died is made once more, and no more: it may be what kills it. */
const TRIES_MAX = 2;

interface Pending {
  readonly call: Call;
  readonly resolve: (value: Results[Call['method']]) => void;
  readonly reject: (error: Error) => void;
  tries: number;
}

/** An engine in a process of its own, started again with the edition it had when it dies. */
export interface EngineClient extends Engine {
  /** For tests and for the operator's eyes; null while the process is being started again. */
  pid(): number | null;
}

export function createEngineClient(options: ClientOptions): EngineClient {
  const { log, askDeadlineMs = ASK_DEADLINE_MS } = options;
  const { corpus, model, dataDir } = options;
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let child: ChildProcess | null = null;
  let view: EditionView | null = null;
  let status: EngineStatus = { mode: 'hybrid', model, modelError: null, building: null };
  let deaths = 0;
  let closing = false;

  function start(): void {
    const startedAt = Date.now();
    const started = fork(ENTRY, {
      execArgv: ['--import', TSX],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
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
    const unfinished = [...pending];
    void request({ method: 'start', options: { corpus, model, dataDir } }).catch(() => undefined);
    if (view) void request({ method: 'restore', view }).catch((error) => log.error({ err: error }, 'restore failed'));
    for (const [id, each] of unfinished) {
      if (each.call.method === 'start' || each.call.method === 'restore' || each.tries >= TRIES_MAX) {
        pending.delete(id);
        each.reject(new EngineBusy(status.building));
      } else send(id, each);
    }
  }

  function request<M extends Call['method']>(call: Call & { method: M }): Promise<Results[M]> {
    return new Promise((resolve, reject) => {
      const each: Pending = { call, resolve: (value) => resolve(value as Results[M]), reject, tries: 0 };
      pending.set(nextId, each);
      send(nextId++, each);
    });
  }

  function send(id: number, each: Pending): void {
    if (!child?.connected) return;
    each.tries += 1;
    child.send({ ...each.call, id });
  }

  function hear(reply: Reply): void {
    if (reply.kind === 'download') options.onDownload?.(reply.download);
    else if (reply.kind === 'progress') {
      status = { ...status, building: reply.progress };
      options.onProgress?.(reply.progress);
    } else settle(reply);
  }

  function settle(reply: Extract<Reply, { id: number }>): void {
    const each = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.kind === 'failure') {
      each?.reject(errorFrom(reply.name, reply.message, status.building));
      return;
    }
    status = reply.status;
    each?.resolve(reply.value);
  }

  start();
  return {
    async ask(question) {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new EngineBusy(status.building)), askDeadlineMs).unref();
      });
      return Promise.race([request({ method: 'ask', question }), late]);
    },
    edition: () => view,
    status: () => status,
    async reload({ force }) {
      const done = await request({ method: 'reload', force });
      view = done.view;
      return done.reload;
    },
    pid: () => child?.pid ?? null,
    async close() {
      closing = true;
      for (const each of pending.values()) each.reject(new EngineBusy(null));
      pending.clear();
      if (child) await end(child);
    },
  };
}

const errorFrom = (name: string, message: string, building: Progress | null): Error =>
  name === 'EngineBusy' ? new EngineBusy(building) : Object.assign(new Error(message), { name });

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  const kill = setTimeout(() => child.kill('SIGKILL'), CLOSE_DEADLINE_MS);
  await exited;
  clearTimeout(kill);
}
