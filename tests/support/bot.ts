import { join } from 'node:path';
import type { Client } from 'discord.js';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { buttons, commands } from '../../commands/index.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { connect, serve } from '../../src/discord/bot.ts';
import { createDirectory } from '../../src/discord/publish/directory.ts';
import { createMessageApi } from '../../src/discord/publish/message-api.ts';
import { createPublisher, type Publisher, type PublisherOptions } from '../../src/discord/publish/publisher.ts';
import { createNewsdesk, type Newsdesk } from '../../src/newsdesk.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../src/playground/stand-in.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import type { NewSubscription } from '../../src/store/subscriptions.ts';
import { createTestEngine } from './engine.ts';
import { subscriptionOf } from './store.ts';

export const TOKEN = 'a.secret.token';

export async function standIn(options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const started = await startStandIn({ token: TOKEN, ...options });
  onTestFinished(() => started.close());
  return started;
}

interface TestBot {
  readonly client: Client<true>;
  readonly newsdesk: Newsdesk;
  readonly publisher: Publisher;
  readonly store: Store;
  readonly db: ReturnType<typeof openDatabase>;
  /** What it would have ended with. */
  readonly fatal: () => string | null;
  /** Everything it has logged. */
  readonly log: () => string;
  stop(): Promise<void>;
}

interface TestBotOptions {
  readonly discord: StandIn;
  readonly corpus: { entries: readonly Entry[] };
  readonly dataDir: string;
  readonly backlog?: number;
  readonly token?: string;
  readonly channelId?: string;
  readonly subscriptions?: readonly (Partial<NewSubscription> & { readonly channelId: string })[];
  readonly flood?: PublisherOptions['rules']['flood'];
  readonly waits?: Partial<PublisherOptions['waits']>;
  readonly entriesAbout?: PublisherOptions['entriesAbout'];
}

const NO_FLOOD = { limit: 0, newestInFull: 0, digestSize: 20 };
const SHORT_WAITS = { passingMs: [10], quarantineMs: [10], limitedMs: [50] };

/** The bot with the real discord.js and the real store, over an engine in memory. */
export async function startTestBot(options: TestBotOptions): Promise<TestBot> {
  const { discord, corpus, dataDir, backlog = 0, token = TOKEN } = options;
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const engine = createTestEngine(corpus);
  const newsdesk = createNewsdesk({ engine, log });
  await newsdesk.reload({ force: false });
  const client = await connect({ token, apiUrl: discord.apiUrl, log, onFatal: () => undefined });
  const db = openDatabase(join(dataDir, 'liveblog.db'));
  const store = createStore(db);
  store.subscriptions.setFromSettings(options.channelId ?? discord.channels[0]?.id ?? '');
  for (const each of options.subscriptions ?? []) store.subscriptions.put(subscriptionOf(each));
  let fatal: string | null = null;
  const publisher = createPublisher({
    ...{ store, log, api: createMessageApi(token, discord.apiUrl), directory: createDirectory(client) },
    rules: { backlog, flood: options.flood ?? NO_FLOOD },
    entriesAbout: options.entriesAbout ?? newsdesk.entriesAbout,
    onFatal: (message) => {
      fatal = message;
    },
    waits: { ...SHORT_WAITS, ...options.waits },
  });
  const context = { engine, log, store, reload: newsdesk.reload, lastReload: newsdesk.lastReload };
  await serve(client, { commands, buttons }, { ...context, posting: publisher.status });
  publisher.resume();
  newsdesk.publishWith(publisher);

  let stopped = false;
  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await publisher.close();
    await client.destroy();
    store.close();
  }
  onTestFinished(stop);
  return { client, newsdesk, publisher, store, db, fatal: () => fatal, log: () => lines.join(''), stop };
}
