import { join } from 'node:path';
import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import { buttons, commands } from '../commands/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { CorpusError } from './corpus/files.ts';
import { watchCorpus } from './corpus/watch.ts';
import { connect, FatalBotError, serve } from './discord/bot.ts';
import { createDirectory } from './discord/publish/directory.ts';
import { createMessageApi } from './discord/publish/message-api.ts';
import { createPublisher, type Publisher } from './discord/publish/publisher.ts';
import { EngineDied } from './engine/calls.ts';
import { createEngineClient } from './engine/client.ts';
import { createLog } from './log.ts';
import { createNewsdesk } from './newsdesk.ts';
import type { BotPlace } from './playground-mode.ts';
import { createProgressDisplay, type ProgressDisplay } from './progress.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import { type DataLock, lockDataDir } from './store/data-lock.ts';
import { openDatabase } from './store/database.ts';
import { createStore, type Store } from './store/store.ts';
import { isStoreFailure, remedyFor, StoreError } from './store/store-error.ts';

/** Where everything is wired together. */

/** Entries per digest message. */
const DIGEST_SIZE = 20;

interface Start {
  readonly where: BotPlace;
  readonly log: Logger;
  readonly display: ProgressDisplay;
  readonly shutdown: Shutdown;
}

async function startBot(config: Config, { where, log, display, shutdown }: Start) {
  const lock = lockDataDir(config.dataDir);
  const store = openStore(config, where.channelId, lock);
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
  const onChange = () => void newsdesk.reload({ force: false }).catch((err) => log.error({ err }, 'the reload failed'));
  const onError = (err: unknown) => log.error({ err }, 'the corpus cannot be watched: use /reload');
  const watching = watchCorpus({ paths: [config.corpusDir], onChange, onError });

  async function close(): Promise<void> {
    const watcher = await watching.catch(() => null);
    await watcher?.close();
    await publisher?.close();
    await client?.destroy();
    await engine.close();
    store.close();
    lock.release();
  }
  shutdown.use(close);

  try {
    // watched before it is read: what comes in between is not missed
    const firstEdition = watching.then(() => newsdesk.reload({ force: false }));
    firstEdition.catch(() => undefined);
    client = await connect({ ...where, log, onFatal: (error) => void stop(error) });
    publisher = createPublisher({
      ...{ store, log, entriesAbout: newsdesk.entriesAbout, api: createMessageApi(where.token, where.apiUrl) },
      directory: createDirectory(client),
      rules: rulesFrom(config),
      onFatal: (message) => void stop(new FatalBotError(message)),
    });
    const context = { engine, log, store, reload: newsdesk.reload, problems: newsdesk.problems };
    await serve(client, { commands, buttons }, { ...context, posting: publisher.status });
    publisher.resume();
    await firstEdition;
    newsdesk.publishWith(publisher);
    const servers = client.guilds.cache.size;
    // once whoever started the bot hears its signals
    setImmediate(() => log.info({ servers, entries: engine.edition()?.entries.length }, 'ready'));
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

function openStore({ dataDir }: Config, channelId: string | null, lock: DataLock): Store {
  const file = join(dataDir, 'liveblog.db');
  try {
    const store = createStore(openDatabase(file));
    store.subscriptions.setFromSettings(channelId);
    return store;
  } catch (error) {
    lock.release();
    throw isStoreFailure(error) ? new StoreError(remedyFor(file, error), { cause: error }) : error;
  }
}

const rulesFrom = ({ postBacklog, floodLimit, floodNewest }: Config) => ({
  backlog: postBacklog ?? 0,
  flood: { limit: floodLimit, newestInFull: floodNewest, digestSize: DIGEST_SIZE },
});

async function runOnDiscord(config: Config, token: string, shutdown: Shutdown): Promise<void> {
  const where = { token, apiUrl: config.discordApiUrl, channelId: config.channelId };
  const log = createLog(config.logLevel ?? 'info');
  const display = createProgressDisplay(process.stderr, (text) => log.info(text));
  await startBot(config, { where, log, display, shutdown });
}

async function runOnStandIn(config: Config, shutdown: Shutdown): Promise<void> {
  // a bot on Discord need not load the stand-in
  const { runPlayground } = await import('./playground-mode.ts');
  const log = createLog(config.logLevel ?? 'warn');
  const display = createProgressDisplay(process.stderr);
  return runPlayground({
    ...{ config, log, wantsTerminal: process.argv.includes('--terminal'), closeOnSignals: shutdown.use },
    startBot: (botConfig, where) => startBot(botConfig, { where, log, display, shutdown }),
  });
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
  const shutdown = createShutdown(config.isStartedByNpm);
  if (config.token) await runOnDiscord(config, config.token, shutdown);
  else await runOnStandIn(config, shutdown);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
