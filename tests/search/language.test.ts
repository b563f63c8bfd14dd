import { expect, test } from 'vitest';
import { detectLanguage, isStopWord, words } from '../../src/search/language.ts';

test.each([
  ['Wer ist Umjerow?', 'de'],
  ['defizit ukraine', 'de'],
  ['Militärhaushalt', 'de'],
  ['Who is Rustem Umerov?', 'en'],
  ['What did Guterres say', 'en'],
  ['Кто выиграл выборы?', 'ru'],
  ['Что сказал Путин', 'ru'],
  ['Чому Бельгія проти кредиту?', 'uk'],
  ['Хто такий Умєров?', 'uk'],
  ['', 'de'],
  ['🙂🙂', 'de'],
])('%j is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test('words are runs of letters and digits in lower case, umlauts kept', () => {
  expect(words('Österreich, C++ – „57 Milliarden“ (2,8)')).toEqual(['österreich', 'c', '57', 'milliarden', '2', '8']);
});

test('decomposed umlauts are the same words', () => {
  expect(words('Mu\u0308nchen')).toEqual(['münchen']);
});

test('stop words belong to their language', () => {
  expect(isStopWord('der', 'de')).toBe(true);
  expect(isStopWord('der', 'en')).toBe(false);
});
