import type { Work } from './outbox.ts';
import { numberIn, type Row, type Sql, textIn, textOrNullIn } from './sql.ts';

/** Why a channel is left alone for now; the others go on. */
export interface ChannelFault {
  readonly channelId: string;
  /** ISO 8601, when it began. */
  readonly since: string;
  /** One English line: what Discord said. */
  readonly reason: string;
  readonly remedy: Remedy;
  /** Tries since it began. */
  readonly attempts: number;
  /** ISO 8601. */
  readonly nextTryAt: string;
  /** ISO 8601, when the moderators were told in Discord; null when they could not be. */
  readonly toldAt: string | null;
}

/** What moderators or the operator can do about it; texts for each are in the member's language. */
export type Remedy =
  /** The channel is gone or not visible: subscribe another one, or correct LIVEBLOG_CHANNEL_ID. */
  | 'channel-gone'
  /** Give the bot View Channel there. */
  | 'view-channel'
  /** Give the bot Send Messages, Embed Links and Read Message History there (in threads: Send Messages in Threads). */
  | 'send-messages'
  /** The channel takes no messages: choose a text or announcement channel or a thread. */
  | 'wrong-kind'
  /** Unlock the thread, or give the bot Manage Threads. */
  | 'thread-locked'
  /** Nothing: Discord or the network has a fault, and the bot tries again. */
  | 'wait'
  /** The disk or the database: the operator has to look at the log. */
  | 'operator';

/** Somebody has to do something about it. */
export interface KeptFault extends ChannelFault {
  /** What failed first, or posts. It is over when work of this kind succeeds; that other work does says nothing of it. */
  readonly work: Work;
}

export interface ChannelFaults {
  get(channelId: string): KeptFault | null;
  /** Begins a fault, or counts one more try of the one there is; one of posts takes the place of others. */
  record(fault: Pick<KeptFault, 'channelId' | 'work' | 'reason' | 'remedy' | 'nextTryAt'>): KeptFault;
  markTold(channelId: string): void;
  /** @returns the fault that is over; null where there was none. */
  clear(channelId: string): KeptFault | null;
}

export function createChannelFaults({ first, run, atomically }: Sql): ChannelFaults {
  const get = (channelId: string): KeptFault | null => {
    const row = first('SELECT * FROM channel_faults WHERE channel_id = ?', channelId);
    return row && faultIn(row);
  };
  return {
    get,
    record: ({ channelId, work, reason, remedy, nextTryAt }) =>
      atomically(() => {
        run(
          `INSERT INTO channel_faults (channel_id, work, since, reason, remedy, attempts, next_try_at)
           VALUES (?, ?, ?, ?, ?, 1, ?)
           ON CONFLICT (channel_id) DO UPDATE SET work = excluded.work, reason = excluded.reason,
             remedy = excluded.remedy, attempts = iif(work = excluded.work, attempts + 1, 1),
             next_try_at = excluded.next_try_at
           WHERE excluded.work IN (work, 'posts')`,
          ...[channelId, work, new Date().toISOString(), reason, remedy, nextTryAt],
        );
        const fault = get(channelId);
        if (!fault) throw new Error(`Expected the fault of ${channelId} that was just written, found none`);
        return fault;
      }),
    markTold: (channelId) =>
      void run('UPDATE channel_faults SET told_at = ? WHERE channel_id = ?', new Date().toISOString(), channelId),
    clear(channelId) {
      const fault = get(channelId);
      if (fault) run('DELETE FROM channel_faults WHERE channel_id = ?', channelId);
      return fault;
    },
  };
}

const faultIn = (row: Row): KeptFault => ({
  channelId: textIn(row, 'channel_id'),
  work: textIn(row, 'work') as Work,
  since: textIn(row, 'since'),
  reason: textIn(row, 'reason'),
  remedy: textIn(row, 'remedy') as Remedy,
  attempts: numberIn(row, 'attempts'),
  nextTryAt: textIn(row, 'next_try_at'),
  toldAt: textOrNullIn(row, 'told_at'),
});
