import { describe, expect, test } from 'vitest';
import { readListing } from '../../src/answer/listing.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { detectLanguage } from '../../src/search/language.ts';
import { entryOf } from '../support/entries.ts';

const at = (time: string, authors: string[]): Partial<Entry> => ({ publishedAt: `${time}:00+01:00`, authors });

/** Newest first: two of a Thursday, one of the Wednesday, one of the Tuesday before. */
const TIMED = [
  entryOf('Fähren fahren wieder', ['Seit Mittag.'], at('2025-12-04T12:00', ['Ada Beispiel'])),
  entryOf('Deich hält', ['Er hält.'], at('2025-12-04T08:00', ['dpa'])),
  entryOf('Sturm zieht auf', ['Er kommt.'], at('2025-12-03T18:00', ['Ada Beispiel'])),
  entryOf('Warnung vor Sturm', ['Es wird windig.'], at('2025-12-02T09:00', ['Bo Muster'])),
];
const UNTIMED = TIMED.map((entry): Entry => ({ ...entry, publishedAt: null }));

const read = (question: string, entries: readonly Entry[] = TIMED) =>
  readListing(question, detectLanguage(question), entries);

describe('a question about the liveblog itself is answered by order, time and byline', () => {
  test.each([
    ['Was ist der neueste Eintrag?', [0]],
    ['Was gibt es Neues?', [0, 1, 2]],
    ['What is the latest update?', [0]],
    ['Какие последние новости?', [0, 1, 2]],
    ['Що нового?', [0, 1, 2]],
    ['Was war der erste Eintrag?', [3]],
    ['Womit begann das Liveblog?', [3, 2, 1]],
    ['Was ist seit gestern passiert?', [0, 1, 2]],
    ['Was ist heute passiert?', [0, 1]],
    ['What happened yesterday?', [2]],
    ['Was geschah am Dienstag?', [3]],
    ['Что произошло во вторник?', [3]],
    ['Was schrieb Ada Beispiel?', [0, 2]],
    ['Articles by Bo Muster', [3]],
  ])('%j lists %j', (question, expected) => {
    const listing = read(question);
    expect(listing?.entries.slice(0, listing.count)).toEqual(expected);
    expect(listing?.topic).toBeNull();
  });

  test.each([
    ['Was ist das Neueste zum Deich?', 'Deich'],
    ['What is the latest on the ferries?', 'ferries'],
  ])('%j asks for the newest about a topic', (question, topic) => {
    expect(read(question)).toMatchObject({ prefersNewest: true, topic: expect.stringContaining(topic) });
  });

  test.each([
    'Wie hoch steht das Wasser?',
    'Wer ist Ada?',
    'Wann fahren die Fähren?',
    'Welche Nachricht kam vom Deich?',
  ])('%j is about what the entries say', (question) => {
    expect(read(question)?.topic ?? 'searched').not.toBeNull();
  });

  test('where no entry has a time, a day cannot be told, but everything is as new as the liveblog', () => {
    expect(read('Was geschah am Dienstag?', UNTIMED)).toBeNull();
    expect(read('Was ist seit gestern passiert?', UNTIMED)?.entries).toEqual([0, 1, 2, 3]);
    expect(read('Was ist der neueste Eintrag?', [])).toBeNull();
  });
});
