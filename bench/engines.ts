/** This engine beside others: the same entries, the same questions, the same metrics. */
import { tmpdir } from 'node:os';
import type { Evaluation } from '../src/answer/evaluate.ts';
import { loadEncoder } from '../src/search/embed.ts';
import { byLanguage, readEncyclopedia, readLiveblog } from './collections.ts';
import { cosineEngine } from './entry-vectors.ts';
import { bestThreshold, judge } from './judge.ts';
import { lexicalEngines } from './lexical-engines.ts';
import { measure, type Run } from './measure.ts';
import { oramaEngines } from './orama-engines.ts';
import { markdownTable, megabytes, percent, type Row, seconds } from './table.ts';
import { MODEL, thisEngine } from './this-engine.ts';

const encoder = await loadEncoder({ model: MODEL, cacheDir: tmpdir() });
const engines = [thisEngine, ...lexicalEngines, ...oramaEngines(encoder), cosineEngine(encoder)];
const collections = [await readLiveblog(), await readEncyclopedia()];

const runs: Run[] = [];
for (const collection of collections) runs.push(...(await measure(engines, collection)));

/** Chosen on the only questions of which some have no answer; our own floors were measured on them too. */
const thresholds = new Map(
  runs.flatMap(({ engine, collection, asked }) =>
    collection.questions.some(({ need }) => need === 'none') ? [[engine, bestThreshold(asked)] as const] : [],
  ),
);

for (const { name, entries, questions } of collections) {
  const own = runs.filter((run) => run.collection.name === name);
  for (const language of byLanguage(own[0]?.asked ?? []).keys()) {
    const rows = own.map((run) => rowOf(run, language));
    const count = language === 'all' ? questions.length : questions.filter(({ lang }) => lang === language).length;
    console.log(`\n${name}, ${entries.length} entries, ${count} questions, language: ${language}\n`);
    console.log(markdownTable(rows));
  }
}
const chosen = engines.flatMap(({ name }) =>
  name === thisEngine.name ? [] : `${name} ${thresholds.get(name)?.toFixed(3)}`,
);
console.log(`\nThresholds: ${chosen.join(', ')}`);

function rowOf({ engine, collection, asked, indexMs, indexBytes }: Run, language: string): Row {
  const own = byLanguage(asked).get(language) ?? [];
  return {
    engine,
    ...metricsOf(judge(own, collection.entries, thresholds.get(engine) ?? 0), own.some(isUnanswerable)),
    index: seconds(indexMs),
    memory: megabytes(indexBytes),
  };
}

function isUnanswerable({ question }: Run['asked'][number]): boolean {
  return question.need === 'none';
}

function metricsOf(result: Evaluation, hasUnanswerable: boolean): Row {
  return {
    'hit@1': percent(result.hit1),
    'hit@3': percent(result.hit3),
    'MRR@10': result.mrr10.toFixed(3),
    'right refusals': hasUnanswerable ? percent(result.refused) : '–',
    'false refusals': percent(result.falseRefusals),
    'excerpt hit': percent(result.excerptHit),
    'ms p50': result.latencyMs.p50.toFixed(2),
    'ms p95': result.latencyMs.p95.toFixed(2),
  };
}
