import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type Next } from 'hono';
import type { createCommands } from './commands.ts';
import { ApiError, foreignMessage, unauthorised, unknownChannel } from './errors.ts';
import type { createFaults } from './faults.ts';
import type { createInteractions } from './interactions.ts';
import { check, messageBody } from './limits.ts';
import { checkMay, checkMayPost, type createMessages } from './messages.ts';
import { type Channel, PERMISSIONS } from './model.ts';
import {
  applicationShape,
  botShape,
  channelShape,
  commandShape,
  guildShape,
  messageShape,
  type World,
} from './shapes.ts';

interface Options {
  readonly token: string;
  readonly world: World;
  readonly gatewayUrl: () => string;
  readonly messages: ReturnType<typeof createMessages>;
  readonly interactions: ReturnType<typeof createInteractions>;
  readonly commands: ReturnType<typeof createCommands>;
  readonly faults: ReturnType<typeof createFaults>;
}

type App = Hono<{ Bindings: HttpBindings }>;
type Ctx = Context<{ Bindings: HttpBindings }>;

const BASE = '/api/v10';

/** The part of Discord's REST API that a bot for commands and posts uses. */
export function createRest(options: Options): App {
  const { token, world, faults } = options;
  const app: App = new Hono();

  app.use(`${BASE}/*`, async (c, next) => {
    const path = c.req.path.slice(BASE.length);
    faults.record({ method: c.req.method, path, body: await c.req.json().catch(() => null) });
    return withFault(c, next, faults.take(c.req.method, path));
  });
  // callbacks and webhooks carry their own token in the path
  app.use(`${BASE}/*`, async (c, next) => {
    const path = c.req.path.slice(BASE.length);
    if (!/^\/(?:interactions|webhooks)\//.test(path) && c.req.header('authorization') !== `Bot ${token}`)
      throw unauthorised();
    await next();
  });
  app.onError((error, c) => {
    if (!(error instanceof ApiError))
      return c.json({ message: 'Internal Server Error', code: 0, detail: String(error) }, 500);
    const { message, code, errors, status } = error;
    return c.json({ message, code, ...(errors && { errors }) }, status);
  });
  app.notFound((c) => c.json({ message: '404: Not Found', code: 0 }, 404));

  app.get(`${BASE}/gateway/bot`, (c) =>
    c.json({
      url: options.gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    }),
  );
  app.get(`${BASE}/users/@me`, (c) => c.json(botShape(world)));
  for (const path of ['/applications/@me', '/oauth2/applications/@me'])
    app.get(BASE + path, (c) => c.json(applicationShape(world)));
  app.get(`${BASE}/guilds/:guild`, (c) => c.json(guildShape(world)));
  addCommandRoutes(app, options);
  addChannelRoutes(app, options);
  addInteractionRoutes(app, options);
  return app;
}

async function withFault(
  c: Ctx,
  next: Next,
  fault: ReturnType<Options['faults']['take']>,
): Promise<Response | undefined> {
  if (fault?.type === 'status')
    return c.json({ message: `${fault.status}: injected`, code: fault.code ?? 0 }, fault.status);
  if (fault?.type === 'rate-limit') {
    const retryAfter = fault.retryAfterSeconds;
    const headers = { 'Retry-After': String(retryAfter), 'X-RateLimit-Scope': 'user', 'X-RateLimit-Limit': '5' };
    return c.json({ message: 'You are being rate limited.', retry_after: retryAfter, global: false }, 429, headers);
  }
  if (fault?.type !== 'drop') {
    await next();
    return undefined;
  }
  if (fault.processed) await next();
  c.env.incoming.socket.destroy();
  return c.body(null, 500);
}

function addCommandRoutes(app: App, { commands }: Options): void {
  const body = (c: Ctx): Promise<unknown> => c.req.json().catch(() => null);
  for (const scope of ['', '/guilds/:guild']) {
    const path = `${BASE}/applications/:app${scope}/commands`;
    const guildOf = (c: Ctx): string | null => c.req.param('guild') ?? null;
    app.get(path, (c) => c.json(commands.list(guildOf(c)).map(commandShape)));
    app.put(path, async (c) => c.json(commands.replaceAll(await body(c), guildOf(c)).map(commandShape)));
    app.post(path, async (c) => c.json(commandShape(commands.add(await body(c), guildOf(c))), 201));
    app.delete(`${path}/:command`, (c) => {
      commands.remove(c.req.param('command') ?? '');
      return c.body(null, 204);
    });
  }
}

function addChannelRoutes(app: App, { world, messages }: Options): void {
  const channelOf = (c: Ctx): Channel => {
    const channel = world.channels.find(({ id }) => id === c.req.param('channel'));
    if (!channel) throw unknownChannel();
    checkMay(channel, PERMISSIONS.viewChannel);
    return channel;
  };
  const path = `${BASE}/channels/:channel`;
  const shape = (message: Parameters<typeof messageShape>[0]) => messageShape(message, world);

  app.get(path, (c) => c.json(channelShape(channelOf(c), world)));
  app.post(`${path}/typing`, (c) => {
    checkMay(channelOf(c), PERMISSIONS.sendMessages);
    return c.body(null, 204);
  });
  app.get(`${path}/messages`, (c) => {
    const channel = channelOf(c);
    checkMay(channel, PERMISSIONS.readMessageHistory);
    const limit = Math.min(100, Math.max(1, Number(c.req.query('limit') ?? 50)));
    return c.json(messages.page(channel.id, limit, c.req.query('before') ?? null).map(shape));
  });
  app.get(`${path}/messages/:id`, (c) => c.json(shape(messages.get(channelOf(c).id, c.req.param('id')))));
  app.post(`${path}/messages`, async (c) => {
    const channel = channelOf(c);
    const body = check(messageBody, await c.req.json().catch(() => null));
    checkMayPost(channel, body);
    return c.json(shape(messages.create(channel.id, body)));
  });
  app.patch(`${path}/messages/:id`, async (c) => {
    const message = messages.get(channelOf(c).id, c.req.param('id'));
    if (message.interaction) throw foreignMessage();
    return c.json(shape(messages.edit(message, check(messageBody, await c.req.json().catch(() => null)))));
  });
  app.delete(`${path}/messages/:id`, (c) => {
    messages.remove(channelOf(c).id, c.req.param('id'));
    return c.body(null, 204);
  });
}

function addInteractionRoutes(app: App, { world, interactions }: Options): void {
  const read = async (c: Ctx) => check(messageBody, await c.req.json().catch(() => null));
  const shape = (message: Parameters<typeof messageShape>[0]) => messageShape(message, world);
  app.post(`${BASE}/interactions/:id/:token/callback`, async (c) => {
    interactions.callback(c.req.param('id'), c.req.param('token'), await c.req.json().catch(() => ({})));
    return c.body(null, 204);
  });
  const webhook = `${BASE}/webhooks/:app/:token`;
  app.post(webhook, async (c) => c.json(shape(interactions.followUp(c.req.param('token'), await read(c)))));
  // the client writes it as %40original
  const original = `${webhook}/messages/:original{@original|%40original}`;
  app.get(original, (c) => c.json(shape(interactions.original(c.req.param('token')))));
  app.patch(original, async (c) => c.json(shape(interactions.editOriginal(c.req.param('token'), await read(c)))));
  app.delete(original, (c) => {
    interactions.deleteOriginal(c.req.param('token'));
    return c.body(null, 204);
  });
}
