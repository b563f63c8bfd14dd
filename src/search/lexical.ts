import { createHash } from 'node:crypto';
import lunr from 'lunr';
import addGerman from 'lunr-languages/lunr.de.js';
import addRussian from 'lunr-languages/lunr.ru.js';
import addStemmerSupport from 'lunr-languages/lunr.stemmer.support.js';
import type { Entry } from '../corpus/entry.ts';
import { groupByHash } from './hash-groups.ts';
import { isStopWord, type Language, words } from './language.ts';
import { buildSegment, type Document, lunrIdf, SEGMENT_MAX_PASSAGES, type Segment } from './lexical-segment.ts';
import { memoise } from './memo.ts';
import { createPause, type Pause } from './pacer.ts';
import type { Passage } from './passages.ts';
import { fold, type Term } from './terms.ts';
import { createVocabulary, STRENGTH, type Variant, type Vocabulary, type Word } from './vocabulary.ts';

addStemmerSupport(lunr);
addGerman(lunr);
addRussian(lunr);

/** No stemmer is published for Ukrainian; the Russian one takes most of the shared case endings off. */
const STEMMERS: Readonly<Record<Language, lunr.PipelineFunction>> = {
  de: lunr.de.stemmer,
  en: lunr.stemmer,
  ru: lunr.ru.stemmer,
  uk: lunr.ru.stemmer,
};

const stemIn = (language: Language) =>
  memoise((word) => {
    const token = STEMMERS[language](new lunr.Token(word, {}), 0, []);
    return fold(token instanceof lunr.Token ? token.toString() : word);
  });
const STEMS: Readonly<Record<Language, (word: string) => string>> = {
  de: stemIn('de'),
  en: stemIn('en'),
  ru: stemIn('ru'),
  uk: stemIn('uk'),
};

/** @param word lower case. @returns its stem with umlauts and accents folded. */
export const stem = (word: string, language: Language): string => STEMS[language](word);

/** What one question term finds. */
export interface TermHits {
  /** BM25 of the term (its inverse document frequency included) per passage, by index. */
  readonly scores: ReadonlyMap<number, number>;
  /** How sure it is that the passage holds the term, 0 to 1 (see STRENGTH), per passage, by index. */
  readonly strengths: ReadonlyMap<number, number>;
  /** ln(1 + (N - n + 0.5) / (n + 0.5)) with n of N passages holding it (Robertson and Zaragoza 2009). */
  readonly idf: number;
}

export interface LexicalIndex {
  readonly languages: readonly Language[];
  /** Finds the term, compounds with it, and where the index does not hold it, names that sound alike and one or two wrong letters. */
  lookUp(term: Term): TermHits;
  /** What the next edition's index takes over. */
  readonly parts: LexicalParts;
}

interface LexicalParts {
  readonly vocabulary: Vocabulary;
  /** Under a hash of all that is indexed of the passages. */
  readonly segments: ReadonlyMap<string, IndexedSegment>;
}

interface IndexedSegment extends Segment {
  readonly words: readonly Word[];
}

/** Below this share of segments taken over the vocabulary begins anew, without the words of what is gone. */
const KEPT_SHARE_MIN = 0.5;

/** How long a word must be to be looked up with letters wrong: shorter ones find anything, longer ones take too long. */
const FUZZY_LEVELS = [
  { mistakes: 1, least: 5, most: 30, strength: STRENGTH.oneLetter },
  { mistakes: 2, least: 8, most: 30, strength: STRENGTH.twoLetters },
] as const;

interface IndexedEntry {
  readonly entry: Entry;
  readonly language: Language;
}

/** A passage on its way into the index. */
interface Draft extends IndexedEntry {
  readonly passage: Passage;
  /** Index into the edition's passages. */
  readonly at: number;
  /** The same for passages that are indexed alike; begins with the passage's hash. */
  readonly key: string;
}

/** Indexes passages by segments, of which those that `previous` holds already are taken over; gives way to other work. */
export async function buildLexicalIndex(
  entries: readonly IndexedEntry[],
  passages: readonly Passage[],
  previous: LexicalIndex | null = null,
): Promise<LexicalIndex> {
  const pause = createPause();
  const drafts = draftsOf(entries, passages);
  await pause();
  const groups = groupByHash(drafts, ({ key }) => key, SEGMENT_MAX_PASSAGES);
  await pause();
  const named = groups.map((group) => ({ group, name: nameOf(group) }));
  await pause();
  const old = previous?.parts.segments;
  const kept = named.flatMap(({ name }) => old?.get(name) ?? []);
  const keepsVocabulary = previous && kept.length >= previous.parts.segments.size * KEPT_SHARE_MIN;
  const vocabulary = keepsVocabulary ? previous.parts.vocabulary : createVocabulary();
  const segments = new Map<string, IndexedSegment>();
  const placed: PlacedSegment[] = [];
  for (const { group, name } of named) {
    const known = segments.get(name) ?? old?.get(name);
    if (known && !keepsVocabulary) vocabulary.add(known.words);
    const segment = known ?? (await indexGroup(group, vocabulary, pause));
    segments.set(name, segment);
    placed.push({ segment, places: Uint32Array.from(group, ({ at }) => at) });
    await pause();
  }
  const languages = [...new Set(entries.map(({ language }) => language))];
  const index = { placed, vocabulary, total: passages.length };
  return { languages, lookUp: (term) => lookUp(index, term), parts: { vocabulary, segments } };
}

