import { type ChannelFault, createChannelFaults } from './channel-faults.ts';
import { numberIn, type Sql, textIn, textOrNullIn } from './sql.ts';
import { createSubscriptions, type Subscription } from './subscriptions.ts';

/** How posting in one channel is doing: for /status, /doctor and the log. */
export interface ChannelStatus {
  readonly channelId: string;
  /** Null for a channel that is no longer subscribed, and has corrections to come. */
  readonly subscription: Subscription | null;
  readonly waiting: {
    /** Messages to be posted; a digest counts once. */
    readonly posts: number;
    /** Corrections and withdrawals. */
    readonly edits: number;
    /** Notes under answers. */
    readonly notes: number;
    readonly crossposts: number;
  };
  /** ISO 8601, of the last message; null before the first. */
  readonly lastPostAt: string | null;
  /** Why nothing can be posted at the moment. */
  readonly fault: ChannelFault | null;
  /** What is put off, though the channel is well: edits that Discord refuses for now, say. ISO 8601; null for nothing. */
  readonly putOffUntil: string | null;
  /** The last error of what waits: one English line. */
  readonly lastError: string | null;
  /** Entries that Discord refused for what they are; they wait for a correction. */
  readonly refused: number;
}

/** Every channel that is subscribed or has something waiting; the subscribed ones first, oldest first. */
export function channelStatuses(sql: Sql): ChannelStatus[] {
  const subscribed = createSubscriptions(sql).list();
  const others = sql
    .rows('SELECT DISTINCT channel_id FROM outbox')
    .map((row) => textIn(row, 'channel_id'))
    .filter((channelId) => !subscribed.some((each) => each.channelId === channelId));
  return [
    ...subscribed.map((each) => statusOf(sql, each.channelId, each)),
    ...others.map((channelId) => statusOf(sql, channelId, null)),
  ];
}

function statusOf(sql: Sql, channelId: string, subscription: Subscription | null): ChannelStatus {
  const { first } = sql;
  const waiting = (lane: string): number =>
    numberIn(first('SELECT count(*) AS n FROM outbox WHERE channel_id = ? AND lane = ?', channelId, lane), 'n');
  const channel = first('SELECT last_post_at FROM channels WHERE channel_id = ?', channelId);
  const putOff = first(
    'SELECT min(retry_at) AS at FROM outbox WHERE channel_id = ? AND retry_at > ?',
    ...[channelId, new Date().toISOString()],
  );
  const failed = first(
    'SELECT last_error FROM outbox WHERE channel_id = ? AND last_error IS NOT NULL ORDER BY id DESC LIMIT 1',
    channelId,
  );
  const refused = first("SELECT count(*) AS n FROM posts WHERE channel_id = ? AND state = 'refused'", channelId);
  return {
    channelId,
    subscription,
    waiting: {
      posts: waiting('post'),
      edits: waiting('edit'),
      notes: waiting('note'),
      crossposts: waiting('crosspost'),
    },
    lastPostAt: channel && textOrNullIn(channel, 'last_post_at'),
    fault: createChannelFaults(sql).get(channelId),
    putOffUntil: putOff && textOrNullIn(putOff, 'at'),
    lastError: failed && textIn(failed, 'last_error'),
    refused: numberIn(refused, 'n'),
  };
}
