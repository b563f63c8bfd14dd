import { type EditionView, EngineBusy } from '../answer/engine.ts';
import { messageOf } from './embeddings.ts';
import { createLocalEngine, type LocalEngine } from './local.ts';
import type { Call, Reply, Request, Results } from './protocol.ts';
import { updateView } from './view.ts';

/** The engine's own process: `client.ts` forks it and speaks to it over the fork's channel. */

const CLOSE_WITHIN_MS = 1_000;

let engine: LocalEngine | null = null;
/** What the parent has. */
let sent: EditionView | null = null;

const say = (reply: Reply): void => {
  // the parent may be gone in the same moment: there is nobody left to tell
  if (process.connected) process.send?.(reply, undefined, undefined, () => undefined);
};

async function carryOut(call: Call): Promise<Results[Call['method']]> {
  if (call.method === 'start') {
    engine = createLocalEngine(call.options, {
      onProgress: (progress) => say({ kind: 'progress', progress }),
      onDownload: (download) => say({ kind: 'download', download }),
    });
    return null;
  }
  if (!engine) throw new EngineBusy(null);
  if (call.method === 'ask') return engine.ask(call.question);
  if (call.method === 'about') return engine.about(call.topic, call.entryIds);
  if (call.method === 'reload') return reload(engine, call.force);
  sent = call.view;
  await engine.restore(call.view);
  return null;
}

async function reload(own: LocalEngine, force: boolean): Promise<Results['reload']> {
  const done = await own.reload({ force });
  const view = own.edition();
  const update = view && updateView(sent, view);
  sent = view;
  return { reload: done, view: update };
}

process.on('message', (request: Request) => {
  carryOut(request).then(
    (value) => engine && say({ kind: 'result', id: request.id, value, status: engine.status() }),
    (error: unknown) =>
      say({
        kind: 'failure',
        id: request.id,
        name: error instanceof Error ? error.name : 'Error',
        message: messageOf(error),
      }),
  );
});

// Ctrl-C reaches the whole process group: the parent decides when to end, by closing the channel.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  // nobody waits for what is still being built
  setTimeout(() => process.exit(0), CLOSE_WITHIN_MS).unref();
  const closed = engine?.close() ?? Promise.resolve();
  closed.finally(() => process.exit(0));
});
