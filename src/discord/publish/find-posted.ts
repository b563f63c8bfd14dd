import type { APIMessage } from 'discord.js';
import type { Post } from '../../store/posts.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MessageApi } from './message-api.ts';

/** Pages of 100 that are read back where nothing says how far: the channel has no earlier message of the bot's own. */
const PAGES_WITHOUT_ANCHOR = 10;

/** The channel's messages cannot be read, so that nobody knows whether a post is among them. */
export class HistoryHidden extends Error {
  override readonly name = 'HistoryHidden';
}

interface Where {
  readonly api: Pick<MessageApi, 'page'>;
  /** Messages that are known to be other posts. */
  readonly others: ReadonlySet<string>;
  /** Without the permission Discord answers with no messages at all, as if the channel were empty. */
  readonly mayReadHistory: boolean;
}

/**
 * The message of a send whose end was not seen, or null when it never came to the channel: read back from the newest to
 * the last message that was there before. @throws HistoryHidden
 */
export async function findPosted(post: Post, { api, others, mayReadHistory }: Where): Promise<string | null> {
  if (!mayReadHistory) throw new HistoryHidden('The bot may not read the message history');
  const { channelId, fingerprint, anchorId } = post;
  let before: string | null = null;
  for (let page = 0; anchorId !== null || page < PAGES_WITHOUT_ANCHOR; page++) {
    const messages: readonly APIMessage[] = await api.page(channelId, before);
    const newer = messages.filter(({ id }) => anchorId === null || BigInt(id) > BigInt(anchorId));
    const found = newer.find(
      ({ id, embeds }) => !others.has(id) && embeds.some((embed) => fingerprintOf(embed) === fingerprint),
    );
    if (found) return found.id;
    before = messages.at(-1)?.id ?? null;
    if (before === null || newer.length < messages.length) return null;
  }
  return null;
}
