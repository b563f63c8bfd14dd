import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standIn, TOKEN } from '../support/bot.ts';
import { startScript } from '../support/process.ts';
import { tempFolder } from '../support/temp.ts';

/** A loaded machine takes its time to start the bot. */
const WAIT = { timeout: 120_000, interval: 50 };
const TEST_TIMEOUT_MS = 300_000;

async function setUp() {
  const discord = await standIn();
  const folder = tempFolder();
  const [corpus, data] = [join(folder, 'corpus'), join(folder, 'data')];
  for (const path of [corpus, data]) mkdirSync(path);
  const env = { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl, EMBEDDING_MODEL: 'none' };
  const channel = { LIVEBLOG_CHANNEL_ID: discord.channels[0]?.id ?? '' };
  const start = () => startScript('src/main.ts', [], { ...env, ...channel, CORPUS_DIR: corpus, DATA_DIR: data });
  return { discord, corpus, data, start };
}

test(
  'a second bot on one DATA_DIR refuses with a clear line; the lock goes with a process that is killed',
  async () => {
    const { data, start } = await setUp();
    const first = start();
    await expect.poll(first.stderr, WAIT).toContain('ready');
    const second = start();
    expect(await second.exited).toBe(1);
    expect(second.stderr()).toBe(
      `Another bot is running on ${data} (process ${first.child.pid}): stop it, or give this one another DATA_DIR\n`,
    );
    first.child.kill('SIGKILL');
    await first.exited;
    const third = start();
    await expect.poll(third.stderr, WAIT).toContain('ready');
    third.child.kill('SIGTERM');
    expect(await third.exited).toBe(0);
  },
  TEST_TIMEOUT_MS,
);

test(
  'a damaged database ends the start with what to do, and is left as it is',
  async () => {
    const { data, start } = await setUp();
    const file = join(data, 'liveblog.db');
    writeFileSync(file, 'this is no database, '.repeat(500));
    const before = readFileSync(file, 'utf8');
    const bot = start();
    expect(await bot.exited).toBe(1);
    expect(bot.stderr()).toMatch(/^\S+liveblog\.db is damaged .*restore it from a backup, or move it away/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  },
  TEST_TIMEOUT_MS,
);

test(
  'a token that is revoked while the bot posts ends it with one clear line, and the post waits for the next start',
  async () => {
    const { discord, corpus, start } = await setUp();
    const first = start();
    await expect.poll(first.stderr, WAIT).toContain('ready');
    discord.fail({
      method: 'POST',
      path: /^\/channels\/\d+\/messages$/,
      times: 1,
      kind: { type: 'status', status: 401 },
    });
    writeFileSync(join(corpus, 'neu.md'), '# Fähren fahren wieder\n\nSeit Mittag legen sie wieder ab.\n');
    expect(await first.exited).toBe(1);
    expect(first.stderr()).toMatch(/Discord refuses the token: copy it anew/);
    const second = start();
    const titles = () => discord.messages(discord.channels[0]?.id ?? '').map(({ embeds }) => embeds[0]?.title);
    await expect.poll(titles, WAIT).toEqual(['Fähren fahren wieder']);
    await expect.poll(second.stderr, WAIT).toContain('ready');
    second.child.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  },
  TEST_TIMEOUT_MS,
);
