import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { PostingRules } from '../../src/store/queue-posts.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import type { NewSubscription } from '../../src/store/subscriptions.ts';
import { tempFolder } from './temp.ts';

export const subscriptionOf = (
  given: Partial<NewSubscription> & Pick<NewSubscription, 'channelId'>,
): NewSubscription => ({
  ...{ guildId: null, origin: 'settings', roleId: null, topic: null, silent: false, language: 'de', createdBy: '1' },
  ...given,
});

const RULES: PostingRules = {
  backlog: 0,
  flood: { limit: 0, newestInFull: 0, digestSize: 20 },
  follows: () => true,
};

/** A store on a file, with what most tests of it do. */
export function openTestStore(file = join(tempFolder(), 'liveblog.db')) {
  const store = createStore(openDatabase(file));
  onTestFinished(() => store.close());
  return {
    store,
    file,
    /** @param entries newest first */
    record: (entries: readonly Entry[], unreadSources: readonly string[] = [], rules: Partial<PostingRules> = {}) =>
      store.recordEdition({ entries, unreadSources }, { ...RULES, ...rules }),
    /** Headlines that are to be posted in a channel, in their order; a digest as the list of its own. */
    waiting: (channelId: string) => postsIn(store, channelId),
    /** Does everything that waits in a channel, as if Discord had taken it. */
    sendAll: (channelId: string) => sendAll(store, channelId),
  };
}

function postsIn(store: Store, channelId: string): (string | string[])[] {
  const done = sendAll(store, channelId);
  return done.map((headlines) => (headlines.length === 1 ? (headlines[0] ?? '') : headlines));
}

let messageId = 1_000;

function sendAll(store: Store, channelId: string): string[][] {
  const sent: string[][] = [];
  for (let next = store.outbox.next(channelId, 'posts'); next; next = store.outbox.next(channelId, 'posts')) {
    const post = store.posts.get(next.target);
    if (!post) throw new Error(`Expected the post ${next.target}, found none`);
    store.posts.beginSend(post, 'looks');
    store.posts.completeSend(next, String(messageId++), false);
    sent.push(post.items.map(({ entry }) => entry.headline));
  }
  return sent;
}

/** Headlines of the posts that are to be edited in a channel, with a mark for those that are withdrawn. */
export function editsIn(store: Store, channelId: string): string[] {
  const edits: string[] = [];
  for (let next = store.outbox.next(channelId, 'edits'); next; next = store.outbox.next(channelId, 'edits')) {
    const post = store.posts.get(next.target);
    if (!post) throw new Error(`Expected the post ${next.target}, found none`);
    edits.push(...post.items.map(({ entry, withdrawnAt }) => (withdrawnAt ? `~~${entry.headline}~~` : entry.headline)));
    store.posts.completeEdit(next, post);
  }
  return edits.sort();
}
