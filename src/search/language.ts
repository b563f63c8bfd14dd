import { deu, eng, rus, ukr } from 'stopword';

/** ISO 639-1. */
export type Language = 'de' | 'en' | 'ru' | 'uk';

const STOP_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  de: new Set(deu),
  en: new Set(eng),
  ru: new Set(rus),
  uk: new Set(ukr),
};

/** Letters that only the one alphabet has; the stop words decide where a text has none of them. */
const UKRAINIAN = /[іїєґ]/iu;
const RUSSIAN = /[ыэъё]/iu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const GERMAN = /[äöüß]/iu;

/** Words of letters and digits, lower case, NFC. */
export const words = (text: string): string[] => text.normalize('NFC').toLowerCase().match(WORD) ?? [];
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export const isStopWord = (word: string, language: Language): boolean => STOP_WORDS[language].has(word);

/** The language of a text of any length; German where nothing speaks for another. */
export function detectLanguage(text: string): Language {
  const all = words(text);
  const hits = (language: Language) => all.filter((word) => isStopWord(word, language)).length;
  if (all.filter((word) => CYRILLIC.test(word)).length * 2 > all.length) {
    if (UKRAINIAN.test(text)) return 'uk';
    return RUSSIAN.test(text) || hits('ru') >= hits('uk') ? 'ru' : 'uk';
  }
  if (GERMAN.test(text)) return 'de';
  return hits('en') > hits('de') ? 'en' : 'de';
}
