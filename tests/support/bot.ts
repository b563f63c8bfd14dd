import { join } from 'node:path';
import type { Client } from 'discord.js';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { connect, serve } from '../../src/discord/bot.ts';
import { createPostChannel } from '../../src/discord/channel.ts';
import { createPublisher, type Publisher } from '../../src/discord/publisher.ts';
import { textsFor } from '../../src/discord/texts/texts.ts';
import { createNewsdesk, type Newsdesk } from '../../src/newsdesk.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../src/playground/stand-in.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createPostingStore } from '../../src/store/postings.ts';
import { createTestEngine } from './engine.ts';

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
}

/** The bot with the real discord.js and the real store, over an engine in memory. */
export async function startTestBot(options: TestBotOptions): Promise<TestBot> {
  const { discord, corpus, dataDir, backlog = 0, token = TOKEN } = options;
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const engine = createTestEngine(corpus);
  const newsdesk = createNewsdesk({ engine, log });
  await newsdesk.reload({ force: false });
  const client = await connect({ token, apiUrl: discord.apiUrl, log, onFatal: () => undefined });
  const store = createPostingStore(openDatabase(join(dataDir, 'liveblog.db')));
  const channelId = options.channelId ?? discord.channels[0]?.id ?? '';
  const channel = createPostChannel(client, channelId, textsFor('de'));
  const publisher = createPublisher({ store, channelId, channel, backlog, log, retryWaitsMs: [10] });
  const context = { engine, log, reload: newsdesk.reload, problems: newsdesk.problems };
  await serve(client, commands, { ...context, publisherStatus: publisher.status });
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
  return { client, newsdesk, publisher, log: () => lines.join(''), stop };
}
