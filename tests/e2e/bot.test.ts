import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { standIn, TOKEN } from '../support/bot.ts';
import { startScript } from '../support/process.ts';
import { tempFolder } from '../support/temp.ts';

const WAIT = { timeout: 20_000, interval: 50 };

const ENTRY = `---
headline: Sturmflut trifft die Küste
published: 2025-12-04T10:00+01:00
---
Das Wasser stieg um drei Meter. Verletzt wurde niemand.
`;

async function setUp(rest: Record<string, string> = {}) {
  const discord = await standIn();
  const folder = tempFolder();
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'flut.md'), ENTRY);
  const env = {
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    LIVEBLOG_CHANNEL_ID: discord.channels[0]?.id ?? '',
    CORPUS_DIR: corpus,
    DATA_DIR: join(folder, 'data'),
    ...rest,
  };
  const start = (script = 'src/main.ts', args: readonly string[] = []) => startScript(script, args, env);
  return { discord, corpus, start, channelId: discord.channels[0]?.id ?? '' };
}

/** Of a process, as far as the system tells: only on Linux. */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const isReady = (stderr: string): number => stderr.split('\n').filter((line) => line.includes('ready')).length;

test('the whole bot: one ready line, answers by meaning, posts a new file, survives nonsense, ends cleanly', async () => {
  const { discord, corpus, start, channelId } = await setUp();
  const bot = start();
  await expect.poll(() => isReady(bot.stderr()), WAIT).toBe(1);

  const answer = await discord.run(discord.reader, channelId, 'ask', { question: 'How high did the water rise?' })
    .reply;
  expect(answer.embeds[0]?.description).toContain('Das Wasser stieg um drei Meter.');

  writeFileSync(
    join(corpus, 'neu.tmp'),
    '---\nheadline: Fähren fahren wieder\n---\nSeit Mittag legen die Fähren wieder ab.\n',
  );
  renameSync(join(corpus, 'neu.tmp'), join(corpus, 'neu.md'));
  const posts = () =>
    discord
      .messages(channelId)
      .filter(({ interaction }) => !interaction)
      .map(({ embeds }) => embeds[0]?.title);
  await expect.poll(posts, WAIT).toEqual(['Fähren fahren wieder']);

  discord.gateway.dispatch('INTERACTION_CREATE', { id: '1', type: 2 });
  discord.gateway.dispatch('INTERACTION_CREATE', {});
  expect((await discord.run(discord.reader, channelId, 'latest').reply).embeds).toHaveLength(1);

  bot.child.kill('SIGTERM');
  expect(await bot.exited).toBe(0);
  expect(bot.stderr()).not.toContain(TOKEN);
  expect(isReady(bot.stderr())).toBe(1);
});

test('a signal before the bot is ready ends it cleanly, and its engine with it', async () => {
  const { start } = await setUp({ LOG_LEVEL: 'debug' });
  const bot = start();
  await expect.poll(() => childrenOf(bot.child.pid ?? 0), WAIT).toHaveLength(1);
  const engines = childrenOf(bot.child.pid ?? 0);
  bot.child.kill('SIGTERM');
  expect(await bot.exited).toBe(0);
  await expect.poll(() => engines.filter(isAlive), WAIT).toEqual([]);
});

test('an engine whose bot was killed ends by itself', async () => {
  const { start } = await setUp();
  const bot = start();
  await expect.poll(() => childrenOf(bot.child.pid ?? 0), WAIT).toHaveLength(1);
  const engines = childrenOf(bot.child.pid ?? 0);
  bot.child.kill('SIGKILL');
  expect(await bot.exited).toBeNull();
  await expect.poll(() => engines.filter(isAlive), WAIT).toEqual([]);
});

test('a bot whose npm is gone ends as well', async () => {
  const { start } = await setUp({ npm_lifecycle_event: 'start' });
  const bot = start('tests/support/abandoning-parent.ts', ['src/main.ts']);
  expect(await bot.exited).toBe(0);
  const pid = Number(bot.stdout());
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => isAlive(pid), WAIT).toBe(false);
});

