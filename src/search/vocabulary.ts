import type { Language } from './language.ts';
import { nearWords } from './near-words.ts';
import { soundKey } from './sounds.ts';

/** How sure a word of a text is the one that was asked for: 0 to 1, in the scale of token cosines. */
export const STRENGTH = { exact: 0.75, sound: 0.7, oneLetter: 0.65, tail: 0.6, twoLetters: 0.55, head: 0.5 } as const;

/** Shorter parts are found inside too many words that have nothing to do with them. */
const PART_MIN_LETTERS = 4;
const REST_MIN_LETTERS = 3;

/** A stem that may stand for a question's word. */
export interface Variant {
  readonly stem: string;
  readonly strength: number;
}

/** A word of a text with its stem. */
export interface Word {
  readonly word: string;
  readonly language: Language;
  readonly stem: string;
}

/**
 * All words that any edition has held, found by their beginning, their end, or their sound. It only grows, and editions
 * share it: which of its stems an edition still holds is for the edition to say.
 */
export interface Vocabulary {
  /** @param stemOf is asked for words that are new. */
  word(text: string, language: Language, stemOf: (word: string, language: Language) => string): Word;
  add(words: Iterable<Word>): void;
  /** Puts new words in their places, which otherwise the next question does. */
  sort(): void;
  /** German compounds of which the stem is the first or last part; where `isKnown` says no to the stem, the parts of it. */
  compounds(stem: string, isKnown: (stem: string) => boolean): Variant[];
  /** Names written another way: Umerow, Umerov, Умеров. Expects the word as it was asked. */
  soundsLike(word: string): Variant[];
  /** At most so many wrong letters away. */
  near(stem: string, mistakes: number): string[];
}

export function createVocabulary(): Vocabulary {
  const words = new Map<string, Word>();
  const stems = new Set<string>();
  const bySound = new Map<string, string[]>();
  let forwards: readonly string[] = [];
  let backwards: readonly string[] = [];
  let unsorted: string[] = [];

  function add(word: Word): void {
    words.set(`${word.language} ${word.word}`, word);
    if (!stems.has(word.stem)) unsorted.push(word.stem);
    stems.add(word.stem);
    const key = soundKey(word.word);
    const alike = key === null ? undefined : bySound.get(key);
    if (alike && !alike.includes(word.stem)) alike.push(word.stem);
    else if (key !== null && !alike) bySound.set(key, [word.stem]);
  }

  function sort(): void {
    if (unsorted.length === 0) return;
    forwards = mergeSorted(forwards, unsorted.sort(byCodeUnits));
    backwards = mergeSorted(backwards, unsorted.map(reverse).sort(byCodeUnits));
    unsorted = [];
  }

  function compounds(stem: string): Variant[] {
    if (stem.length < PART_MIN_LETTERS) return [];
    sort();
    const isLonger = (other: string) => other.length >= stem.length + REST_MIN_LETTERS;
    const headed = startingWith(forwards, stem).filter(isLonger);
    const tailed = startingWith(backwards, reverse(stem)).filter(isLonger).map(reverse);
    return [
      ...tailed.map((each) => ({ stem: each, strength: STRENGTH.tail })),
      ...headed.map((each) => ({ stem: each, strength: STRENGTH.head })),
    ];
  }

  return {
    word(text, language, stemOf) {
      const known = words.get(`${language} ${text}`);
      if (known) return known;
      const word = { word: text, language, stem: stemOf(text, language) };
      add(word);
      return word;
    },
    add(all) {
      for (const word of all) if (!words.has(`${word.language} ${word.word}`)) add(word);
    },
    sort,
    compounds: (stem, isKnown) => [...compounds(stem), ...(isKnown(stem) ? [] : partsOf(stem, isKnown))],
    soundsLike: (word) => (bySound.get(soundKey(word) ?? '') ?? []).map((stem) => ({ stem, strength: STRENGTH.sound })),
    near(stem, mistakes) {
      sort();
      return nearWords(forwards, stem, mistakes);
    },
  };
}

/** The longest known part at either end. */
function partsOf(stem: string, isKnown: (stem: string) => boolean): Variant[] {
  const parts: Variant[] = [];
  for (let length = stem.length - REST_MIN_LETTERS; length >= PART_MIN_LETTERS; length--) {
    const head = stem.slice(0, length);
    const tail = stem.slice(-length);
    if (!parts.some((part) => part.strength === STRENGTH.tail) && isKnown(tail))
      parts.push({ stem: tail, strength: STRENGTH.tail });
    if (!parts.some((part) => part.strength === STRENGTH.head) && isKnown(head))
      parts.push({ stem: head, strength: STRENGTH.head });
  }
  return parts;
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const reverse = (word: string): string => [...word].reverse().join('');

function mergeSorted(a: readonly string[], b: readonly string[]): string[] {
  const merged: string[] = [];
  let i = 0;
  for (const next of b) {
    while (i < a.length && (a[i] ?? '') < next) merged.push(a[i++] ?? '');
    merged.push(next);
  }
  while (i < a.length) merged.push(a[i++] ?? '');
  return merged;
}

/** @param sorted by code units. */
function startingWith(sorted: readonly string[], prefix: string): string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let at = low; sorted[at]?.startsWith(prefix); at++) found.push(sorted[at] ?? '');
  return found;
}
