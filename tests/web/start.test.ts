import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startPlayground } from '../support/playground.ts';
import { startScript } from '../support/process.ts';
import { tempFolder } from '../support/temp.ts';

/** How `npm start` without a token decides what to be, and what stops it. */

const ENTRY = '---\nheadline: Brücke gesperrt\n---\nDie Brücke bleibt bis Freitag gesperrt.\n';
const WAIT = { timeout: 100_000, interval: 50 };
/** Each starts the whole bot, and some more than one. */
const TEST_MAX_MS = 180_000;

function folders() {
  const root = tempFolder();
  const corpus = join(root, 'corpus');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'brücke.md'), ENTRY);
  return { corpus, env: { CORPUS_DIR: corpus, DATA_DIR: join(root, 'data') } };
}

test(
  'a pipe that is silent at first gets the page, is heard later, and ends it; a second one on the same data is refused',
  async () => {
    const { env, corpus } = folders();
    const first = startScript('src/main.ts', [], env);
    await expect.poll(first.stdout, WAIT).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
    const url = /http:\/\/\S+/.exec(first.stdout())?.[0] ?? '';
    expect((await fetch(url)).status).toBe(200);

    await expect(startPlayground(env)).rejects.toThrow(/Another bot is running on .*playground/);
    expect(existsSync(join(env.DATA_DIR, 'playground', 'corpus', 'brücke.md'))).toBe(true);

    await wait(1_000);
    first.child.stdin?.end('/latest\n');
    expect(await first.exited).toBe(0);
    expect(first.stdout()).toContain('Der neueste Eintrag');
    expect(readFileSync(join(corpus, 'brücke.md'), 'utf8')).toBe(ENTRY);
  },
  TEST_MAX_MS,
);

test(
  '--terminal talks in the terminal, whatever the input is, and serves no page',
  async () => {
    const bot = startScript('src/main.ts', ['--terminal'], folders().env);
    await expect.poll(bot.stdout, WAIT).toContain('Try /help');
    bot.child.stdin?.end('/latest\n');
    expect(await bot.exited).toBe(0);
    expect(bot.stdout()).toContain('Der neueste Eintrag');
    expect(bot.stdout()).not.toContain('http://127.0.0.1');
  },
  TEST_MAX_MS,
);

test(
  'what the page cannot be served with ends the start with one line that says what to do',
  async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(address instanceof Object ? address.port : 0);
    const { env, corpus } = folders();
    await expect(startPlayground({ ...env, PORT: port })).rejects.toThrow(/PORT \d+ cannot be used .*set another one/);
    await expect(startPlayground({ ...env, CORPUS_DIR: 'nowhere' })).rejects.toThrow(
      /nowhere does not exist.*CORPUS_DIR/,
    );
    const inside = { ...env, DATA_DIR: join(corpus, 'data') };
    await expect(startPlayground(inside)).rejects.toThrow(/lies within CORPUS_DIR .*Set another DATA_DIR/);
    expect(existsSync(inside.DATA_DIR)).toBe(false);
  },
  TEST_MAX_MS,
);
