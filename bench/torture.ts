/**
 * Kills the bot again and again while it posts, corrects and strikes, and Discord fails: nothing may be lost or doubled.
 * `npm run torture -- --seeds 1-20 --entries 1000 --kills 50`; these are the defaults.
 */
import { parseArgs } from 'node:util';
import { markdownTable } from './table.ts';
import { isRight, type TortureResult, torture } from './torture/run.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-20' },
    entries: { type: 'string', default: '1000' },
    corrections: { type: 'string', default: '500' },
    withdrawals: { type: 'string', default: '100' },
    kills: { type: 'string', default: '50' },
    channels: { type: 'string', default: '3' },
  },
});

const [first = 1, last = first] = values.seeds.split('-').map(Number);
const results: { readonly seed: number; readonly format: string; readonly result: TortureResult }[] = [];

for (let seed = first; seed <= last; seed++) {
  const format = seed % 2 === 1 ? 'files' : 'page';
  const result = await torture({
    ...{ seed, format, entries: Number(values.entries), corrections: Number(values.corrections) },
    ...{ withdrawals: Number(values.withdrawals), kills: Number(values.kills), channels: Number(values.channels) },
    patienceMs: 120_000,
  });
  results.push({ seed, format, result });
  const { lastWords, examples, ...counts } = result;
  console.error(`seed ${seed}: ${JSON.stringify(counts)}`);
  if (!isRight(result)) console.error(`WRONG\n${examples.join('\n')}\n${lastWords}`);
}

console.log(
  markdownTable(
    results.map(({ seed, format, result }) => ({
      ...{ seed: String(seed), corpus: format, kills: String(result.kills), faults: String(result.faults) },
      ...{ messages: String(result.posts), lost: String(result.lost), doubled: String(result.doubled) },
      ...{ 'out of order': String(result.outOfOrder), 'not up to date': String(result.stale) },
      time: `${Math.round(result.seconds)} s`,
    })),
  ),
);
process.exitCode = results.every(({ result }) => isRight(result)) ? 0 : 1;
