import type { Context } from 'hono';
import { check, messageBody } from '../limits.ts';
import { messageShape } from '../message-shape.ts';
import { FLAG_EPHEMERAL, FLAG_LOADING, type Message } from '../model.ts';
import type { World } from '../world.ts';
import { type App, BASE, bodyOf, type Ctx, type RestOptions } from './route.ts';

export function addInteractionRoutes(app: App, { world, interactions }: RestOptions): void {
  const read = async (c: Ctx) => check(messageBody, await bodyOf(c));
  const shape = (message: Message) => messageShape(message, world);
  app.post(`${BASE}/interactions/:id/:token/callback`, async (c) => {
    const [id, body] = [c.req.param('id'), (await bodyOf(c)) ?? {}];
    const message = interactions.callback(id, c.req.param('token'), body);
    if (c.req.query('with_response') !== 'true') return c.body(null, 204);
    return c.json(callbackResponse(id, body, message, world));
  });
  const webhook = `${BASE}/webhooks/:app/:token`;
  app.post(webhook, async (c) => c.json(shape(interactions.followUp(c.req.param('token'), await read(c)))));
  const path = `${webhook}/messages/:id`;
  const at = (c: Context): [string, string] => [c.req.param('token') ?? '', c.req.param('id') ?? ''];
  app.get(path, (c) => c.json(shape(interactions.messageOf(...at(c)))));
  app.patch(path, async (c) => c.json(shape(interactions.edit(...at(c), await read(c)))));
  app.delete(path, (c) => {
    interactions.remove(...at(c));
    return c.body(null, 204);
  });
}

/** Interaction Callback Response, for those who ask for it. */
const callbackResponse = (id: string, body: object, message: Message | null, world: World) => ({
  interaction: {
    ...{ id, type: 2 },
    ...(message && {
      response_message_id: message.id,
      response_message_loading: (message.flags & FLAG_LOADING) !== 0,
      response_message_ephemeral: (message.flags & FLAG_EPHEMERAL) !== 0,
    }),
  },
  resource: {
    type: 'type' in body ? body.type : null,
    ...(message && { message: messageShape(message, world) }),
  },
});
