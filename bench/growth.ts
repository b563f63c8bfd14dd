/** What becomes of quality, time and memory when a liveblog grows from a day's size to 10,000 entries. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Entry } from '../src/corpus/entry.ts';
import { createLocalEngine } from '../src/engine/local.ts';
import { loadEncoder } from '../src/search/embed.ts';
import { readLiveblog } from './collections.ts';
import { asEntry, makeDistractors } from './distractors.ts';
import { type GrowthStep, measureStep } from './growth-step.ts';
import { documentOf } from './search-engine.ts';
import { markdownTable, percent, type Row, seconds } from './table.ts';
import { MODEL } from './this-engine.ts';

const SIZES = [15, 1_000, 10_000];
const ADDED = asEntry(
  'added',
  'Leuchtturm von Quallensund strahlt wieder',
  'Der Leuchtturm von Quallensund hat nach langer Reparatur eine neue Linse aus Bergkristall bekommen.',
);
const ADDED_QUESTION = 'Welche Linse hat der Leuchtturm von Quallensund bekommen?';

const encoder = await loadEncoder({ model: MODEL, cacheDir: tmpdir() });
const { entries: liveblog, questions } = await readLiveblog();
const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-growth-'));
await encoder.encode('passage', [encoder.tokenise(ADDED_QUESTION)]); // the first pass allocates

const rows: Row[] = [];
for (const size of SIZES) {
  const own = join(dataDir, String(size)); // each size embeds everything anew
  rows.push(rowOf(await measureStep(encoder, grown(size), questions, own)));
}
console.log(`${questions.length} liveblog questions; one encoder pass is one forward pass of the same question\n`);
console.log(markdownTable(rows));
const largest = Math.max(...SIZES);
const addedMs = await measureAdded(grown(largest), join(dataDir, String(largest)));
console.log(`\nAn entry added to ${largest} is found after ${seconds(addedMs)}`);
rmSync(dataDir, { recursive: true });

function grown(size: number): Entry[] {
  return [...liveblog, ...makeDistractors(size - liveblog.length)];
}

/** From the file being written to the first answer that has it on top, with everything else embedded before. */
async function measureAdded(entries: readonly Entry[], embedded: string): Promise<number> {
  const corpus = join(dataDir, 'corpus');
  mkdirSync(corpus);
  writeEntries(join(corpus, 'entries.json'), entries);
  const engine = createLocalEngine({ corpus: [corpus], model: MODEL, dataDir: embedded });
  await engine.reload({ force: false });
  const started = performance.now();
  writeEntries(join(corpus, 'added.json'), [ADDED]);
  await engine.reload({ force: false });
  const { ranking } = await engine.examine(ADDED_QUESTION);
  const ms = performance.now() - started;
  await engine.close();
  if (ranking[0] !== ADDED.id) throw new Error(`Expected the added entry first, got ${ranking.join(', ')}`);
  return ms;
}

function writeEntries(file: string, entries: readonly Entry[]): void {
  const documents = entries.map(documentOf).map(({ id, headline, text }) => ({ id, headline, body: text }));
  writeFileSync(file, JSON.stringify(documents));
}

function rowOf(step: GrowthStep): Row {
  return {
    entries: String(step.entries),
    passages: String(step.passages),
    'hit@1': percent(step.hit1),
    'ms p50': step.ms.p50.toFixed(1),
    'ms p95': step.ms.p95.toFixed(1),
    'encoder passes': step.passesPerQuestion.toFixed(2),
    'bytes per passage': step.bytesPerPassage.toFixed(0),
    index: seconds(step.indexMs),
    'index / forward passes': step.indexPerPasses.toFixed(2),
    'event-loop delay p99': `${step.eventLoopDelayP99Ms.toFixed(0)} ms`,
  };
}
