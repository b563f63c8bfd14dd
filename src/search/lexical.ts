import lunr from 'lunr';
import addGerman from 'lunr-languages/lunr.de.js';
import addRussian from 'lunr-languages/lunr.ru.js';
import addStemmerSupport from 'lunr-languages/lunr.stemmer.support.js';
import type { Entry } from '../corpus/entry.ts';
import { isStopWord, type Language, words } from './language.ts';
import type { Passage } from './passages.ts';
import { fold, type Term } from './terms.ts';

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

/** @param word lower case. @returns its stem with umlauts and accents folded. */
export function stem(word: string, language: Language): string {
  const token = STEMMERS[language](new lunr.Token(word, {}), 0, []);
  return fold(token instanceof lunr.Token ? token.toString() : word);
}

/** What one question term finds. */
export interface TermHits {
  /** BM25 of the term (its inverse document frequency included) per passage, by index. */
  readonly scores: ReadonlyMap<number, number>;
  /** ln(1 + (N - n + 0.5) / (n + 0.5)) with n of N passages holding it (Robertson and Zaragoza 2009). */
  readonly idf: number;
}

export interface LexicalIndex {
  readonly languages: readonly Language[];
  /** A term that the index does not hold is looked up with one or two letters wrong. */
  lookUp(term: Term): TermHits;
}

const FIELD_BOOSTS = { headline: 1.5, text: 1, authors: 1 };
/** How long a word must be to be looked up with so many letters wrong: shorter ones find anything, longer ones take too long. */
const FUZZY_LENGTHS = [
  { editDistance: 0, least: 1, most: Number.POSITIVE_INFINITY },
  { editDistance: 1, least: 5, most: 30 },
  { editDistance: 2, least: 8, most: 30 },
] as const;
const ADDS_PER_TURN = 50;

/** Builds the index of all passages; gives way to other work between passages, but not in lunr's last step. */
export async function buildLexicalIndex(
  entries: readonly { readonly entry: Entry; readonly language: Language }[],
  passages: readonly Passage[],
): Promise<LexicalIndex> {
  const builder = new lunr.Builder();
  builder.ref('id');
  for (const [field, boost] of Object.entries(FIELD_BOOSTS)) builder.field(field, { boost });
  for (const [id, passage] of passages.entries()) {
    const indexed = entries[passage.entry];
    if (indexed) builder.add({ id, ...fieldsOf(indexed.entry, passage, indexed.language) });
    if (id % ADDS_PER_TURN === 0) await new Promise(setImmediate);
  }
  const index = passages.length > 0 ? builder.build() : null;
  const languages = [...new Set(entries.map(({ language }) => language))];
  return {
    languages,
    lookUp: (term) => (index ? lookUp(index, passages.length, term) : { scores: new Map(), idf: 1 }),
  };
}

function fieldsOf(entry: Entry, passage: Passage, language: Language) {
  const terms = (text: string) =>
    words(text)
      .filter((word) => !isStopWord(word, language))
      .map((word) => stem(word, language));
  return {
    headline: terms(entry.headline),
    text: passage.sentences.flatMap((sentence) => terms(sentence.text)),
    authors: entry.authors.flatMap(terms),
  };
}

function lookUp(index: lunr.Index, total: number, { stems }: Term): TermHits {
  for (const { editDistance, least, most } of FUZZY_LENGTHS) {
    const clauses = stems.filter((stem) => stem.length >= least && stem.length <= most);
    if (clauses.length === 0) break;
    const results = index.query((query) => {
      for (const stem of clauses) query.term(stem, { usePipeline: false, editDistance });
    });
    if (results.length > 0) return hitsOf(results, total, 1 / (1 + editDistance));
  }
  return hitsOf([], total, 1);
}

const hitsOf = (results: readonly lunr.Index.Result[], total: number, weight: number): TermHits => ({
  scores: new Map(results.map(({ ref, score }) => [Number(ref), score * weight])),
  idf: Math.log(1 + (total - results.length + 0.5) / (results.length + 0.5)),
});
