import { forgetPost } from './posts.ts';
import { numberIn, type Row, type Sql, textIn, textOrNullIn } from './sql.ts';

/** A channel that gets new entries. There is one subscription per channel. */
export interface Subscription {
  readonly channelId: string;
  /** Null for a channel from the settings until it was first seen on Discord. */
  readonly guildId: string | null;
  /** settings: LIVEBLOG_CHANNEL_ID. command: /subscribe. */
  readonly origin: 'settings' | 'command';
  /** Pinged for key entries and for nothing else; null for none. */
  readonly roleId: string | null;
  /** In words: only entries about it are posted; null for all. */
  readonly topic: string | null;
  /** Posts notify nobody, but for a role that is pinged for a key entry. */
  readonly silent: boolean;
  /** Of the posts: `de`, or any other of Discord's locales for English. */
  readonly language: string;
  /** Id of the member who subscribed; null for the settings. */
  readonly createdBy: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

export type NewSubscription = Omit<Subscription, 'createdAt'>;

export interface Subscriptions {
  /** Oldest first. */
  list(): readonly Subscription[];
  get(channelId: string): Subscription | null;
  /**
   * Adds a subscription or changes the channel's. A new channel gets the newest POST_BACKLOG entries, then every new one;
   * a channel that only changes keeps its place.
   */
  put(subscription: NewSubscription): void;
  /**
   * Nothing new is posted in the channel from now on, and what waits to be posted is dropped; what is posted stays and is
   * still corrected. @returns false when there was none.
   */
  remove(channelId: string): boolean;
  /** Makes this channel the only one from the settings (null: none). A channel that was subscribed by command stays as it is. */
  setFromSettings(channelId: string | null): void;
  /** Learns which server a channel is in. */
  setGuild(channelId: string, guildId: string): void;
  /** Called after each change. @returns how to stop listening. */
  onChange(listener: () => void): () => void;
}

export function createSubscriptions(sql: Sql): Subscriptions {
  const { rows, first, run, atomically } = sql;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  function drop(channelId: string): void {
    run('DELETE FROM subscriptions WHERE channel_id = ?', channelId);
    run('UPDATE channels SET is_known = 0 WHERE channel_id = ?', channelId);
    run('DELETE FROM channel_faults WHERE channel_id = ?', channelId);
    const unsent = "SELECT post_key FROM posts WHERE channel_id = ? AND state IN ('waiting', 'dropped', 'refused')";
    for (const row of rows(unsent, channelId)) forgetPost(sql, textIn(row, 'post_key'));
  }

  const write = ({ channelId, guildId, origin, roleId, topic, silent, language, createdBy }: NewSubscription): void =>
    void run(
      `INSERT INTO subscriptions (channel_id, guild_id, origin, role_id, topic, silent, language, created_by, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (channel_id) DO UPDATE SET guild_id = coalesce(excluded.guild_id, guild_id), origin = excluded.origin,
         role_id = excluded.role_id, topic = excluded.topic, silent = excluded.silent, language = excluded.language,
         created_by = excluded.created_by`,
      ...[channelId, guildId, origin, roleId, topic, silent ? 1 : 0, language, createdBy, new Date().toISOString()],
    );

  const list = (): Subscription[] => rows('SELECT * FROM subscriptions ORDER BY created_at, channel_id').map(fromRow);

  return {
    list,
    get(channelId) {
      const row = first('SELECT * FROM subscriptions WHERE channel_id = ?', channelId);
      return row && fromRow(row);
    },
    put(subscription) {
      write(subscription);
      changed();
    },
    remove(channelId) {
      const removed = atomically(() => {
        if (!first('SELECT 1 FROM subscriptions WHERE channel_id = ?', channelId)) return false;
        drop(channelId);
        return true;
      });
      if (removed) changed();
      return removed;
    },
    setFromSettings(channelId) {
      atomically(() => {
        const subscribed = list();
        for (const each of subscribed) {
          if (each.origin === 'settings' && each.channelId !== channelId) drop(each.channelId);
        }
        if (channelId && !subscribed.some((each) => each.channelId === channelId)) write(fromSettings(channelId));
      });
      changed();
    },
    setGuild: (channelId, guildId) =>
      void run('UPDATE subscriptions SET guild_id = ? WHERE channel_id = ?', guildId, channelId),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The liveblog is German, and so are posts unless somebody asks for another language. */
const fromSettings = (channelId: string): NewSubscription => ({
  ...{ channelId, guildId: null, origin: 'settings', roleId: null, topic: null, silent: false, language: 'de' },
  createdBy: null,
});

const fromRow = (row: Row): Subscription => ({
  channelId: textIn(row, 'channel_id'),
  guildId: textOrNullIn(row, 'guild_id'),
  origin: row.origin === 'settings' ? 'settings' : 'command',
  roleId: textOrNullIn(row, 'role_id'),
  topic: textOrNullIn(row, 'topic'),
  silent: numberIn(row, 'silent') === 1,
  language: textIn(row, 'language'),
  createdBy: textOrNullIn(row, 'created_by'),
  createdAt: textIn(row, 'created_at'),
});
