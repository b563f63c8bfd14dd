import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Entry } from '../corpus/entry.ts';
import type { PostingStore } from '../store/postings.ts';
import { type ChannelFault, faultOf } from './faults.ts';

/** A channel as the publisher needs it; errors are those of discord.js. */
export interface PostChannel {
  /** Posts the entry; two calls with one nonce within a few minutes make one message. @returns the message's id. */
  send(entry: Entry, nonce: string): Promise<string>;
  /** The id of the bot's own recent message that shows this entry; null where there is none. */
  findPosted(entry: Entry): Promise<string | null>;
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
  /** Writes down what is new in the edition (newest first) and posts it, oldest first. Resolves when nothing waits. */
  publish(entries: readonly Entry[]): Promise<void>;
  status(): PublisherStatus;
  /** Finishes the send under way; what still waits is sent after the next start. */
  close(): Promise<void>;
}

const RETRY_WAITS_MS = [1_000, 5_000, 30_000, 120_000, 300_000] as const;

/** At most 25 characters, the same for an entry in a channel each time. */
const nonceOf = (channelId: string, entryId: string): string =>
  createHash('sha256').update(`post ${channelId} ${entryId}`).digest('base64url').slice(0, 25);

/** Pure: what a channel that knows `known` (null: nothing, it is new) should get of an edition. */
function planPosts(entries: readonly Entry[], known: ReadonlySet<string> | null, backlog: number) {
  if (known === null) return { pending: entries.slice(0, backlog), remembered: entries.slice(backlog) };
  return { pending: entries.filter(({ id }) => !known.has(id)), remembered: [] };
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { store, channelId, channel, backlog, log, retryWaitsMs = RETRY_WAITS_MS } = options;
  let newestFirst: readonly Entry[] = [];
  let fault: ChannelFault | null = null;
  let sending: Promise<void> | null = null;
  let failures = 0;
  let closed = false;
  let wake: (() => void) | null = null;

  function waitingEntries(): Entry[] {
    const waiting = store.pending(channelId);
    return newestFirst.filter(({ id }) => waiting.has(id));
  }

  const nextEntry = (): Entry | null => waitingEntries().at(-1) ?? null;

  async function sendAll(): Promise<void> {
    for (let entry = nextEntry(); entry && !closed; entry = nextEntry()) {
      if (await sendOne(entry)) failures = 0;
      else await pause(retryWaitsMs[Math.min(failures++, retryWaitsMs.length - 1)] ?? 0);
    }
  }

  /** @returns whether the entry is dealt with. */
  async function sendOne(entry: Entry): Promise<boolean> {
    try {
      const posted = store.mayBeSent(channelId, entry.id) ? await channel.findPosted(entry) : null;
      store.markSending(channelId, entry.id);
      const messageId = posted ?? (await channel.send(entry, nonceOf(channelId, entry.id)));
      store.markSent(channelId, entry.id, messageId);
      fault = null;
      log.info(
        { entryId: entry.id, channelId, messageId },
        posted ? 'found the entry in the channel' : 'posted an entry',
      );
      return true;
    } catch (error) {
      return failed(entry, faultOf(error));
    }
  }

  function failed(entry: Entry, found: ChannelFault): boolean {
    if (found.kind === 'entry') {
      store.markRefused(channelId, entry.id, found.message);
      log.error({ entryId: entry.id, channelId }, `the entry cannot be posted: ${found.message}`);
      return true;
    }
    const level = found.message === fault?.message ? 'debug' : 'error';
    log[level]({ channelId, waiting: waitingEntries().length }, `posting waits: ${found.message}`);
    fault = found;
    return false;
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
    async publish(entries) {
      newestFirst = entries;
      store.enqueue(channelId, planPosts(entries, store.known(channelId), backlog));
      wake?.();
      do {
        sending ??= sendAll().finally(() => {
          sending = null;
        });
        await sending;
      } while (!closed && nextEntry());
    },
    status: () => ({
      channelId,
      waiting: waitingEntries().length,
      lastPostAt: store.lastSentAt(channelId),
      fault: fault?.message ?? null,
    }),
    async close() {
      closed = true;
      wake?.();
      await sending;
    },
  };
}
