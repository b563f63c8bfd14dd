/** Fits src/answer/answerability.json to our own questions; prints how well it tells, cross-validated. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTypeOf } from '../src/answer/answer-type.ts';
import { type Features, featuresOf } from '../src/answer/confidence.ts';
import { questionsSchema } from '../src/answer/evaluate.ts';
import { readListing } from '../src/answer/listing.ts';
import { readCorpus } from '../src/corpus/read.ts';
import { loadEmbeddings } from '../src/engine/embeddings.ts';
import { buildEdition } from '../src/search/edition.ts';
import { readQuestion } from '../src/search/question.ts';
import { search } from '../src/search/search.ts';
import { areaUnderCurve, crossValidated, fitLogistic, type Sample, standardise } from './logistic.ts';

const WEIGHTS = 'src/answer/answerability.json';
const SETS = [
  { corpora: ['corpus'], questions: 'tests/evaluation/liveblog.json', weight: 3 },
  {
    corpora: ['tests/evaluation/encyclopedia/entries.json', 'corpus'],
    questions: 'tests/evaluation/encyclopedia/questions.json',
    weight: 1,
  },
] as const;
const FLOORS = ['0.10', '0.20', '0.30', '0.40', '0.50', '0.60', '0.70'];
const NAMES: readonly (keyof Features)[] = [
  ...(['sentence', 'worstWord', 'margin', 'typeMissing', 'words', 'sharesLanguage'] as const),
];

const { embeddings } = await loadEmbeddings({
  model: 'models/multilingual-e5-small',
  dataDir: mkdtempSync(join(tmpdir(), 'liveblog-fit-')),
});
if (!embeddings) throw new Error('Expected the bundled model to load');
const { encoder } = embeddings;

/** Each question as it is, and where it has an answer once more with the entries that hold it taken out. */
async function samplesOf({ corpora, questions, weight }: (typeof SETS)[number]): Promise<Sample[]> {
  const { entries } = await readCorpus(corpora);
  const edition = await buildEdition({ number: 1, entries, embeddings });
  const samples: Sample[] = [];
  for (const asked of questionsSchema.parse(JSON.parse(readFileSync(questions, 'utf8')))) {
    const question = await readQuestion(asked.question, encoder);
    if (readListing(asked.question, question.language, entries)) continue;
    const found = search(edition, question, embeddings);
    const isGold = (at: number) =>
      [...asked.gold, ...asked.ok].some((gold) => gold === at + 1 || gold === entries[at]?.id);
    const type = answerTypeOf(asked.question);
    const add = (kind: string, isAnswerable: boolean, features: Features | null) => {
      if (!features) return;
      const gold = asked.gold[0];
      const group = gold === undefined ? asked.id : String(gold).replace(/-\d+$/, '');
      samples.push({ kind, group, isAnswerable, weight, values: NAMES.map((name) => features[name]) });
    };
    const kind = asked.kind ?? asked.lang;
    add(kind, asked.need !== 'none', featuresOf(found, type));
    if (asked.need !== 'any' || kind === 'entity' || kind === 'typo') continue;
    const without = found.candidates.filter(({ entry }) => !isGold(entry));
    add(`${kind}, taken out`, false, featuresOf({ ...found, candidates: without }, type));
  }
  return samples;
}

const samples = (await Promise.all(SETS.map(samplesOf))).flat();
const probabilities = crossValidated(samples);
console.log(`${samples.length} samples, area under the curve ${areaUnderCurve(samples, probabilities).toFixed(3)}`);
console.log('\nshare with a probability of at least  ', FLOORS.join('  '));
for (const kind of [...new Set(samples.map((sample) => sample.kind))].sort()) {
  const own = samples.flatMap((sample, at) => (sample.kind === kind ? [probabilities[at] ?? 0] : []));
  const share = (floor: number) => (own.filter((p) => p >= floor).length / own.length).toFixed(2);
  console.log(kind.padEnd(38), FLOORS.map((floor) => share(Number(floor))).join('  '));
}
const { intercept, weights } = fitLogistic(standardise(samples));
const file = JSON.parse(readFileSync(WEIGHTS, 'utf8'));
const rounded = (x: number) => Number(x.toFixed(3));
const named = Object.fromEntries(NAMES.map((name, at) => [name, rounded(weights[at] ?? 0)]));
const fittedOn = `${samples.length} samples: ${SETS.map(({ questions }) => questions).join(', ')}`;
writeFileSync(
  WEIGHTS,
  `${JSON.stringify({ ...file, fittedOn, intercept: rounded(intercept), weights: named }, null, 2)}\n`,
);
console.log(`\n${WEIGHTS}:`, rounded(intercept), named);
embeddings.cache.close();