const draftsOf = (entries: readonly IndexedEntry[], passages: readonly Passage[]): Draft[] =>
  passages.flatMap((passage, at) => {
    const indexed = entries[passage.entry];
    if (!indexed) return [];
    return [{ ...indexed, passage, at, key: [passage.hash, indexed.language, ...indexed.entry.authors].join('\n') }];
  });

const nameOf = (group: readonly Draft[]): string =>
  createHash('sha256')
    .update(group.map(({ key }) => key).join('\n\n'))
    .digest('base64');

async function indexGroup(group: readonly Draft[], vocabulary: Vocabulary, pause: Pause): Promise<IndexedSegment> {
  const own = new Set<Word>();
  const documents: Document[] = [];
  for (const { entry, passage, language } of group) {
    const stems = (texts: readonly string[]): string[] =>
      texts.flatMap(words).flatMap((text) => {
        if (isStopWord(text, language)) return [];
        const word = vocabulary.word(text, language, stem);
        own.add(word);
        return [word.stem];
      });
    documents.push({
      headline: stems([entry.headline]),
      text: stems(passage.sentences.map((sentence) => sentence.text)),
      authors: stems(entry.authors),
    });
    await pause();
  }
  vocabulary.sort();
  return { ...(await buildSegment(documents, pause)), words: [...own] };
}

/** A segment and where its passages stand in the edition. */
interface PlacedSegment {
  readonly segment: Segment;
  readonly places: Uint32Array;
}

interface Searched {
  readonly placed: readonly PlacedSegment[];
  readonly vocabulary: Vocabulary;
  readonly total: number;
}

function lookUp(index: Searched, { word, stems, isGerman }: Term): TermHits {
  const { vocabulary } = index;
  const found: Hits[] = [];
  const find = (variants: readonly Variant[]): void => {
    const hits = findAny(index, variants);
    if (hits.scores.size > 0) found.push(hits);
  };
  const isKnown = (stem: string): boolean => index.placed.some(({ segment }) => segment.rows.has(stem));
  find(stems.map((stem) => ({ stem, strength: STRENGTH.exact })));
  const isExact = found.length > 0;
  const parts = isGerman ? stems.flatMap((stem) => vocabulary.compounds(stem, isKnown)) : [];
  find(parts.filter(isTail));
  find(parts.filter((part) => !isTail(part)));
  if (!isExact) find(vocabulary.soundsLike(word));
  for (const { mistakes, least, most, strength } of FUZZY_LEVELS) {
    if (found.length > 0) break;
    const long = stems.filter((stem) => stem.length >= least && stem.length <= most);
    find(long.flatMap((stem) => vocabulary.near(stem, mistakes)).map((stem) => ({ stem, strength })));
  }
  return best(found, index.total);
}

const isTail = ({ strength }: Variant): boolean => strength === STRENGTH.tail;

interface Hits {
  readonly scores: ReadonlyMap<number, number>;
  readonly strength: number;
}

/** Passages with any of the variants, scored as lunr scores a query for all of them: the sum, divided by the query's length. */
function findAny({ placed, total }: Searched, variants: readonly Variant[]): Hits {
  const scores = new Map<number, number>();
  const strength = Math.max(...variants.map((variant) => variant.strength));
  const stems = [...new Set(variants.map(({ stem }) => stem))];
  const rows = stems.map((stem) => rowsOf(stem, placed)).filter((own) => own.length > 0);
  const factor = strength / Math.sqrt(rows.length);
  for (const own of rows) {
    const idf = lunrIdf(
      own.reduce((sum, { segment, row }) => sum + (segment.spread[row] ?? 0), 0),
      total,
    );
    for (const { segment, places, row } of own) {
      const { offsets, passages, weights } = segment;
      for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at++) {
        const passage = places[passages[at] ?? 0] ?? 0;
        scores.set(passage, (scores.get(passage) ?? 0) + (weights[at] ?? 0) * idf * factor);
      }
    }
  }
  return { scores, strength };
}

function rowsOf(stem: string, placed: readonly PlacedSegment[]): (PlacedSegment & { readonly row: number })[] {
  const found = [];
  for (const { segment, places } of placed) {
    const row = segment.rows.get(stem);
    if (row !== undefined) found.push({ segment, places, row });
  }
  return found;
}

/** Each passage with the best of what was found in it. */
function best(found: readonly Hits[], total: number): TermHits {
  const scores = new Map<number, number>();
  const strengths = new Map<number, number>();
  for (const hits of found) {
    for (const [passage, score] of hits.scores) {
      scores.set(passage, Math.max(scores.get(passage) ?? 0, score));
      strengths.set(passage, Math.max(strengths.get(passage) ?? 0, hits.strength));
    }
  }
  return { scores, strengths, idf: Math.log(1 + (total - scores.size + 0.5) / (scores.size + 0.5)) };
}
