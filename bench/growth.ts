/**
 * What becomes of quality, time and memory when a liveblog grows from a day's size to 10,000 entries, and whether each bar
 * is kept. Other sizes: `npm run bench:growth -- 15 1000`. Linux only: reads /proc.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEncoder } from '../src/search/embed.ts';
import { readEncyclopedia, readLiveblog } from './collections.ts';
import { makeDistractors } from './distractors.ts';
import { type GrowthStep, measureStep } from './growth-step.ts';
import { measureServed, type Served } from './served.ts';
import { markdownTable, percent, type Row, seconds } from './table.ts';
import { MODEL } from './this-engine.ts';

const asked = process.argv.slice(2).map(Number);
const SIZES = asked.length > 0 ? asked : [15, 1_000, 10_000];

const encoder = await loadEncoder({ model: MODEL, cacheDir: tmpdir() });
const { entries: liveblog, questions } = await readLiveblog();
const { questions: warmUp } = await readEncyclopedia();
const folder = mkdtempSync(join(tmpdir(), 'liveblog-growth-'));

interface Grown {
  readonly step: GrowthStep;
  readonly served: Served;
}

const grown: Grown[] = [];
for (const size of SIZES) {
  const entries = [...liveblog, ...makeDistractors(size - liveblog.length)];
  const dataDir = join(folder, String(size)); // each size embeds everything anew
  const step = await measureStep({ encoder, entries, questions, warmUp, dataDir });
  const measured = { step, served: await measureServed(entries, dataDir) };
  grown.push(measured);
  console.log(`\n${markdownTable(barsOf(measured))}`);
}
rmSync(folder, { recursive: true });

console.log(`\n${questions.length} liveblog questions, each asked once\n`);
console.log(markdownTable(grown.map(rowOf)));
console.log(`\n${markdownTable(memoryBar(grown))}`);

function rowOf({ step, served }: Grown): Row {
  return {
    entries: String(step.entries),
    passages: String(step.passages),
    'hit@1': percent(step.hit1),
    'ms p50': step.ms.p50.toFixed(1),
    'ms p95': step.ms.p95.toFixed(1),
    index: seconds(step.indexMs),
    'warm start': seconds(served.startMs),
    'resident, bot + engine': `${served.botMb.toFixed(0)} + ${served.engineMb.toFixed(0)} MB`,
    'an entry more': seconds(served.addedMs),
  };
}

function barsOf({ step, served }: Grown): Row[] {
  return [
    bar(step, 'question / forward pass', step.passesPerQuestion, step.passages > 5_000 ? 3 : 1.5),
    bar(step, 'indexing / its forward passes', step.indexPerPasses, 1.15),
    bar(step, 'event loop held while building, p99', step.heldP99Ms, 50, 'ms'),
    bar(step, 'longest wait of a question meanwhile', step.waitMaxMs, 1_000, 'ms'),
    bar(step, 'slowest of the longest questions', step.longQuestionMs, 2_000, 'ms'),
    bar(step, 'an entry more, until it is found', served.addedMs, 1_000, 'ms'),
    bar(step, 'event loop held by an entry more, engine, p99', step.heldByAddedP99Ms, 50, 'ms'),
    bar(step, 'event loop held by an entry more, bot, p99', served.botHeldP99Ms, 50, 'ms'),
  ];
}

function memoryBar(all: readonly Grown[]): Row[] {
  const [smallest, largest] = [all.at(0), all.at(-1)];
  if (!smallest || !largest || smallest === largest) return [];
  const residentMb = ({ served }: Grown): number => served.botMb + served.engineMb;
  const bytes = (residentMb(largest) - residentMb(smallest)) * 2 ** 20;
  const passages = largest.step.passages - smallest.step.passages;
  return [bar(largest.step, 'resident memory a passage', bytes / passages / 1_000, 24, 'kB')];
}

function bar({ entries }: GrowthStep, name: string, measured: number, most: number, unit = '×'): Row {
  const digits = unit === '×' ? 2 : Number(unit === 'kB');
  return {
    entries: String(entries),
    bar: name,
    measured: `${measured.toFixed(digits)} ${unit}`,
    'at most': `${most} ${unit}`,
    kept: measured <= most ? 'yes' : 'NO',
  };
}
