import type Database from 'libsql';
import { type Answers, createAnswers } from './answers.ts';
import { type ChannelFaults, createChannelFaults } from './channel-faults.ts';
import { type ChannelStatus, channelStatuses } from './channel-status.ts';
import { checkpoint } from './database.ts';
import { type EditionChanges, type ReadEdition, recordEdition } from './editions.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createPosts, type Posts } from './posts.ts';
import type { PostingRules } from './queue-posts.ts';
import { createSql } from './sql.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { changesOf, type PostChanges } from './versions.ts';

/** What the bot remembers between two starts, but for what can be made again. */
export interface Store {
  readonly subscriptions: Subscriptions;
  readonly answers: Answers;
  readonly faults: ChannelFaults;
  readonly outbox: Outbox;
  readonly posts: Posts;
  /** Writes down an edition and what it means for every channel, in one transaction. */
  recordEdition(edition: ReadEdition, rules: PostingRules): EditionChanges;
  /** What the button with the custom_id `changes:POST_KEY` shows; null where nothing is known of it any more. */
  changesOf(postKey: string): PostChanges | null;
  channelStatuses(): readonly ChannelStatus[];
  close(): void;
}

export function createStore(db: Database.Database): Store {
  const sql = createSql(db);
  return {
    subscriptions: createSubscriptions(sql),
    answers: createAnswers(sql),
    faults: createChannelFaults(sql),
    outbox: createOutbox(sql),
    posts: createPosts(sql),
    recordEdition: (edition, rules) => recordEdition(sql, edition, rules),
    changesOf: (postKey) => changesOf(sql, postKey),
    channelStatuses: () => channelStatuses(sql),
    close() {
      checkpoint(db);
      db.close();
    },
  };
}
