import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchCorpus } from '../../src/corpus/watch.ts';
import { tempFolder } from '../support/temp.ts';

async function watched(path: string) {
  let changes = 0;
  const watcher = await watchCorpus({
    paths: [path],
    onChange: () => {
      changes += 1;
    },
    onError: () => undefined,
  });
  onTestFinished(() => watcher.close());
  return () => changes;
}

test('a new file, a replaced one and a removed one are each seen; other files are not', async () => {
  const folder = tempFolder();
  const changes = await watched(folder);
  writeFileSync(join(folder, 'a.md'), 'Eins.');
  appendFileSync(join(folder, 'a.md'), ' Zwei.');
  await expect.poll(changes, { timeout: 5_000 }).toBe(1);
  writeFileSync(join(folder, 'new.tmp'), 'Drei.');
  renameSync(join(folder, 'new.tmp'), join(folder, 'a.md'));
  await expect.poll(changes, { timeout: 5_000 }).toBe(2);
  rmSync(join(folder, 'a.md'));
  await expect.poll(changes, { timeout: 5_000 }).toBe(3);
});

test('a folder that is removed and made again is still watched', async () => {
  const folder = join(tempFolder(), 'corpus');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.md'), 'Eins.');
  const changes = await watched(folder);
  rmSync(folder, { recursive: true });
  await expect.poll(changes, { timeout: 5_000 }).toBeGreaterThan(0);
  mkdirSync(folder);
  const before = changes();
  writeFileSync(join(folder, 'b.md'), 'Zwei.');
  await expect.poll(changes, { timeout: 5_000 }).toBeGreaterThan(before);
});

test('a folder that another one replaces at once is watched on', async () => {
  const parent = tempFolder();
  const [folder, next] = [join(parent, 'corpus'), join(parent, 'next')];
  for (const each of [folder, next]) mkdirSync(each);
  writeFileSync(join(folder, 'a.md'), 'Eins.');
  writeFileSync(join(next, 'a.md'), 'Zwei.');
  const changes = await watched(folder);
  renameSync(folder, join(parent, 'old'));
  renameSync(next, folder);
  await expect.poll(changes, { timeout: 10_000 }).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const before = changes();
  writeFileSync(join(folder, 'a.md'), 'Drei.');
  await expect.poll(changes, { timeout: 10_000 }).toBe(before + 1);
});

test('a file of its own that is removed and made again is still watched', async () => {
  const file = join(tempFolder(), 'page.txt');
  writeFileSync(file, 'Eins.');
  const changes = await watched(file);
  rmSync(file);
  await expect.poll(changes, { timeout: 10_000 }).toBe(1);
  writeFileSync(file, 'Zwei.');
  await expect.poll(changes, { timeout: 10_000 }).toBe(2);
  writeFileSync(file, 'Drei.');
  await expect.poll(changes, { timeout: 10_000 }).toBe(3);
});

test('a thousand files at once are a handful of changes, editors’ own files are none', async () => {
  const folder = tempFolder();
  const changes = await watched(folder);
  for (const name of ['.a.md.swp', 'a.md.tmp', '~$a.md', 'a.md~', '4913']) writeFileSync(join(folder, name), 'x');
  for (let at = 0; at < 1_000; at += 1) writeFileSync(join(folder, `${at}.md`), 'Text.');
  await expect.poll(changes, { timeout: 20_000 }).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(changes()).toBeLessThan(10);
});
