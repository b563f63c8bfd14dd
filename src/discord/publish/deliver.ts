import { DiscordAPIError, MessageFlags, RateLimitError, type RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import type { Logger } from 'pino';
import type { Operation } from '../../store/outbox.ts';
import type { Post } from '../../store/posts.ts';
import type { Store } from '../../store/store.ts';
import type { Subscription } from '../../store/subscriptions.ts';
import { renderAnswerNote, renderPost } from '../render/post.ts';
import { textsFor } from '../texts/texts.ts';
import { crosspostInBudget } from './crosspost.ts';
import type { ChannelDirectory } from './directory.ts';
import { findPosted } from './find-posted.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MessageApi } from './message-api.ts';
import { nonceOf } from './nonce.ts';

export interface DeliveryOptions {
  readonly store: Store;
  readonly api: MessageApi;
  readonly directory: ChannelDirectory;
  readonly log: Logger;
}

/** Carries one operation out and marks it as done. Doing it again after a crash changes nothing in the channel. */
export type Deliver = (operation: Operation) => Promise<void>;

const DEFAULT_LANGUAGE = 'de';
const NO_PINGS = { parse: [] };

export function createDelivery(options: DeliveryOptions): Deliver {
  const { store, api, directory, log } = options;

  const bodyOf = (post: Post) =>
    renderPost(post, textsFor(store.subscriptions.get(post.channelId)?.language ?? DEFAULT_LANGUAGE));

  async function post(operation: Operation): Promise<void> {
    const { channelId, target } = operation;
    const there = await findUnfinished(target);
    // from here to the send in one go: an edition may come while something is waited for
    const found = store.posts.get(target);
    if (!found || found.items.length === 0) return store.outbox.done(operation);
    // unsubscribed after its send was begun, and the send came to nothing
    if (!there && !store.subscriptions.get(channelId)) return store.posts.forget(operation);
    // withdrawn after its send was begun, and the send came to nothing
    if (!there && found.items.every(({ withdrawnAt }) => withdrawnAt)) return store.posts.drop(operation);
    const messageId = there ?? (await send(found));
    store.posts.completeSend(operation, messageId, directory.isAnnouncement(channelId));
    const entryIds = found.items.map(({ entryId }) => entryId);
    log.info({ channelId, messageId, entryIds }, there ? 'found the post in the channel' : 'posted');
  }

  /** The message of a send that was begun, and whose end nobody saw. */
  async function findUnfinished(key: string): Promise<string | null> {
    const found = store.posts.get(key);
    if (found?.state !== 'sending') return null;
    const others = store.posts.messageIdsFrom(found.channelId, found.anchorId);
    // the first version of the bot did not write down how a message looked
    const fingerprint = found.fingerprint ?? fingerprintOf(bodyOf(found).embeds[0]);
    return findPosted(
      { ...found, fingerprint },
      { api, others, mayReadHistory: directory.mayReadHistory(found.channelId) },
    );
  }

  async function send(found: Post): Promise<string> {
    const subscription = store.subscriptions.get(found.channelId);
    const body = bodyOf(found);
    store.posts.beginSend(found, fingerprintOf(body.embeds[0]));
    try {
      return await api.send(found.channelId, { ...body, ...circumstances(found, subscription) });
    } catch (error) {
      // an answer of Discord's that says no: nothing came to the channel, and nothing has to be looked for
      if (error instanceof DiscordAPIError || error instanceof RateLimitError) store.posts.cancelSend(found);
      throw error;
    }
  }

  async function edit(operation: Operation): Promise<void> {
    const { channelId, target } = operation;
    const found = store.posts.get(target);
    if (!found?.messageId || !found.isStale) return store.outbox.done(operation);
    const body = bodyOf(found);
    await api.edit(channelId, found.messageId, { ...body, allowed_mentions: NO_PINGS });
    store.posts.completeEdit(operation, found);
    log.info({ channelId, messageId: found.messageId }, 'brought a post up to date');
  }

  async function note(operation: Operation): Promise<void> {
    const { channelId, target: messageId } = operation;
    const wanted = store.answers.noteFor(messageId);
    if (!wanted) return store.outbox.done(operation);
    const { embeds } = await api.get(channelId, messageId);
    const notes = wanted.changes.length > 0 ? [renderAnswerNote(wanted, textsFor(wanted.language))] : [];
    const shown = [...embeds.slice(0, wanted.embedCount), ...notes];
    await api.edit(channelId, messageId, { embeds: shown, allowed_mentions: NO_PINGS });
    // what changed meanwhile takes another edit
    if (JSON.stringify(store.answers.noteFor(messageId)) === JSON.stringify(wanted)) store.outbox.done(operation);
    log.info({ channelId, messageId }, 'noted under an answer what became of its entries');
  }

  const lanes = { post, edit, note, crosspost: (operation: Operation) => crosspostInBudget(operation, options) };
  return (operation) => lanes[operation.lane](operation);
}

/** What a message is sent with and an edit never repeats. A role is pinged by key entries that are posted, and by nothing else. */
function circumstances(post: Post, subscription: Subscription | null): RESTPostAPIChannelMessageJSONBody {
  const roleId = post.items.some(({ entry }) => entry.isKey) && post.kind === 'entry' ? subscription?.roleId : null;
  return {
    nonce: nonceOf(`post ${post.channelId} ${post.key}`),
    enforce_nonce: true,
    ...(roleId && { content: `<@&${roleId}>` }),
    allowed_mentions: roleId ? { parse: [], roles: [roleId] } : NO_PINGS,
    ...(subscription?.silent && !roleId && { flags: MessageFlags.SuppressNotifications }),
  };
}
