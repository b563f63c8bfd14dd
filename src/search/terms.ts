import { isStopWord, type Language, words } from './language.ts';
import { memoise } from './memo.ts';

/** A word that carries meaning, as it stands in the text and as the index knows it. */
export interface Term {
  readonly word: string;
  /** One per language of the index: equal for words that differ only in inflection, umlauts or accents. */
  readonly stems: readonly string[];
  /** Whether it may be a part of German compounds, or one itself. */
  readonly isGerman: boolean;
}

export type Stem = (word: string, language: Language) => string;

const BASE_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'a', œ: 'o', ł: 'l', đ: 'd' };

/** ä, ae and a become one, as do ö/oe/o, ü/ue/u and ß/ss; all accents go. Expects lower case. */
export const fold = memoise((word) =>
  word
    .replace(/[ßøæœłđ]/g, (letter) => BASE_LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/([aou])e(?!$)/g, '$1'),
);

/** The words of a question that are worth looking up, each once; all its words where only stop words are left. */
export function contentTerms(text: string, language: Language, indexed: readonly Language[], stem: Stem): Term[] {
  const all = [...new Set(words(text))];
  const content = all.filter((word) => !isStopWord(word, language));
  return (content.length > 0 ? content : all).map((word) => ({
    word,
    stems: stemsOf(word, indexed, stem),
    isGerman: language === 'de',
  }));
}

const stemsOf = (word: string, languages: readonly Language[], stem: Stem): string[] => [
  ...new Set(languages.map((language) => stem(word, language))),
];
