/**
 * This engine beside others: the same entries, the same questions, the same metrics, from a day's liveblog to 10,000 entries.
 * Other sizes: `npm run bench:engines -- 15 1000`.
 */
import { tmpdir } from 'node:os';
import { loadEncoder } from '../src/search/embed.ts';
import { byLanguage, type Collection, readEncyclopedia, readLiveblog } from './collections.ts';
import { makeDistractors } from './distractors.ts';
import { cosineEngine, createEntryEmbedder } from './entry-vectors.ts';
import { bestThreshold, judge } from './judge.ts';
import { lexicalEngines } from './lexical-engines.ts';
import { measure, type Run } from './measure.ts';
import { oramaEngines } from './orama-engines.ts';
import { markdownTable, megabytes, percent, type Row, seconds } from './table.ts';
import { MODEL, thisEngine } from './this-engine.ts';

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [15, 1_000, 10_000];

/** Fewer in one language say nothing about it. */
const QUESTIONS_MIN = 50;

const encoder = await loadEncoder({ model: MODEL, cacheDir: tmpdir() });
const embedEntries = createEntryEmbedder(encoder);
const engines = [
  ...[thisEngine, ...lexicalEngines],
  ...oramaEngines(encoder, embedEntries),
  cosineEngine(encoder, embedEntries),
];

const liveblog = await readLiveblog();
const grown = SIZES.map((size): Collection => {
  const distractors = makeDistractors(size - liveblog.entries.length);
  return { ...liveblog, entries: [...liveblog.entries, ...distractors] };
});
/** Of each engine; it has to be chosen where some questions have no answer. */
let thresholds: ReadonlyMap<string, number> = new Map();
for (const collection of [...grown, await readEncyclopedia()]) report(collection, await measure(engines, collection));

function report({ name, entries, questions }: Collection, runs: readonly Run[]): void {
  const hasUnanswerable = questions.some(({ need }) => need === 'none');
  if (hasUnanswerable) thresholds = new Map(runs.map(({ engine, asked }) => [engine, bestThreshold(asked)] as const));
  for (const [language, { length }] of byLanguage(runs[0]?.asked ?? [])) {
    if (length < QUESTIONS_MIN) continue;
    console.log(`\n${name}, ${entries.length} entries, ${length} questions, language: ${language}\n`);
    console.log(markdownTable(runs.map((run) => rowOf(run, language))));
    console.log(`\nhit@1 of this engine above the best other one: ${leadOf(runs, language)}`);
  }
  const chosen = runs.flatMap(({ engine }) =>
    engine === thisEngine.name ? [] : `${engine} ${thresholds.get(engine)?.toFixed(3)}`,
  );
  console.log(`\nThresholds from which on the others claim an answer: ${chosen.join(', ')}`);
}

function judged({ engine, collection, asked }: Run, language: string) {
  const own = byLanguage(asked).get(language) ?? [];
  return judge(own, collection.entries, thresholds.get(engine) ?? 0);
}

function rowOf(run: Run, language: string): Row {
  const result = judged(run, language);
  const hasUnanswerable = run.asked.some(
    ({ question }) => question.need === 'none' && (language === 'all' || question.lang === language),
  );
  return {
    engine: run.engine,
    'hit@1': percent(result.hit1),
    'hit@3': percent(result.hit3),
    'MRR@10': result.mrr10.toFixed(3),
    'right refusals': hasUnanswerable ? percent(result.refused) : '–',
    'false refusals': percent(result.falseRefusals),
    'excerpt hit': percent(result.excerptHit),
    'ms p50': result.latencyMs.p50.toFixed(2),
    'ms p95': result.latencyMs.p95.toFixed(2),
    index: seconds(run.indexMs),
    memory: megabytes(run.indexBytes),
  };
}

/** In percentage points. */
function leadOf(runs: readonly Run[], language: string): string {
  const shares = runs.map((run) => ({ isOurs: run.engine === thisEngine.name, hit1: judged(run, language).hit1 }));
  const best = (ours: boolean) => Math.max(...shares.filter(({ isOurs }) => isOurs === ours).map(({ hit1 }) => hit1));
  return `${(100 * (best(true) - best(false))).toFixed(1)} points (bar: 3)`;
}
