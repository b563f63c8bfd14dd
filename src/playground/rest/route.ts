import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { createCommands } from '../commands.ts';
import type { createCrossposts } from '../crossposts.ts';
import type { createFaults } from '../faults.ts';
import type { createInteractions } from '../interactions.ts';
import type { createMessages } from '../messages.ts';
import type { World } from '../world.ts';

/** What all routes share. */

export interface RestOptions {
  readonly token: string;
  readonly world: World;
  readonly gatewayUrl: () => string;
  /** Tells the bot's gateway connections. */
  readonly dispatch: (type: string, data: object) => void;
  readonly messages: ReturnType<typeof createMessages>;
  readonly interactions: ReturnType<typeof createInteractions>;
  readonly commands: ReturnType<typeof createCommands>;
  readonly crosspost: ReturnType<typeof createCrossposts>;
  readonly faults: ReturnType<typeof createFaults>;
}

export type App = Hono<{ Bindings: HttpBindings }>;
export type Ctx = Context<{ Bindings: HttpBindings }>;

export const BASE = '/api/v10';
export const bodyOf = (c: Ctx): Promise<unknown> => c.req.json().catch(() => null);
