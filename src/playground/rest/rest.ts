import { Hono, type Next } from 'hono';
import { ApiError, channelWriteLimit, unauthorised } from '../errors.ts';
import { applicationShape, botShape } from '../shapes.ts';
import { addChannelRoutes } from './channels.ts';
import { addCommandRoutes } from './commands.ts';
import { addGuildRoutes } from './guilds.ts';
import { addInteractionRoutes } from './interactions.ts';
import { type App, BASE, bodyOf, type Ctx, type RestOptions } from './route.ts';

/** The part of Discord's REST API that a bot for commands and posts uses. */
export function createRest(options: RestOptions): App {
  const { token, world, faults } = options;
  const app: App = new Hono();

  app.use(`${BASE}/*`, async (c, next) => {
    const path = c.req.path.slice(BASE.length);
    faults.record({ method: c.req.method, path, body: await bodyOf(c) });
    return withFault(c, next, faults.take(c.req.method, path));
  });
  // callbacks and webhooks carry their own token in the path
  app.use(`${BASE}/*`, async (c, next) => {
    const path = c.req.path.slice(BASE.length);
    if (!/^\/(?:interactions|webhooks)\//.test(path) && c.req.header('authorization') !== `Bot ${token}`)
      throw unauthorised();
    await next();
  });
  app.onError(answerError);
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
  addGuildRoutes(app, options);
  addCommandRoutes(app, options);
  addChannelRoutes(app, options);
  addInteractionRoutes(app, options);
  return app;
}

function answerError(error: Error, c: Ctx): Response {
  if (!(error instanceof ApiError))
    return c.json({ message: 'Internal Server Error', code: 0, detail: String(error) }, 500);
  const { message, code, errors, status, retryAfterSeconds } = error;
  if (retryAfterSeconds !== null) return c.json(...limited(retryAfterSeconds, { code, message }));
  return c.json({ message, code, ...(errors && { errors }) }, status);
}

/**
 * A plain 429 says the same in header and body. Limits with a code of their own are shared by all who write to the channel,
 * and their header says one second whatever the body says (discord/discord-api-docs#6109).
 */
function limited(retryAfterSeconds: number, own: { readonly code: number; readonly message: string } | null) {
  const body = {
    retry_after: retryAfterSeconds,
    global: false,
    ...(own ?? { message: 'You are being rate limited.' }),
  };
  const headers: Record<string, string> = {
    'Retry-After': own ? '1' : String(retryAfterSeconds),
    'X-RateLimit-Scope': own ? 'shared' : 'user',
    'X-RateLimit-Limit': '5',
  };
  return [body, 429, headers] as const;
}

/** What Discord says with the codes that a 429 may carry. */
const LIMIT_MESSAGES: Readonly<Record<number, string>> = {
  20022: 'This message cannot be edited due to announcement rate limits',
  20028: channelWriteLimit(0).message,
  30046: 'Maximum number of edits to messages older than 1 hour reached. Try again later',
};

async function withFault(
  c: Ctx,
  next: Next,
  fault: ReturnType<RestOptions['faults']['take']>,
): Promise<Response | undefined> {
  if (fault?.type === 'status') {
    const message = fault.message ?? `${fault.status}: injected`;
    return c.json({ message, code: fault.code ?? 0 }, fault.status);
  }
  if (fault?.type === 'rate-limit') {
    const { code, retryAfterSeconds } = fault;
    const own = code === undefined ? null : { code, message: LIMIT_MESSAGES[code] ?? 'You are being rate limited.' };
    return c.json(...limited(retryAfterSeconds, own));
  }
  if (fault?.type !== 'drop') {
    await next();
    return undefined;
  }
  if (fault.processed) await next();
  c.env.incoming.socket.destroy();
  return c.body(null, 500);
}
