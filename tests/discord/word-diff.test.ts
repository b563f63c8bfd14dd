import { describe, expect, test } from 'vitest';
import { changedBlocks, diffWords, type Piece } from '../../src/discord/word-diff.ts';

/** `[-old-]` and `{+new+}`. */
const shown = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ text, kind }) => (kind === 'kept' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

test.each([
  ['a number', 'Es sind 14 Bäume.', 'Es sind 41 Bäume.', 'Es sind [-14-]{+41+} Bäume.'],
  ['a decimal number is one word', 'rund 1,5 Millionen', 'rund 1,7 Millionen', 'rund [-1,5-]{+1,7+} Millionen'],
  ['a word that came', 'Der Rat tagt.', 'Der neue Rat tagt.', 'Der {+neue +}Rat tagt.'],
  ['a word that went', 'Der neue Rat tagt.', 'Der Rat tagt.', 'Der [-neue -]Rat tagt.'],
  [
    'words beside each other are one change',
    'am frühen Morgen da',
    'am späten Abend da',
    'am [-frühen Morgen-]{+späten Abend+} da',
  ],
  ['only a sign', 'Das ist so.', 'Das ist so!', 'Das ist so[-.-]{+!+}'],
  [
    'an address is one word',
    'https://a.example/x y',
    'https://a.example/z y',
    '[-https://a.example/x-]{+https://a.example/z+} y',
  ],
  ['Cyrillic', 'Сьогодні дощ', 'Завтра дощ', '[-Сьогодні-]{+Завтра+} дощ'],
  ['nothing', 'Gleich.', 'Gleich.', 'Gleich.'],
  ['from nothing', '', 'Neu.', '{+Neu.+}'],
  ['to nothing', 'Alt.', '', '[-Alt.-]'],
])('%s', (_, old, now, expected) => {
  expect(shown(diffWords(old, now))).toBe(expected);
});

describe('any two texts', () => {
  const words = [
    'Rat',
    'tagt',
    'heute',
    '14',
    '1,5',
    ' ',
    '  ',
    '.',
    ', ',
    '„Ja“',
    '\n',
    'https://a.example/b_c',
    '😀',
  ];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const text = (): string => Array.from({ length: random(30) }, () => words[random(words.length)]).join('');

  test.each(Array.from({ length: 50 }, () => [text(), text()]))('%j → %j', (old, now) => {
    const pieces = diffWords(old, now);
    const without = (kind: Piece['kind']) => pieces.filter((each) => each.kind !== kind).map(({ text: t }) => t);
    expect(without('added').join('')).toBe(old);
    expect(without('removed').join('')).toBe(now);
  });
});

test('a text that was written anew is shown whole, at once', () => {
  const text = (word: string) => Array.from({ length: 5_000 }, (_, at) => `${word}${at}`).join(' ');
  expect(diffWords(text('alt'), text('neu')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});

describe('blocks', () => {
  const blocks = (old: readonly string[], now: readonly string[]) =>
    changedBlocks(old, now).map((each) => shown(diffWords(each.old, each.now)));

  test('only those that differ, each compared with the one in its place', () => {
    expect(blocks(['Eins.', 'Zwei ist da.', 'Drei.'], ['Eins.', 'Zwei ist fort.', 'Drei.', 'Vier.'])).toEqual([
      'Zwei ist [-da-]{+fort+}.',
      '{+Vier.+}',
    ]);
  });

  test('one that went, one that came', () => {
    expect(blocks(['Eins.', 'Zwei.'], ['Zwei.'])).toEqual(['[-Eins.-]']);
    expect(blocks(['Zwei.'], ['Eins.', 'Zwei.'])).toEqual(['{+Eins.+}']);
    expect(blocks(['Gleich.'], ['Gleich.'])).toEqual([]);
  });
});
