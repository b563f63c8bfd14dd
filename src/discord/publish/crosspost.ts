import type { Operation } from '../../store/outbox.ts';
import type { DeliveryOptions } from './deliver.ts';

/** Discord publishes about so many messages of a channel in any hour. */
const BUDGET_PER_HOUR = 10;
/** … of which so many are kept for key entries. */
const KEPT_FOR_KEY_ENTRIES = 2;
const HOUR_MS = 3_600_000;
/** An ordinary entry that waited longer is old news to other servers. */
const WAIT_MAX_MS = 2 * HOUR_MS;

/** The hour's budget is used up. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
  readonly waitMs: number;
  constructor(posts: number, waitMs: number) {
    super(`${posts} posts of the channel were published within an hour`);
    this.waitMs = waitMs;
  }
}

/** Publishes a message to the servers that follow the channel. @throws BudgetSpent */
export async function crosspostInBudget(
  operation: Operation,
  { store, api, log }: Pick<DeliveryOptions, 'store' | 'api' | 'log'>,
): Promise<void> {
  const { channelId, target, createdAt } = operation;
  const post = store.posts.get(target);
  const isKey = post?.items.some(({ entry }) => entry.isKey) ?? false;
  if (!post?.messageId || post.items.every(({ withdrawnAt }) => withdrawnAt)) return store.outbox.done(operation);
  const { messageId } = post;
  if (!isKey && Date.now() - Date.parse(createdAt) > WAIT_MAX_MS) {
    log.warn({ channelId, messageId }, 'a post is not published to other servers: it waited for two hours');
    return store.outbox.done(operation);
  }
  const times = store.posts.crosspostsOfLastHour(channelId);
  const budget = isKey ? BUDGET_PER_HOUR : BUDGET_PER_HOUR - KEPT_FOR_KEY_ENTRIES;
  const [oldest] = times.slice(-budget);
  if (oldest !== undefined && times.length >= budget) {
    throw new BudgetSpent(budget, Math.max(1_000, oldest + HOUR_MS - Date.now()));
  }
  await api.crosspost(channelId, messageId);
  store.posts.completeCrosspost(operation);
  log.info({ channelId, messageId }, 'published a post to other servers');
}
