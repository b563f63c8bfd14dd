import { z } from 'zod';
import { foreignMessage, missingPermissions, threadLocked, unknownChannel, wrongChannelType } from '../errors.ts';
import { check, messageBody } from '../limits.ts';
import { messageShape } from '../message-shape.ts';
import {
  type Channel,
  FLAG_SUPPRESS_EMBEDS,
  FLAG_SUPPRESS_NOTIFICATIONS,
  isThread,
  type Message,
  PERMISSIONS,
} from '../model.ts';
import { checkMay, checkMayEdit, checkMayPost } from '../permissions.ts';
import { channelShape } from '../shapes.ts';
import { type App, BASE, bodyOf, type Ctx, type RestOptions } from './route.ts';

const PATH = `${BASE}/channels/:channel`;
const FLAGS_OF_POSTS = FLAG_SUPPRESS_EMBEDS | FLAG_SUPPRESS_NOTIFICATIONS;

const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.string().optional(),
  after: z.string().optional(),
  around: z.string().optional(),
});

const threadBody = z.object({ archived: z.boolean().optional() });

export function addChannelRoutes(app: App, options: RestOptions): void {
  const { world, messages, crosspost } = options;
  const { channelOf, messageOf, isOwn } = createFinders(options);
  const shape = (message: Message) => messageShape(message, world);

  addThreadRoutes(app, options);
  app.post(`${PATH}/typing`, (c) => {
    checkMayPost(channelOf(c), {});
    return c.body(null, 204);
  });
  app.get(`${PATH}/messages`, (c) => {
    const channel = channelOf(c);
    checkMay(channel, PERMISSIONS.readMessageHistory);
    const { limit, before, after, around } = check(pageQuery, c.req.query());
    return c.json(messages.page(channel.id, { limit, before, after, around }).map(shape));
  });
  app.get(`${PATH}/messages/:id`, (c) => {
    checkMay(channelOf(c), PERMISSIONS.readMessageHistory);
    return c.json(shape(messageOf(c)));
  });
  app.post(`${PATH}/messages`, async (c) => {
    const channel = channelOf(c);
    const body = check(messageBody, await bodyOf(c));
    checkMayPost(channel, body);
    const message = messages.create(channel.id, { ...body, flags: (body.flags ?? 0) & FLAGS_OF_POSTS });
    reopen(channel, options);
    return c.json(shape(message));
  });
  app.patch(`${PATH}/messages/:id`, async (c) => {
    checkMayEdit(channelOf(c));
    const message = messageOf(c);
    if (!isOwn(message)) throw foreignMessage();
    return c.json(shape(messages.edit(message, check(messageBody, await bodyOf(c)))));
  });
  app.delete(`${PATH}/messages/:id`, (c) => {
    const channel = channelOf(c);
    const message = messageOf(c);
    if (!isOwn(message)) checkMay(channel, PERMISSIONS.manageMessages);
    messages.remove(message);
    return c.body(null, 204);
  });
  // one's own messages take Send Messages, others' Manage Messages too
  app.post(`${PATH}/messages/:id/crosspost`, (c) => {
    const channel = channelOf(c);
    const message = messageOf(c);
    checkMay(channel, PERMISSIONS.sendMessages);
    if (!isOwn(message)) checkMay(channel, PERMISSIONS.manageMessages);
    crosspost(channel, message);
    return c.json(shape(message));
  });
}

function createFinders({ world, messages }: RestOptions) {
  const channelOf = (c: Ctx): Channel => {
    const channel = world.channels.find(({ id }) => id === c.req.param('channel'));
    if (!channel) throw unknownChannel();
    checkMay(channel, PERMISSIONS.viewChannel);
    return channel;
  };
  return {
    channelOf,
    messageOf: (c: Ctx): Message => messages.get(channelOf(c).id, c.req.param('id') ?? ''),
    isOwn: ({ authorId }: Message): boolean => authorId === world.applicationId,
  };
}

/** A post opens an archived thread again. */
function reopen(channel: Channel, { world, dispatch }: RestOptions): void {
  if (!channel.archived) return;
  channel.archived = false;
  dispatch('THREAD_UPDATE', channelShape(channel, world));
}

/** GET of any channel; PATCH of a thread: to open and to archive is all that is understood here. */
function addThreadRoutes(app: App, options: RestOptions): void {
  const { world, dispatch } = options;
  const { channelOf } = createFinders(options);
  app.get(PATH, (c) => c.json(channelShape(channelOf(c), world)));
  app.patch(PATH, async (c) => {
    const channel = channelOf(c);
    const { archived } = check(threadBody, await bodyOf(c));
    if (!isThread(channel)) throw wrongChannelType();
    const isModerator = (channel.botPermissions & PERMISSIONS.manageThreads) !== 0n;
    if (archived && !isModerator) throw missingPermissions();
    if (channel.locked && !isModerator) throw threadLocked();
    checkMay(channel, PERMISSIONS.sendMessagesInThreads);
    if (archived !== undefined && archived !== channel.archived) {
      channel.archived = archived;
      dispatch('THREAD_UPDATE', channelShape(channel, world));
    }
    return c.json(channelShape(channel, world));
  });
}
