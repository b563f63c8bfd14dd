import { describe, expect, test } from 'vitest';
import { stem } from '../../src/search/lexical.ts';
import { contentTerms } from '../../src/search/terms.ts';

describe('one stem for', () => {
  test.each([
    ['Häuser', 'Haeuser', 'Hauser', 'Haus'],
    ['Militärhaushalt', 'Militaerhaushalts', 'Militarhaushalt'],
    ['Straße', 'Strasse', 'Strassen'],
    ['Österreich', 'Oesterreich', 'Osterreich'],
    ['Szijjártó', 'Szijjarto'],
    ['Verhandlung', 'Verhandlungen'],
  ])('%s, %s …', (...variants) => {
    expect(new Set(variants.map((word) => stem(word.toLowerCase(), 'de'))).size).toBe(1);
  });
});

test('Cyrillic words lose their case endings and keep their letters', () => {
  expect(stem('переговоров', 'ru')).toBe(stem('переговоры', 'ru'));
  expect(stem('майна', 'uk')).toContain('й');
});

test('stop words are left out', () => {
  expect(contentTerms('Wie hoch ist das Defizit?', 'de', ['de'], stem).map(({ word }) => word)).toEqual(['defizit']);
});

test('a question of stop words alone keeps them', () => {
  expect(contentTerms('Wer ist das?', 'de', ['de'], stem).map(({ word }) => word)).toEqual(['wer', 'ist', 'das']);
});

test.each(['', '   ', '🙂', '+-*/ ~^:'])('%j has no terms', (text) => {
  expect(contentTerms(text, 'de', ['de'], stem)).toEqual([]);
});
