import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { type BotProcess, createBotProcess } from './bot-process.ts';
import { check, postedEverywhere, type Verdict } from './check.ts';
import { createNewsroom, type Format, type Newsroom } from './newsroom.ts';
import { createRandom, type Random } from './random.ts';
import { startStorm } from './storm.ts';

export interface TortureOptions {
  readonly seed: number;
  readonly entries: number;
  readonly corrections: number;
  readonly withdrawals: number;
  readonly kills: number;
  readonly channels: number;
  readonly format: Format;
  /** How long nothing may happen at the end before the run is given up, in milliseconds. */
  readonly patienceMs: number;
}

export interface TortureResult extends Verdict {
  readonly kills: number;
  readonly faults: number;
  readonly seconds: number;
  /** What the bot said last, when it did not finish. */
  readonly lastWords: string | null;
}

const TOKEN = 'a.torture.token';
const POLL_MS = 10;
/** A life ends when it has done as much as the seed says, or nothing for so long: before its first message, and after. */
const IDLE_AT_START_MS = 10_000;
const IDLE_MS = 2_500;

/** One storm: real files, the real bot, killed again and again, against the stand-in. */
export async function torture(options: TortureOptions): Promise<TortureResult> {
  const random = createRandom(options.seed);
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  const names = Array.from({ length: options.channels }, (_, at) => ({ name: `kanal-${at + 1}` }));
  const discord = await startStandIn({ token: TOKEN, channels: names });
  const channelIds = discord.channels.map(({ id }) => id);
  const [settingsChannel = '', ...others] = channelIds;
  subscribe(join(folder, 'data'), others);
  const bot = createBotProcess(environment(discord, folder, settingsChannel));
  const startedAt = Date.now();
  const newsroom = createNewsroom(join(folder, 'corpus'), options.format);
  newsroom.save();
  const storm = startStorm(discord, random);
  try {
    const seen = countMessages(discord);
    await firstStart(bot, discord);
    const script = createScript(options, newsroom, random, () => postedEverywhere(discord, channelIds));
    const kills = await live({ options, bot, random, seen, script });
    storm.end();
    await finish({ bot, seen, isDone: () => isRight(check(discord, channelIds, newsroom.entries)), options });
    const verdict = check(discord, channelIds, newsroom.entries);
    const seconds = (Date.now() - startedAt) / 1_000;
    return { ...verdict, kills, faults: storm.faults(), seconds, lastWords: isRight(verdict) ? null : bot.lastWords() };
  } finally {
    await bot.kill();
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const isRight = ({ lost, doubled, outOfOrder, stale }: Verdict): boolean =>
  lost + doubled + outOfOrder + stale === 0;

function subscribe(dataDir: string, channelIds: readonly string[]): void {
  const store = createStore(openDatabase(join(dataDir, 'liveblog.db')));
  for (const channelId of channelIds) {
    store.subscriptions.put({
      ...{ channelId, guildId: null, origin: 'command', roleId: null, topic: null, silent: false },
      ...{ language: 'de', createdBy: null },
    });
  }
  store.close();
}

/** Posting has nothing to do with the model, and a thousand starts need not wait for it: entries are found by words. */
const environment = (discord: StandIn, folder: string, channelId: string): Record<string, string> => ({
  ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl, LIVEBLOG_CHANNEL_ID: channelId },
  ...{ CORPUS_DIR: join(folder, 'corpus'), DATA_DIR: join(folder, 'data'), POST_FLOOD_LIMIT: '0' },
  ...{ EMBEDDING_MODEL: 'none', LOG_LEVEL: 'info' },
});

function countMessages(discord: StandIn): () => number {
  let count = 0;
  discord.onMessage(() => {
    count += 1;
  });
  return () => count;
}

/** The first edition is remembered, not posted: it must be there before anything is written. */
async function firstStart(bot: BotProcess, discord: StandIn): Promise<void> {
  bot.start();
  await discord.whenReady();
  while (!bot.lastWords().includes('"msg":"ready"')) {
    if (!bot.isRunning()) throw new Error(`The bot does not start: ${bot.lastWords()}`);
    await wait(POLL_MS);
  }
}

/** What the newsroom does, in an order that the seed decides: a batch of it at a time. @returns whether anything is left. */
function createScript(
  { entries, corrections, withdrawals }: TortureOptions,
  newsroom: Newsroom,
  random: Random,
  posted: () => ReadonlySet<number>,
): () => boolean {
  const left = { entries, corrections, withdrawals };
  return () => {
    const added = Math.min(left.entries, random.between(1, Math.ceil(entries / 30)));
    newsroom.add(added);
    left.entries -= added;
    const shown = [...newsroom.entries.values()].filter(({ isWithdrawn }) => !isWithdrawn).map(({ number }) => number);
    for (let n = random.between(0, Math.ceil(corrections / 25)); n > 0 && left.corrections > 0; n--) {
      newsroom.correct(random.pick(shown));
      left.corrections -= 1;
    }
    // the first one stays: what goes from the end of a page has left its window
    const seen = [...posted()].filter((number) => number > 1 && newsroom.entries.get(number)?.isWithdrawn === false);
    for (let n = random.between(0, Math.ceil(withdrawals / 20)); n > 0 && left.withdrawals > 0; n--) {
      if (seen.length <= entries / 10) break;
      newsroom.withdraw(seen.splice(random.between(0, seen.length - 2), 1)[0] ?? 0);
      left.withdrawals -= 1;
    }
    newsroom.save();
    return left.entries + left.corrections + left.withdrawals > 0;
  };
}

interface Lives {
  readonly options: TortureOptions;
  readonly bot: BotProcess;
  readonly random: Random;
  readonly seen: () => number;
  readonly script: () => boolean;
}

/** Kills the bot at random moments, counted in messages, and starts it again; the newsroom writes on all the while. */
async function live({ options, bot, random, seen, script }: Lives): Promise<number> {
  const messages = options.channels * (options.entries + options.corrections);
  let isLeft = true;
  let kills = 0;
  while (kills < options.kills || isLeft) {
    if (!bot.isRunning()) bot.start();
    const isEarly = random.chance(0.2);
    const until = isEarly ? Date.now() + random.between(0, 1_500) : Number.POSITIVE_INFINITY;
    const begin = seen();
    const aim = begin + random.between(0, Math.ceil((1.6 * messages) / Math.max(1, options.kills)));
    let last = { count: begin, at: Date.now() };
    let nextBatch = Date.now() + random.between(0, 1_000);
    const isIdle = () => Date.now() - last.at > (last.count === begin ? IDLE_AT_START_MS : IDLE_MS);
    while (Date.now() < until && seen() <= aim && !isIdle()) {
      if (isLeft && Date.now() >= nextBatch) {
        isLeft = script();
        nextBatch = Date.now() + random.between(400, 2_000);
      }
      await wait(POLL_MS);
      if (seen() !== last.count) last = { count: seen(), at: Date.now() };
    }
    await wait(random.between(0, 40));
    if (kills >= options.kills) continue;
    await bot.kill();
    kills += 1;
  }
  return kills;
}

interface Finish {
  readonly bot: BotProcess;
  readonly seen: () => number;
  readonly isDone: () => boolean;
  readonly options: TortureOptions;
}

/** Lets the bot finish in peace, and a little longer: what comes after the end is a double. */
async function finish({ bot, seen, isDone, options }: Finish): Promise<void> {
  if (!bot.isRunning()) bot.start();
  let before = seen();
  let quietSince = Date.now();
  while (!isDone() && Date.now() - quietSince < options.patienceMs) {
    await wait(100);
    if (seen() !== before) {
      before = seen();
      quietSince = Date.now();
    }
  }
  await wait(1_000);
  await bot.stop();
}
