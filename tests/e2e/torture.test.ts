import { expect, test } from 'vitest';
import { torture } from '../../bench/torture/run.ts';

test('a bot that is killed again and again, with a Discord that fails, loses and doubles nothing', async () => {
  const result = await torture({
    ...{ seed: 7, format: 'files', entries: 60, corrections: 30, withdrawals: 6, kills: 3, channels: 2 },
    patienceMs: 60_000,
  });
  expect(result).toMatchObject({ kills: 3, posts: 120, lost: 0, doubled: 0, outOfOrder: 0, stale: 0, examples: [] });
}, 300_000);
