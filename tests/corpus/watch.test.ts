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
