/**
 * How long a new file takes to its post, and what the process that posts holds over 10,000 posts.
 * `npm run bench:posting -- --posts 10000`. Linux only: reads /proc.
 */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type StandIn, startStandIn } from '../src/playground/stand-in.ts';
import { markdownTable } from './table.ts';
import { type BotProcess, createBotProcess } from './torture/bot-process.ts';

const { values } = parseArgs({ options: { posts: { type: 'string', default: '10000' } } });
const TOKEN = 'a.bench.token';
/** The page shows so many of the newest entries, as a newsroom's does. */
const WINDOW = 100;
const LATENCY_SAMPLES = 20;

interface Bench {
  readonly discord: StandIn;
  readonly bot: BotProcess;
  readonly corpus: string;
  readonly channelId: string;
  close(): Promise<void>;
}

async function start(model: Readonly<Record<string, string>>): Promise<Bench> {
  const discord = await startStandIn({ token: TOKEN });
  const folder = mkdtempSync(join(tmpdir(), 'liveblog-bench-'));
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  const channelId = discord.channels[0]?.id ?? '';
  const bot = createBotProcess({
    ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl, LIVEBLOG_CHANNEL_ID: channelId, LOG_LEVEL: 'info' },
    ...{ CORPUS_DIR: corpus, DATA_DIR: join(folder, 'data'), POST_FLOOD_LIMIT: '0', ...model },
  });
  bot.start();
  while (!bot.lastWords().includes('"msg":"ready"')) await wait(20);
  const close = async () => {
    await bot.stop();
    await discord.close();
    rmSync(folder, { recursive: true });
  };
  return { discord, bot, corpus, channelId, close };
}

function write(corpus: string, name: string, text: string): void {
  writeFileSync(join(corpus, `${name}.unfinished`), text);
  renameSync(join(corpus, `${name}.unfinished`), join(corpus, name));
}

async function postsReach({ discord, channelId }: Bench, count: number): Promise<void> {
  while (discord.messages(channelId).length < count) await wait(2);
}

const quantile = (sorted: readonly number[], share: number): string =>
  `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN)} ms`;

async function measureLatency(): Promise<void> {
  const bench = await start({});
  const times: number[] = [];
  for (let n = 1; n <= LATENCY_SAMPLES; n++) {
    const began = performance.now();
    write(bench.corpus, `${n}.md`, `# Meldung ${n}\n\nDer Pegel steht ${n} Zentimeter über der Marke.\n`);
    await postsReach(bench, n);
    times.push(performance.now() - began);
    await wait(300);
  }
  await bench.close();
  times.sort((a, b) => a - b);
  console.log(`From a new file to its post, ${LATENCY_SAMPLES} files, with the model:`);
  console.log(
    markdownTable([{ median: quantile(times, 0.5), p95: quantile(times, 0.95), longest: quantile(times, 1) }]),
  );
}

function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

async function measureMemory(posts: number): Promise<void> {
  const bench = await start({ EMBEDDING_MODEL: 'none' });
  const rows: Record<string, string>[] = [];
  const began = performance.now();
  const item = (n: number) => ({ id: `meldung-${n}`, headline: `Meldung ${n}`, text: `Der Pegel steht bei ${n}.` });
  for (let newest = WINDOW; newest <= posts; newest += WINDOW) {
    // half of the window is old each time, so that the edition never loses more than half
    for (const top of [newest - WINDOW / 2, newest]) {
      const page = Array.from({ length: Math.min(top, WINDOW) }, (_, at) => item(top - at));
      write(bench.corpus, 'page.json', JSON.stringify(page));
      await postsReach(bench, top);
    }
    if (newest % (posts / 10) !== 0) continue;
    const seconds = (performance.now() - began) / 1_000;
    const resident = `${residentMb(bench.bot.pid()).toFixed(0)} MB`;
    rows.push({ posts: String(newest), resident, time: `${seconds.toFixed(0)} s` });
    console.error(`${newest} posts: ${resident}`);
  }
  await bench.close();
  console.log('\nWhat the process that posts holds:');
  console.log(markdownTable(rows));
}

await measureLatency();
await measureMemory(Number(values.posts));
