import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pc from 'picocolors';
import type { Logger } from 'pino';
import { type Config, ConfigError } from './config.ts';
import { watchCorpus } from './corpus/watch.ts';
import { CHANNEL_TYPE } from './playground/model.ts';
import { type StandIn, startStandIn } from './playground/stand-in.ts';
import { runTerminal } from './playground/terminal/terminal.ts';
import { openInBrowser } from './playground/web/open.ts';
import { servePage } from './playground/web/server.ts';
import { lockDataDir } from './store/data-lock.ts';
import { createWorkingCopy } from './working-copy.ts';

/** The bot without an account: against the stand-in, with a page in the browser or a prompt in the terminal. */

/** What the bot of a rehearsal needs to know. */
export interface BotPlace {
  readonly token: string;
  readonly apiUrl: string;
  readonly channelId: string | null;
}

interface RunningBot {
  close(): Promise<void>;
  /** Resolves when nothing waits to be posted. */
  drained(): Promise<void>;
}

interface Options {
  readonly config: Config;
  readonly log: Logger;
  readonly startBot: (config: Config, place: BotPlace) => Promise<RunningBot>;
  /** `--terminal` was given. */
  readonly wantsTerminal: boolean;
  /** Calls `close` when the process is asked to end. */
  readonly closeOnSignals: (close: () => Promise<void>) => void;
}

/** The first is for posts, the second for questions, the third to subscribe. */
const CHANNELS = [
  { name: 'liveblog' },
  { name: 'fragen' },
  { name: 'eilmeldungen', type: CHANNEL_TYPE.announcement },
] as const;
/** A page is nicer to look at with a few posts in the channel. */
const PAGE_BACKLOG = 10;
/** A pipe that has said nothing by then is not there to give commands. */
const PIPE_SPEAKS_WITHIN_MS = 1_000;

/** Resolves when the run is over. @throws ConfigError when PORT cannot be used. */
export async function runPlayground(options: Options): Promise<void> {
  const input = inputKind();
  const speaks = input === 'pipe' && (options.wantsTerminal || (await speaksSoon(process.stdin)));
  if (options.wantsTerminal || speaks) await runInTerminal(options);
  else await runInBrowser(options, input === 'pipe');
}

/** What commands could come from; `none` is a device such as /dev/null. */
function inputKind(): 'terminal' | 'pipe' | 'none' {
  if (process.stdin.isTTY) return 'terminal';
  const info = fstatSync(0);
  return info.isFIFO() || info.isFile() || info.isSocket() ? 'pipe' : 'none';
}

/** Whether something can be read, or the end is reached, without taking anything away. */
async function speaksSoon(input: NodeJS.ReadStream): Promise<boolean> {
  const speaks = once(input, 'readable').then(() => true);
  const silent = wait(PIPE_SPEAKS_WITHIN_MS, false);
  return Promise.race([speaks, silent]);
}

const start = (port: number, make: (port: number) => Promise<StandIn>): Promise<StandIn> =>
  make(port).catch((error: Error) => {
    throw portFault(port, error);
  });

const portFault = (port: number, { message }: Error): ConfigError =>
  new ConfigError(`PORT ${port} cannot be used (${message}): set another one, or 0 for a free one`);

/** Nobody else can log in: a page in the browser could reach the stand-in's port too, but does not know the token. */
const newToken = (): string => randomUUID();

const placeOf = (standIn: StandIn, token: string): BotPlace => ({
  token,
  apiUrl: standIn.apiUrl,
  channelId: standIn.channels[0]?.id ?? null,
});

async function runInTerminal({ config, startBot, closeOnSignals }: Options): Promise<void> {
  process.stdout.write('DISCORD_TOKEN is not set: the bot runs against a local stand-in for Discord. Try /help.\n');
  const token = newToken();
  const standIn = await start(config.port, (port) => startStandIn({ port, token }));
  const bot = await startBot(config, placeOf(standIn, token));
  const close = async () => {
    await bot.close();
    await standIn.close();
  };
  closeOnSignals(close);
  await prompt(standIn, bot);
  await close();
}

async function runInBrowser({ config, log, startBot, closeOnSignals }: Options, hasPipe: boolean): Promise<void> {
  const place = join(config.dataDir, 'playground');
  if (isWithin(config.corpusDir, place))
    throw new ConfigError(
      `DATA_DIR ${config.dataDir} lies within CORPUS_DIR ${config.corpusDir}: the copy would be read as part of the corpus. Set another DATA_DIR`,
    );
  const lock = lockDataDir(place);
  const [folder, dataDir] = [join(place, 'corpus'), join(place, 'bot')];
  const copy = await createWorkingCopy({ corpus: config.corpusDir, folder });
  await forgetPostings(dataDir);
  const token = newToken();
  const standIn = await startStandIn({ token, channels: CHANNELS });
  const page = await servePage({ standIn, desk: copy, port: config.port }).catch((error: Error) => {
    throw portFault(config.port, error);
  });
  announce(page.url);
  const ownConfig = { ...config, corpusDir: folder, dataDir, postBacklog: config.postBacklog ?? PAGE_BACKLOG };
  const bot = await startBot(ownConfig, placeOf(standIn, token));
  const follow = () => void copy.follow().catch((err) => log.error({ err }, 'the copy does not follow the corpus'));
  const onError = (err: unknown) => log.error({ err }, 'the corpus cannot be watched');
  const watcher = await watchCorpus({ paths: [config.corpusDir], onChange: follow, onError });
  // what came while the bot was starting
  follow();
  const close = async () => {
    await watcher.close();
    await page.close();
    await bot.close();
    await standIn.close();
    lock.release();
  };
  closeOnSignals(close);
  if (!hasPipe) return;
  await prompt(standIn, bot);
  await close();
}

/** Folders whose names begin with a dot are never read. */
function isWithin(corpus: string, place: string): boolean {
  const path = relative(resolve(corpus), resolve(place)).split(sep);
  return path[0] !== '..' && !isAbsolute(path.join(sep)) && !path.some((name) => name.startsWith('.'));
}

function announce(url: string): void {
  process.stdout.write(
    'DISCORD_TOKEN is not set: the bot runs against a local stand-in for Discord.\n' +
      `Open ${url} in a browser. Ctrl-C ends it; npm start -- --terminal talks to the bot here instead.\n`,
  );
  if (process.stdout.isTTY && process.stdin.isTTY) openInBrowser(url);
}

/** The stand-in's channels are empty at each start, so nothing has been posted. What is embedded stays. */
async function forgetPostings(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch(() => []);
  for (const name of names) if (name.startsWith('liveblog.db')) await rm(join(dataDir, name), { force: true });
}

const prompt = (standIn: StandIn, { drained }: RunningBot): Promise<void> =>
  runTerminal({
    ...{ standIn, drained, channelId: standIn.channels[1]?.id ?? '', member: standIn.moderator },
    ...{ input: process.stdin, output: process.stdout },
    interactive: process.stdin.isTTY === true,
    colour: process.stdout.isTTY === true && pc.isColorSupported,
    width: () => process.stdout.columns ?? 80,
  });
