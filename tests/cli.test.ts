import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { commands } from '../commands/index.ts';
import { standIn, TOKEN } from './support/bot.ts';
import { startScript } from './support/process.ts';
import { tempFolder } from './support/temp.ts';

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const script = startScript('src/cli.ts', args, { DATA_DIR: tempFolder(), ...env });
  const code = await script.exited;
  return { code, stdout: script.stdout(), stderr: script.stderr() };
}

vi.setConfig({ testTimeout: 180_000 });

test('ask --json gives the contract’s fields, with excerpts that stand in the entries', async () => {
  const asked = await run(['ask', '--json', '--limit', '2', 'Wie hoch ist das Defizit?']);
  expect(asked.code).toBe(0);
  const answer = JSON.parse(asked.stdout);
  expect(answer).toMatchObject({
    question: 'Wie hoch ist das Defizit?',
    status: 'answered',
    mode: 'hybrid',
    edition: 1,
  });
  expect(Object.keys(answer.citations[0])).toEqual([
    'entryId',
    'position',
    'headline',
    'authors',
    'publishedAt',
    'url',
    'excerpt',
    'score',
  ]);
  expect(answer.timings).toEqual({
    embedMs: expect.any(Number),
    searchMs: expect.any(Number),
    totalMs: expect.any(Number),
  });
  const entries = JSON.parse((await run(['entries', '--json'])).stdout);
  expect(entries).toHaveLength(15);
  const cited = entries.find(({ id }: { id: string }) => id === answer.citations[0].entryId);
  const text = cited.paragraphs.join(' ');
  for (const part of answer.citations[0].excerpt.split(' … ')) expect(text).toContain(part);
});

test('ask without JSON reads well and has no colours in a pipe', async () => {
  const { code, stdout } = await run(['ask', 'Wie hoch ist das Defizit?'], { CI: 'true' });
  expect(code).toBe(0);
  expect(stdout).toContain('Alexander Eydlin · entry 5');
  expect(stdout).not.toContain('\u001b');
});

test('entries --json has the contract’s fields, newest first, several sources in one', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.md'), '---\nid: a\npublished: 2025-12-04T10:00Z\n---\n# Alt\n\nText.');
  writeFileSync(
    join(folder, 'b.md'),
    '---\nid: b\npublished: 2025-12-05T10:00Z\n---\n# Neu\n\nText.\n\n> Wort.\n> — Wer',
  );
  const { stdout } = await run(['entries', '--corpus', join(folder, 'a.md'), '--corpus', folder, '--json']);
  expect(JSON.parse(stdout)).toEqual([
    {
      id: 'b',
      position: 1,
      headline: 'Neu',
      authors: [],
      publishedAt: '2025-12-05T10:00:00+00:00',
      updatedAt: null,
      url: null,
      paragraphs: ['Text.'],
      quotes: [{ text: 'Wort.', speaker: 'Wer' }],
      source: join(folder, 'b.md'),
    },
    expect.objectContaining({ id: 'a', position: 2 }),
  ]);
});

test('evaluate --json counts what is right', async () => {
  const file = join(tempFolder(), 'questions.json');
  writeFileSync(
    file,
    JSON.stringify([
      { id: 'q1', lang: 'de', question: 'Wie hoch ist das Defizit?', gold: [5], need: 'any', answer: '40 Milliarden' },
      { id: 'q2', lang: 'de', question: 'Wer gewann die Bundesliga?', gold: [], need: 'none' },
    ]),
  );
  const { stdout } = await run(['evaluate', '--questions', file, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{
      questions: 2,
      right: 2,
      answerable: 1,
      hit1: 1,
      hit3: 1,
      mrr10: 1,
      refused: 1,
      falseRefusals: 0,
      excerptHit: 1,
    },
    latencyMs: { p50: expect.any(Number), p95: expect.any(Number) },
    items: [
      expect.objectContaining({ id: 'q1', status: 'answered', right: true }),
      expect.objectContaining({ id: 'q2', cited: [] }),
    ],
  });
});

test.each([
  [['ask', ''], /Expected a question/],
  [['ask', '--limit', '0', 'x'], /whole number from 1/],
  [['entries', '--corpus', 'no-such-path'], /^no-such-path does not exist/],
  [['evaluate', '--questions', 'no-such-file.json'], /^no-such-file\.json/],
  [['register'], /DISCORD_TOKEN/],
  [['nonsense'], /unknown command/],
])('%j ends with exit code 1 and one line on stderr', async (args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a file of questions that are none is reported in one line with the place', async () => {
  const file = join(tempFolder(), 'questions.json');
  writeFileSync(file, '[{"id":"q1","lang":"de","question":"Was?","gold":[],"need":"some"},{"id":2}]');
  const { code, stderr } = await run(['evaluate', '--questions', file]);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`${file}: [0].need: `);
});

test('a reader that has read enough ends the command without a word', async () => {
  const corpus = join(tempFolder(), 'many.json');
  const entries = Array.from({ length: 3_000 }, (_, at) => ({ headline: `H ${at}`, body: 'x '.repeat(200) + at }));
  writeFileSync(corpus, JSON.stringify(entries));
  const args = ['--import', 'tsx', 'src/cli.ts', 'entries', '--json', '--corpus', corpus];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('register puts the commands on Discord once', async () => {
  const discord = await standIn();
  const env = { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.apiUrl };
  expect((await run(['register'], env)).stdout).toBe(`Registered ${commands.length} commands.\n`);
  expect((await run(['register'], env)).stdout).toBe(`All ${commands.length} commands were registered before.\n`);
  expect(discord.commands()).toHaveLength(commands.length);
});

test('the newsroom’s own page, where it is at hand, has exactly 15 entries', async ({ skip }) => {
  if (!existsSync('../shared/seed')) skip();
  const entries = JSON.parse((await run(['entries', '--corpus', '../shared/seed', '--json'])).stdout);
  expect(entries).toHaveLength(15);
});
