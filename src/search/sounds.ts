import { memoise } from './memo.ts';

/** Cyrillic letters as German newsrooms write them, roughly: only consonants matter here. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  'а a,б b,в v,г g,ґ g,д d,е e,ё e,є e,ж s,з s,и i,і i,ї i,й i,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х h,ц s,ч s,ш s,щ s,ъ ,ы i,ь ,э e,ю u,я a'
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([cyrillic = '', latin = '']) => [cyrillic, latin]),
);

/** Spellings of one sound, longest first. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(?<=[aeiouäöü])h(?![aeiouäöü])/g, ''],
  [/shch|sch|tsch|tch|sh|zh|ch(?=[ei])|cz|ts|tz|[zcßšžčćçśż](?!k)/g, 's'],
  [/ph|pf/g, 'f'],
  [/th|dt/g, 't'],
  [/kh|ch|g/g, 'h'],
  [/ck|[cqx]/g, 'k'],
  [/w/g, 'v'],
];
const KEY_MIN_LETTERS = 4;

/**
 * The first letter and the consonants of a word, the same for the usual ways to write a name in Latin and Cyrillic
 * letters; null for words with too few consonants to tell them apart. Expects any case.
 */
export const soundKey = memoise((word): string | null => {
  let sounds = [...word.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('');
  for (const [spelling, sound] of SOUNDS) sounds = sounds.replace(spelling, sound);
  const bare = sounds.normalize('NFD').replace(/[^a-z]/g, '');
  const key = bare.slice(0, 1).replace(/[jy]/, 'i') + bare.slice(1).replace(/[aeiouyj]/g, '');
  const single = key.replace(/(.)\1+/g, '$1');
  return single.length >= KEY_MIN_LETTERS ? single : null;
});
