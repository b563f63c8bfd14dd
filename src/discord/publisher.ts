import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Entry } from '../corpus/entry.ts';
import type { KnownChannel, Post, PostingPlan, PostingStore } from '../store/postings.ts';
import { type ChannelFault, faultOf } from './faults.ts';

/** A channel as the publisher needs it; errors are those of discord.js. */
export interface PostChannel {
  /** What the entry's message looks like: the same text for the same look. */
  fingerprint(entry: Entry): string;
  /** Posts the entry; two calls with one nonce within a few minutes make one message. @returns the message's id. */
  send(entry: Entry, nonce: string): Promise<string>;
  /** The id of a recent message of the bot's own that looks like this and is none of `others`; null where there is none. */
  findPosted(fingerprint: string, others: ReadonlySet<string>): Promise<string | null>;
}

interface PublisherOptions {
  readonly store: PostingStore;
  readonly channelId: string;
  readonly channel: PostChannel;
  /** How many of the newest entries a channel gets when it is seen for the first time. */
  readonly backlog: number;
  readonly log: Logger;
  /** Before tries after a failure, in milliseconds, the last one from then on. */
  readonly retryWaitsMs?: readonly number[];
  /** How long `close` waits for the send under way, in milliseconds. */
  readonly closeDeadlineMs?: number;
}

export interface PublisherStatus {
  readonly channelId: string;
  readonly waiting: number;
  /** ISO 8601. */
  readonly lastPostAt: string | null;
  /** Why nothing can be posted at the moment. */
  readonly fault: string | null;
}

export interface Publisher {
  /**
   * Writes down what is new in the edition (newest first) and posts it, oldest first. Resolves when nothing waits.
   * @param unreadSources sources that should be in the edition and could not be read whole.
   */
  publish(entries: readonly Entry[], unreadSources: readonly string[]): Promise<void>;
  status(): PublisherStatus;
  /** Waits for the send under way, a few seconds at most; what still waits is sent after the next start. */
  close(): Promise<void>;
}

const RETRY_WAITS_MS = [1_000, 5_000, 30_000, 120_000, 300_000] as const;
const CLOSE_DEADLINE_MS = 5_000;
/** After so many refusals without a known reason an entry is set aside, so that it does not hold up the others. */
const REFUSALS_MAX = 5;

/** At most 25 characters, the same for an entry in a channel each time. */
const nonceOf = (channelId: string, postingId: string): string =>
  createHash('sha256').update(`post ${channelId} ${postingId}`).digest('base64url').slice(0, 25);

/** Pure: what a channel that knows `known` (null: nothing, it is new) should get of an edition. */
export function planPosts(
  posts: readonly Post[],
  known: KnownChannel | null,
  backlog: number,
  unreadSources: readonly string[],
): PostingPlan {
  if (!known) return { pending: posts.slice(0, backlog), remembered: posts.slice(backlog), unreadSources };
  const unread = new Set(known.unreadSources);
  const added = posts.filter(({ id }) => !known.ids.has(id));
  return {
    pending: added.filter(({ entry }) => !unread.has(entry.source)),
    remembered: added.filter(({ entry }) => unread.has(entry.source)),
    unreadSources: unreadSources.filter((source) => unread.has(source)),
  };
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { store, channelId, channel, backlog, log, retryWaitsMs = RETRY_WAITS_MS } = options;
  const { closeDeadlineMs = CLOSE_DEADLINE_MS } = options;
  let newestFirst: readonly Post[] = [];
  let incoming: { readonly entries: readonly Entry[]; readonly unreadSources: readonly string[] } | null = null;
  let fault: ChannelFault | null = null;
  let working: Promise<void> | null = null;
  let failures = 0;
  let closed = false;
  let wake: (() => void) | null = null;

  function waitingPosts(): Post[] {
    const waiting = store.pending(channelId);
    return newestFirst.filter(({ id }) => waiting.has(id));
  }

  async function work(): Promise<void> {
    while (!closed) {
      const done = await step();
      if (done === null) return;
      if (done) failures = 0;
      else await pause(retryWaitsMs[Math.min(failures++, retryWaitsMs.length - 1)] ?? 0);
    }
  }

  /** Writes down what came in, or sends the oldest post. @returns whether that went well; null where nothing is left to do. */
  async function step(): Promise<boolean | null> {
    let post: Post | undefined;
    try {
      if (incoming) writeDown();
      post = waitingPosts().at(-1);
      if (!post) return null;
      await send(post);
      fault = null;
      return true;
    } catch (error) {
      return failed(post ?? null, faultOf(error));
    }
  }

  function writeDown(): void {
    if (!incoming) return;
    const { entries, unreadSources } = incoming;
    const posts = store.recognise(entries);
    store.enqueue(channelId, planPosts(posts, store.known(channelId), backlog, unreadSources));
    newestFirst = posts;
    incoming = null;
  }

  async function send({ id, entry }: Post): Promise<void> {
    const unfinished = store.unfinished(channelId, id);
    const posted =
      unfinished === null
        ? null
        : await channel.findPosted(unfinished || channel.fingerprint(entry), store.messageIds(channelId));
    if (!posted) store.markSending(channelId, id, channel.fingerprint(entry));
    const messageId = posted ?? (await channel.send(entry, nonceOf(channelId, id)));
    store.markSent(channelId, id, messageId);
    const what = posted ? 'found the entry in the channel' : 'posted an entry';
    log.info({ entryId: entry.id, channelId, messageId }, what);
  }

  /** @returns whether the post is dealt with all the same. */
  function failed(post: Post | null, found: ChannelFault): boolean {
    const isGivenUp = found.kind === 'entry' || (found.kind === 'refusal' && failures + 1 >= REFUSALS_MAX);
    if (post && isGivenUp) {
      store.markRefused(channelId, post.id, found.message);
      log.error({ entryId: post.entry.id, channelId }, `the entry cannot be posted: ${found.message}`);
      return true;
    }
    const level = found.message === fault?.message ? 'debug' : 'error';
    log[level]({ channelId, waiting: waitingCount() }, `posting waits: ${found.message}`);
    fault = found;
    return false;
  }

  function waitingCount(): number | null {
    try {
      return waitingPosts().length;
    } catch {
      return null; // the database may be what is at fault
    }
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    async publish(entries, unreadSources) {
      incoming = { entries, unreadSources };
      wake?.();
      while (!closed && (incoming || working)) {
        working ??= work().finally(() => {
          working = null;
        });
        await working;
      }
    },
    status: () => ({
      channelId,
      waiting: waitingPosts().length,
      lastPostAt: store.lastSentAt(channelId),
      fault: fault?.message ?? null,
    }),
    async close() {
      closed = true;
      wake?.();
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeDeadlineMs);
      });
      await Promise.race([working, deadline]);
      clearTimeout(timer);
    },
  };
}
