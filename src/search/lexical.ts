import lunr from 'lunr';
import addGerman from 'lunr-languages/lunr.de.js';
import addRussian from 'lunr-languages/lunr.ru.js';
import addStemmerSupport from 'lunr-languages/lunr.stemmer.support.js';
import type { Entry } from '../corpus/entry.ts';
import { isStopWord, type Language, words } from './language.ts';
import type { Passage } from './passages.ts';
import { fold, type Term } from './terms.ts';
import { createVocabulary, STRENGTH, type Variant, type Vocabulary } from './vocabulary.ts';

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
  /** How sure it is that the passage holds the term, 0 to 1 (see STRENGTH), per passage, by index. */
  readonly strengths: ReadonlyMap<number, number>;
  /** ln(1 + (N - n + 0.5) / (n + 0.5)) with n of N passages holding it (Robertson and Zaragoza 2009). */
  readonly idf: number;
}

export interface LexicalIndex {
  readonly languages: readonly Language[];
  /** Finds the term, compounds with it, and where the index does not hold it, names that sound alike and one or two wrong letters. */
  lookUp(term: Term): TermHits;
}

const FIELD_BOOSTS = { headline: 1.5, text: 1, authors: 1 };
/** How long a word must be to be looked up with letters wrong: shorter ones find anything, longer ones take too long. */
const FUZZY_LEVELS = [
  { editDistance: 1, least: 5, most: 30, strength: STRENGTH.oneLetter },
  { editDistance: 2, least: 8, most: 30, strength: STRENGTH.twoLetters },
] as const;
const ADDS_PER_TURN = 50;

/** Builds the index of all passages; gives way to other work between passages, but not in lunr's last step. */
export async function buildLexicalIndex(
  entries: readonly { readonly entry: Entry; readonly language: Language }[],
  passages: readonly Passage[],
): Promise<LexicalIndex> {
  const builder = new lunr.Builder();
  const stemsByWord = new Map<string, string>();
  builder.ref('id');
  for (const [field, boost] of Object.entries(FIELD_BOOSTS)) builder.field(field, { boost });
  for (const [id, passage] of passages.entries()) {
    const indexed = entries[passage.entry];
    if (indexed) builder.add({ id, ...fieldsOf(indexed.entry, passage, indexed.language, stemsByWord) });
    if (id % ADDS_PER_TURN === 0) await new Promise(setImmediate);
  }
  const languages = [...new Set(entries.map(({ language }) => language))];
  const index = builder.build();
  const vocabulary = createVocabulary(stemsByWord);
  return { languages, lookUp: (term) => lookUp(index, vocabulary, passages.length, term) };
}

/** @param stemsByWord is given every word that is indexed. */
function fieldsOf(entry: Entry, passage: Passage, language: Language, stemsByWord: Map<string, string>) {
  const termOf = (word: string): string => {
    const known = stemsByWord.get(word) ?? stem(word, language);
    stemsByWord.set(word, known);
    return known;
  };
  const terms = (text: string) =>
    words(text)
      .filter((word) => !isStopWord(word, language))
      .map(termOf);
  return {
    headline: terms(entry.headline),
    text: passage.sentences.flatMap((sentence) => terms(sentence.text)),
    authors: entry.authors.flatMap(terms),
  };
}

function lookUp(index: lunr.Index, vocabulary: Vocabulary, total: number, { word, stems, isGerman }: Term): TermHits {
  const find = (variants: readonly Variant[], editDistance = 0): Hit[] => {
    if (variants.length === 0) return [];
    const results = index.query((query) => {
      for (const { stem } of variants) query.term(stem, { usePipeline: false, editDistance });
    });
    const strength = Math.max(...variants.map((variant) => variant.strength));
    return results.map(({ ref, score }) => ({ passage: Number(ref), score: score * strength, strength }));
  };
  const all = (strength: number) => stems.map((stem) => ({ stem, strength }));
  const exact = find(all(STRENGTH.exact));
  const parts = isGerman ? stems.flatMap((stem) => vocabulary.compounds(stem)) : [];
  const found = [...exact, ...find(parts.filter(isTail)), ...find(parts.filter((part) => !isTail(part)))];
  if (exact.length === 0) found.push(...find(vocabulary.soundsLike(word)));
  for (const { editDistance, least, most, strength } of FUZZY_LEVELS) {
    if (found.length > 0) break;
    found.push(
      ...find(
        all(strength).filter(({ stem }) => stem.length >= least && stem.length <= most),
        editDistance,
      ),
    );
  }
  return hitsOf(found, total);
}

interface Hit extends Pick<Variant, 'strength'> {
  readonly passage: number;
  readonly score: number;
}

const isTail = ({ strength }: Variant): boolean => strength === STRENGTH.tail;

function hitsOf(hits: readonly Hit[], total: number): TermHits {
  const scores = new Map<number, number>();
  const strengths = new Map<number, number>();
  for (const { passage, score, strength } of hits) {
    scores.set(passage, Math.max(scores.get(passage) ?? 0, score));
    strengths.set(passage, Math.max(strengths.get(passage) ?? 0, strength));
  }
  return { scores, strengths, idf: Math.log(1 + (total - scores.size + 0.5) / (scores.size + 0.5)) };
}
