import { join } from 'node:path';
import type { Client } from 'discord.js';
import pc from 'picocolors';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { CorpusError } from './corpus/files.ts';
import { watchCorpus } from './corpus/watch.ts';
import { connect, FatalBotError, serve } from './discord/bot.ts';
import { createPostChannel } from './discord/channel.ts';
import { createPublisher, type Publisher } from './discord/publisher.ts';
import { textsFor } from './discord/texts/texts.ts';
import { EngineDied } from './engine/calls.ts';
import { createEngineClient } from './engine/client.ts';
import { createLog } from './log.ts';
import { createNewsdesk } from './newsdesk.ts';
import { type StandIn, startStandIn } from './playground/stand-in.ts';
import { runTerminal } from './playground/terminal/terminal.ts';
import { createProgressDisplay, type ProgressDisplay } from './progress.ts';
import { openDatabase, StoreError } from './store/database.ts';
import { createPostingStore } from './store/postings.ts';

/** Where everything is wired together. */

const POST_LANGUAGE = 'de';
const STAND_IN_TOKEN = 'stand-in';

interface Where {
  readonly token: string;
  readonly apiUrl: string;
  readonly channelId: string | null;
}

async function startBot(config: Config, where: Where, log: Logger, display: ProgressDisplay) {
  const store = createPostingStore(openDatabase(join(config.dataDir, 'liveblog.db')));
  const engine = createEngineClient({
    corpus: [config.corpusDir],
    model: config.embeddingModel,
    dataDir: config.dataDir,
    log,
    ...display,
  });
  const newsdesk = createNewsdesk({ engine, log });
  let client: Client<true> | null = null;
  let publisher: Publisher | null = null;
  let watcher: Awaited<ReturnType<typeof watchCorpus>> | null = null;

  async function close(): Promise<void> {
    await watcher?.close();
    await publisher?.close();
    await client?.destroy();
    await engine.close();
    store.close();
  }

  try {
    const firstEdition = newsdesk.reload({ force: false });
    firstEdition.catch(() => undefined);
    client = await connect({ ...where, log, onFatal: (error) => void stop(error) });
    const context = { engine, log, reload: newsdesk.reload, problems: newsdesk.problems };
    await serve(client, commands, { ...context, publisherStatus: () => publisher?.status() ?? null });
    await firstEdition;
    if (where.channelId) {
      const channel = createPostChannel(client, where.channelId, textsFor(POST_LANGUAGE));
      publisher = createPublisher({ store, channelId: where.channelId, channel, backlog: config.postBacklog, log });
      newsdesk.publishWith(publisher);
    }
    const onChange = () =>
      void newsdesk.reload({ force: false }).catch((err) => log.error({ err }, 'the reload failed'));
    const onError = (err: unknown) => log.error({ err }, 'the corpus cannot be watched: use /reload');
    watcher = await watchCorpus({ paths: [config.corpusDir], onChange, onError });
    log.info({ servers: client.guilds.cache.size, entries: engine.edition()?.entries.length }, 'ready');
    return { close, drained: newsdesk.drained };
  } catch (error) {
    await close();
    throw error;
  }

  async function stop(error: Error): Promise<void> {
    log.fatal(error.message);
    await close();
    process.exit(1);
  }
}

async function runOnDiscord(config: Config, token: string): Promise<void> {
  const where = { token, apiUrl: config.discordApiUrl, channelId: config.channelId };
  const log = createLog(config.logLevel ?? 'info');
  const display = createProgressDisplay(process.stderr, (text) => log.info(text));
  const bot = await startBot(config, where, log, display);
  closeOnSignals(bot.close);
}

async function runOnStandIn(config: Config): Promise<void> {
  process.stdout.write('DISCORD_TOKEN is not set: the bot runs against a local stand-in for Discord. Try /help.\n');
  const standIn = await startStandIn({ port: config.port, token: STAND_IN_TOKEN }).catch((error: Error) => {
    throw new ConfigError(
      `PORT ${config.port} cannot be used (${error.message}): set another one, or 0 for a free one`,
    );
  });
  const [posts, questions] = standIn.channels;
  const where = { token: STAND_IN_TOKEN, apiUrl: standIn.apiUrl, channelId: posts?.id ?? null };
  const log = createLog(config.logLevel ?? 'warn');
  const bot = await startBot(config, where, log, createProgressDisplay(process.stderr));
  const close = async () => {
    await bot.close();
    await standIn.close();
  };
  closeOnSignals(close);
  await prompt(standIn, questions?.id ?? '', bot.drained);
  await close();
}

const prompt = (standIn: StandIn, channelId: string, drained: () => Promise<void>): Promise<void> =>
  runTerminal({
    ...{ standIn, channelId, drained, member: standIn.moderator, input: process.stdin, output: process.stdout },
    interactive: process.stdin.isTTY === true,
    colour: process.stdout.isTTY === true && pc.isColorSupported,
    width: () => process.stdout.columns ?? 80,
  });

function closeOnSignals(close: () => Promise<void>): void {
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      close().finally(() => process.exit(0));
    });
  }
}

/** Errors that were written for the operator are shown as they are, all others with where they come from. */
const EXPECTED = [ConfigError, CorpusError, StoreError, FatalBotError, EngineDied];

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = EXPECTED.some((kind) => error instanceof kind) || error.name === 'CorpusError';
  return isExpected ? error.message : (error.stack ?? error.message);
}

process.on('unhandledRejection', (error) => process.stderr.write(`${explain(error)}\n`));
process.on('uncaughtException', (error) => process.stderr.write(`${explain(error)}\n`));

try {
  const config = readConfig();
  if (config.token) await runOnDiscord(config, config.token);
  else await runOnStandIn(config);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
