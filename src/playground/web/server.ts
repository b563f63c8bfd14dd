import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { StandIn } from '../stand-in.ts';
import { createActions, isAction } from './actions.ts';
import { loadAssets } from './assets.ts';
import type { Desk } from './desk.ts';
import { createEvents } from './events.ts';
import { guard } from './guard.ts';

interface Options {
  readonly standIn: StandIn;
  /** Null: the page has no panel for the newsroom. */
  readonly desk: Desk | null;
  /** On 127.0.0.1; 0 takes any free one. */
  readonly port: number;
}

export interface PlaygroundPage {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  close(): Promise<void>;
}

const BODY_MAX_BYTES = 100_000;

/** Serves the stand-in's server as a page for the browser. @throws when the port cannot be used. */
export async function servePage({ standIn, desk, port }: Options): Promise<PlaygroundPage> {
  const assets = await loadAssets();
  const act = createActions(standIn, desk);
  const events = createEvents(standIn, desk);
  const app = new Hono();
  let bound = port;

  app.use(guard(() => bound));
  app.get('/events', (c) => streamSSE(c, (stream) => events.follow(stream)));
  app.post('/do/:name', bodyLimit({ maxSize: BODY_MAX_BYTES }), async (c) => {
    const name = c.req.param('name');
    if (!isAction(name)) return c.json({ error: 'refused', message: `There is no action ${name}` }, 404);
    return c.json(await act(name, await c.req.json().catch(() => null)));
  });
  app.get('*', (c) => {
    const asset = assets.get(c.req.path);
    return asset ? c.body(asset.body, 200, { 'Content-Type': asset.type }) : c.text('Not found\n', 404);
  });

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  bound = address instanceof Object ? address.port : port;

  return {
    url: `http://127.0.0.1:${bound}/`,
    async close() {
      events.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
