import lunr from 'lunr';
import { beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { buildEdition, type Edition } from '../../src/search/edition.ts';
import { isStopWord, words } from '../../src/search/language.ts';
import { stem } from '../../src/search/lexical.ts';
import { USUAL_LENGTHS } from '../../src/search/lexical-segment.ts';
import { entryOf } from '../support/entries.ts';
import { pseudoRandom } from '../support/vectors.ts';

/** By words alone: no encoder. */
const build = (entries: readonly Entry[], previous: Edition | null = null) =>
  buildEdition({ number: 1, entries, embeddings: null, previous });
const termOf = (word: string, isGerman = true) => ({ word, stems: [stem(word, 'de')], isGerman });
const wordsOf = ({ headline, body }: Entry): string[] => words([headline, ...body.map(({ text }) => text)].join(' '));

let entries: readonly Entry[];
let edition: Edition;
/** What is asked: words of the texts, and the same with a letter missing. */
let asked: readonly string[];

beforeAll(async () => {
  const read = (await readCorpus(['corpus', 'tests/evaluation/encyclopedia/entries.json'])).entries;
  const sentences = read.flatMap(({ body }) => body.flatMap(({ text }) => text.split(/(?<=\.) /)));
  const random = pseudoRandom(3);
  const pick = () => sentences[Math.floor(random() * sentences.length)] ?? '';
  const made = Array.from({ length: 500 }, (_, at) => entryOf(pick().slice(0, 50), [pick(), pick()], { id: `${at}` }));
  entries = [...read, ...made];
  edition = await build(entries);
  const all = [...new Set(read.flatMap(wordsOf))].filter((word) => word.length > 3 && !isStopWord(word, 'de'));
  asked = all.slice(0, 500).flatMap((word) => [word, word.slice(0, 2) + word.slice(3)]);
});

/** One index of lunr's own over all passages, with nothing of ours but the stems and, if wanted, the usual lengths. */
function singleIndex({ passages, languages }: Edition, lengths: typeof USUAL_LENGTHS | null): lunr.Index {
  const builder = new lunr.Builder();
  if (lengths) {
    Object.assign(builder, { averageFieldLength: lengths, calculateAverageFieldLengths: () => undefined });
  }
  builder.ref('id');
  for (const [field, boost] of Object.entries({ headline: 1.5, text: 1, authors: 1 })) builder.field(field, { boost });
  for (const [id, { entry, sentences }] of passages.entries()) {
    const language = languages[entry] ?? 'de';
    const { headline = '', authors = [] } = entries[entry] ?? {};
    const stems = (texts: readonly string[]) =>
      texts.flatMap(words).flatMap((word) => (isStopWord(word, language) ? [] : [stem(word, language)]));
    const text = stems(sentences.map((sentence) => sentence.text));
    builder.add({ id, headline: stems([headline]), text, authors: stems(authors) });
  }
  return builder.build();
}

const search = (index: lunr.Index, word: string, editDistance = 0): Map<number, number> => {
  const found = index.query((query) => query.term(stem(word, 'de'), { usePipeline: false, editDistance }));
  return new Map(found.map(({ ref, score }) => [Number(ref), score]));
};
const bestOf = (scores: ReadonlyMap<number, number>): number => Math.max(0, ...scores.values());

test('many segments find and score what one lunr index of all passages does', () => {
  expect(edition.lexical.parts.segments.size).toBeGreaterThan(4);
  const single = singleIndex(edition, USUAL_LENGTHS);
  for (const word of asked) {
    const expected = search(single, word);
    if (expected.size === 0) continue;
    const { scores, strengths } = edition.lexical.lookUp(termOf(word, false));
    expect([...scores.keys()].sort(), word).toEqual([...expected.keys()].sort());
    // lunr rounds to three decimals in each of three fields, and we weigh by how sure the match is
    for (const [passage, score] of scores) {
      expect(Math.abs(score / (strengths.get(passage) ?? 0) - (expected.get(passage) ?? 0)), word).toBeLessThan(0.0016);
    }
  }
});

test('with the usual lengths instead of the average ones the best passage is the same for nine words of ten', () => {
  const single = singleIndex(edition, null);
  const found = asked.map(
    (word) => [search(single, word), edition.lexical.lookUp(termOf(word, false)).scores] as const,
  );
  const exact = found.filter(([expected]) => expected.size > 0);
  const agreeing = exact.filter(([expected, scores]) =>
    [...scores].some(([passage, score]) => score === bestOf(scores) && expected.get(passage) === bestOf(expected)),
  );
  expect(agreeing.length / exact.length).toBeGreaterThan(0.9);
});

test('one wrong letter finds the passages that it finds in lunr', () => {
  const single = singleIndex(edition, USUAL_LENGTHS);
  const typos = asked.filter((word) => stem(word, 'de').length >= 5 && search(single, word).size === 0);
  const near = typos.filter((word) => search(single, word, 1).size > 0);
  expect(near.length).toBeGreaterThan(100);
  for (const word of near) {
    const { scores, strengths } = edition.lexical.lookUp(termOf(word, false));
    const bySound = [...strengths.values()].some((strength) => strength === 0.7);
    if (!bySound) expect([...scores.keys()].sort(), word).toEqual([...search(single, word, 1).keys()].sort());
  }
});

test.each([
  [
    'one entry more',
    (all: readonly Entry[]) => [entryOf('Leuchtturm', ['Er strahlt wieder bis nach Helgoland.']), ...all],
  ],
  ['one entry less', (all: readonly Entry[]) => all.slice(1)],
  ['another order', (all: readonly Entry[]) => all.toReversed()],
  [
    'a corrected author',
    (all: readonly Entry[]) => all.map((entry, at) => (at === 3 ? { ...entry, authors: ['Kim Ott'] } : entry)),
  ],
])('%s: all but one or two segments are taken over, and what is found is as if nothing had been', async (_, change) => {
  const changed = change(entries);
  const next = await build(changed, edition);
  const fresh = await build(changed);
  const old = new Set(edition.lexical.parts.segments.values());
  const made = [...next.lexical.parts.segments.values()].filter((segment) => !old.has(segment));
  expect(made.length).toBeLessThanOrEqual(2);
  for (const word of [...asked, 'leuchtturm', 'ott']) {
    expect(next.lexical.lookUp(termOf(word)), word).toEqual(fresh.lexical.lookUp(termOf(word)));
  }
});
