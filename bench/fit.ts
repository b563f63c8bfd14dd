/** Fits src/answer/answerability.json to the tuned questions; prints how well it tells: those cross-validated, and the held-out ones. */
import { readFileSync, writeFileSync } from 'node:fs';
import { answerTypeOf } from '../src/answer/answer-type.ts';
import { type FeatureName, type Features, featuresOf } from '../src/answer/confidence.ts';
import type { EvaluationQuestion } from '../src/answer/evaluate.ts';
import { readListing } from '../src/answer/listing.ts';
import { buildEdition } from '../src/search/edition.ts';
import { readQuestion } from '../src/search/question.ts';
import { search } from '../src/search/search.ts';
import { readArticles, readLiveblogs, type TestSet } from './collections.ts';
import { areaUnderCurve, crossValidated, fitLogistic, predict, type Sample, standardise } from './logistic.ts';
import { rememberingEmbeddings } from './quality-run.ts';
import { MODEL } from './this-engine.ts';

const FILE = 'src/answer/answerability.json';
const SHOWN_FLOORS = ['0.10', '0.20', '0.30', '0.40', '0.50', '0.60', '0.70'];
const NAMES: readonly FeatureName[] = [
  ...(['sentence', 'worstWord', 'words', 'ownWord'] as const),
  ...(['typeMissing', 'focusMissing', 'numberMissing', 'count', 'sharesLanguage'] as const),
];
/** So that the few near misses of small liveblogs weigh as much as the many questions about articles. */
const WEIGHTS = { article: 1, liveblog: 3, nearMiss: 6 };
/** Kinds that ask for one name or word: without its entry nothing near is left, which teaches nothing. */
const TRIVIAL_WITHOUT_ENTRY = new Set(['entity', 'typo', 'temporal']);

const embeddings = await rememberingEmbeddings(MODEL);

/** Each question as it is, and where one entry answers it once more with the entries that do taken out. */
async function samplesOf({ entries, questions, name }: TestSet): Promise<Sample[]> {
  const edition = await buildEdition({ number: 1, entries, embeddings });
  const samples: Sample[] = [];
  for (const asked of questions) {
    const question = await readQuestion(asked.question, embeddings.encoder);
    if (readListing(asked.question, question.language, entries)) continue;
    const found = search(edition, question, embeddings);
    const type = answerTypeOf(asked.question);
    const kind = `${name === 'encyclopedia' ? '' : 'liveblog '}${asked.kind ?? asked.lang}`;
    const add = (kind: string, isAnswerable: boolean, features: Features | null) => {
      if (features) samples.push(sampleOf(asked, kind, isAnswerable, features));
    };
    add(kind, asked.need !== 'none', featuresOf(found, type, asked.question));
    if (asked.need !== 'any' || TRIVIAL_WITHOUT_ENTRY.has(asked.kind ?? '')) continue;
    const holders = new Set([...asked.gold, ...asked.ok]);
    const candidates = found.candidates.filter(({ entry }) => !holders.has(entries[entry]?.id ?? ''));
    add(`${kind}, taken out`, false, featuresOf({ ...found, candidates }, type, asked.question));
  }
  return samples;
}

function sampleOf(asked: EvaluationQuestion, kind: string, isAnswerable: boolean, features: Features): Sample {
  const isNearMiss = asked.kind === 'nearmiss';
  const weight = isNearMiss ? WEIGHTS.nearMiss : kind.startsWith('liveblog') ? WEIGHTS.liveblog : WEIGHTS.article;
  const [gold] = asked.gold;
  const group = gold === undefined ? asked.id : String(gold).replace(/-\d+$/, '');
  return { kind, group, isAnswerable, weight, values: NAMES.map((name) => features[name]) };
}

function report(name: string, samples: readonly Sample[], probabilities: readonly number[]): void {
  const area = areaUnderCurve(samples, probabilities).toFixed(3);
  console.log(`\n${name}: ${samples.length} samples, area under the curve ${area}`);
  console.log('share with a probability of at least'.padEnd(38), SHOWN_FLOORS.join('  '));
  for (const kind of [...new Set(samples.map((sample) => sample.kind))].sort()) {
    const own = samples.flatMap((sample, at) => (sample.kind === kind ? [probabilities[at] ?? 0] : []));
    const share = (floor: number) => (own.filter((p) => p >= floor).length / own.length).toFixed(2);
    console.log(kind.padEnd(38), SHOWN_FLOORS.map((floor) => share(Number(floor))).join('  '));
  }
}

const sets = [...(await readLiveblogs()), ...(await readArticles())];
const samplesIn = async (part: TestSet['part']): Promise<Sample[]> => {
  const own = sets.filter((set) => set.part === part);
  return (await Promise.all(own.map(samplesOf))).flat();
};
const tuned = await samplesIn('tuned');
const heldOut = await samplesIn('held out');
const model = fitLogistic(standardise(tuned));
report('tuned, cross-validated', tuned, crossValidated(tuned));
report('held out', heldOut, predict(model, heldOut));

const rounded = (x: number) => Number(x.toFixed(3));
const weights = Object.fromEntries(NAMES.map((name, at) => [name, rounded(model.weights[at] ?? 0)]));
const fittedOn = `${tuned.length} samples: the tuned questions of bench/collections.ts, as they are and with their entries taken out`;
const before = JSON.parse(readFileSync(FILE, 'utf8'));
const after = { about: before.about, fittedOn, intercept: rounded(model.intercept), weights };
writeFileSync(FILE, `${JSON.stringify(after, null, 2)}\n`);
console.log(`\n${FILE}:`, after.intercept, weights);
embeddings.cache.close();