test('without a loadable model the bot answers by words and says so in /status', async () => {
  const { discord, start, channelId } = await setUp({ EMBEDDING_MODEL: 'no-such-model' });
  const bot = start();
  await expect.poll(() => isReady(bot.stderr()), WAIT).toBe(1);
  const answer = await discord.run(discord.reader, channelId, 'ask', { question: 'Sturmflut an der Küste' }).reply;
  expect(answer.embeds[0]?.description).toContain('Sturmflut');
  expect(answer.embeds[0]?.footer?.text).toContain('nur Wortsuche');
  const status = await discord.run(discord.reader, channelId, 'status').reply;
  expect(status.embeds[0]?.description).toContain('no-such-model');
  expect(bot.stderr()).toContain('no-such-model');
});

test.each([
  ['a wrong token', { DISCORD_TOKEN: 'x.y.z' }, /DISCORD_TOKEN/],
  ['a corpus that is not there', { CORPUS_DIR: 'no-such-folder' }, /^no-such-folder does not exist.*CORPUS_DIR/m],
  [
    'wrong settings, all at once',
    { PORT: 'abc', LIVEBLOG_CHANNEL_ID: '12', LOG_LEVEL: 'loud' },
    /LIVEBLOG_CHANNEL_ID[\s\S]*LOG_LEVEL[\s\S]*PORT/,
  ],
])('%s ends the start with one clear message and exit code 1', async (_, env, message) => {
  const { start } = await setUp(env);
  const bot = start();
  expect(await bot.exited).toBe(1);
  expect(bot.stderr()).toMatch(message);
  expect(bot.stderr()).not.toMatch(/ {4}at /);
});

test('a data folder that cannot be used ends the start with what to do', async () => {
  const file = join(tempFolder(), 'a-file');
  writeFileSync(file, '');
  const { start } = await setUp({ DATA_DIR: file });
  const bot = start();
  expect(await bot.exited).toBe(1);
  expect(bot.stderr()).toMatch(/liveblog\.db cannot be opened .*DATA_DIR/);
});

test('a port that is taken and a Discord that cannot be reached each end the start with what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  const port = String(address instanceof Object ? address.port : 0);
  const onStandIn = startScript('src/main.ts', [], { PORT: port, DATA_DIR: tempFolder() });
  const onNothing = startScript('src/main.ts', [], {
    ...{ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:1', DATA_DIR: tempFolder() },
  });
  expect([await onStandIn.exited, await onNothing.exited]).toEqual([1, 1]);
  expect(onStandIn.stderr()).toMatch(/^PORT \d+ cannot be used .*set another one/);
  expect(onNothing.stderr()).toMatch(/^Discord cannot be reached at http:\/\/127\.0\.0\.1:1: .*DISCORD_API_URL/);
});

test('piped commands run against the stand-in, without colours, and end with the input', async () => {
  const folder = tempFolder();
  const input =
    '/ask Wie hoch ist das Defizit im ukrainischen Haushalt?\n/ask Wer gewann die Bundesliga?\n/latest 3\n/reload\n/nonsense\n';
  const bot = startScript('src/main.ts', [], { DATA_DIR: folder }, input);
  expect(await bot.exited).toBe(0);
  const [, deficit = '', league = '', latest = '', reload = '', nonsense = ''] = bot.stdout().split(/^> /m);
  expect(bot.stdout().split('\n')[0]).toContain('DISCORD_TOKEN');
  expect(deficit).toContain('40 Milliarden Euro');
  expect(league).toContain('nichts gefunden');
  expect(latest).toContain('Die 3 neuesten Einträge');
  expect(reload).toContain('nichts geändert');
  expect(nonsense).toContain('There is no /nonsense');
  expect(bot.stdout()).not.toContain('\u001b');
  expect(bot.stderr().replace(/^Indexing: \d+ of \d+\n/gm, '')).toBe('');
});
