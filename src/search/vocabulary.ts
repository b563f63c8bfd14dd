import { soundKey } from './sounds.ts';

/** How sure a word of a text is the one that was asked for: 0 to 1, in the scale of token cosines. */
export const STRENGTH = { exact: 0.75, sound: 0.7, oneLetter: 0.65, tail: 0.6, twoLetters: 0.55, head: 0.5 } as const;

/** Shorter parts are found inside too many words that have nothing to do with them. */
const PART_MIN_LETTERS = 4;
const REST_MIN_LETTERS = 3;

/** A stem of the index that may stand for a question's word. */
export interface Variant {
  readonly stem: string;
  readonly strength: number;
}

/** All stems of an index, found by their beginning, their end, or their sound. */
export interface Vocabulary {
  /** German compounds of which the stem is the first or last part; where the index has none, the parts of the stem itself. */
  compounds(stem: string): Variant[];
  /** Names written another way: Umerow, Umerov, Умеров. Expects the word as it was asked. */
  soundsLike(word: string): Variant[];
}

/** @param stemsByWord every word of the index with its stem. */
export function createVocabulary(stemsByWord: ReadonlyMap<string, string>): Vocabulary {
  const stems = [...new Set(stemsByWord.values())];
  const known = new Set(stems);
  const forwards = [...stems].sort(byCodeUnits);
  const backwards = stems.map(reverse).sort(byCodeUnits);
  const bySound = new Map<string, Set<string>>();
  for (const [word, stem] of stemsByWord) {
    const key = soundKey(word);
    if (key) bySound.set(key, (bySound.get(key) ?? new Set()).add(stem));
  }

  function compounds(stem: string): Variant[] {
    if (stem.length < PART_MIN_LETTERS) return [];
    const isLonger = (other: string) => other.length >= stem.length + REST_MIN_LETTERS;
    const headed = startingWith(forwards, stem).filter(isLonger);
    const tailed = startingWith(backwards, reverse(stem)).filter(isLonger).map(reverse);
    return [
      ...tailed.map((each) => ({ stem: each, strength: STRENGTH.tail })),
      ...headed.map((each) => ({ stem: each, strength: STRENGTH.head })),
    ];
  }

  return {
    compounds: (stem) => [...compounds(stem), ...(known.has(stem) ? [] : partsOf(stem, known))],
    soundsLike: (word) =>
      [...(bySound.get(soundKey(word) ?? '') ?? [])].map((stem) => ({ stem, strength: STRENGTH.sound })),
  };
}

/** The longest known part at either end. */
function partsOf(stem: string, known: ReadonlySet<string>): Variant[] {
  const parts: Variant[] = [];
  for (let length = stem.length - REST_MIN_LETTERS; length >= PART_MIN_LETTERS; length--) {
    const head = stem.slice(0, length);
    const tail = stem.slice(-length);
    if (known.has(tail) && !parts.some((part) => part.strength === STRENGTH.tail))
      parts.push({ stem: tail, strength: STRENGTH.tail });
    if (known.has(head) && !parts.some((part) => part.strength === STRENGTH.head))
      parts.push({ stem: head, strength: STRENGTH.head });
  }
  return parts;
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const reverse = (word: string): string => [...word].reverse().join('');

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
