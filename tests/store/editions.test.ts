import { expect, onTestFinished, test, vi } from 'vitest';
import { entryOf } from '../support/entries.ts';
import { editsIn, openTestStore, subscriptionOf } from '../support/store.ts';

const [FIRST, SECOND] = ['1100000000000000101', '1100000000000000102'];
const entry = (headline: string, text = `${headline}.`) => entryOf(headline, [text], { source: 'page.json' });
const list = (...headlines: string[]) => headlines.map((headline) => entry(headline));
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => entry(`Eintrag ${to - at}`));

function subscribed(...channelIds: string[]) {
  const test = openTestStore();
  for (const channelId of channelIds) test.store.subscriptions.put(subscriptionOf({ channelId }));
  return test;
}

test('a new channel gets the newest of the backlog, oldest first, and every later entry', () => {
  const { record, waiting } = subscribed(FIRST);
  record(list('C', 'B', 'A'), [], { backlog: 2 });
  expect(waiting(FIRST)).toEqual(['B', 'C']);
  record(list('E', 'D', 'C', 'B', 'A'));
  expect(waiting(FIRST)).toEqual(['D', 'E']);
});

test('a channel that a moderator subscribes gets nothing old, whatever the backlog', () => {
  const { store, record, waiting } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: FIRST, origin: 'command' }));
  record(list('C', 'B', 'A'), [], { backlog: 2 });
  record(list('D', 'C', 'B', 'A'), [], { backlog: 2 });
  expect(waiting(FIRST)).toEqual(['D']);
});

test('the same edition again brings nothing, and nothing is forgotten when nobody subscribes', () => {
  const { store, record, waiting } = openTestStore();
  record(list('A'));
  store.subscriptions.put(subscriptionOf({ channelId: FIRST }));
  record(list('B', 'A'));
  expect(waiting(FIRST)).toEqual([]);
  record(list('C', 'B', 'A'));
  record(list('C', 'B', 'A'));
  expect(waiting(FIRST)).toEqual(['C']);
});

test('each channel has its own topic', () => {
  const { record, waiting } = subscribed(FIRST, SECOND);
  record([]);
  record(list('B', 'A'), [], {
    follows: ({ channelId }, { headline }) => channelId === FIRST || headline === 'A',
  });
  expect([waiting(FIRST), waiting(SECOND)]).toEqual([['A', 'B'], ['A']]);
});

test('a channel that is no longer subscribed gets nothing new and is still corrected', () => {
  const { store, record, waiting, sendAll } = subscribed(FIRST);
  record(list('A'), [], { backlog: 1 });
  sendAll(FIRST);
  record(list('B', 'A'));
  store.subscriptions.remove(FIRST);
  record([entry('C'), entry('B'), entry('A', 'Anders.')]);
  expect(waiting(FIRST)).toEqual([]);
  expect(editsIn(store, FIRST)).toEqual(['A']);
});

test('a channel that is subscribed again does not get what came meanwhile', () => {
  const { store, record, waiting } = subscribed(FIRST);
  record(list('A'));
  store.subscriptions.remove(FIRST);
  record(list('B', 'A'));
  store.subscriptions.put(subscriptionOf({ channelId: FIRST }));
  record(list('C', 'B', 'A'));
  expect(waiting(FIRST)).toEqual([]);
  record(list('D', 'C', 'B', 'A'));
  expect(waiting(FIRST)).toEqual(['D']);
});

test('what a source that could not be read at first turns out to hold is as old as the rest', () => {
  const { record, waiting } = subscribed(FIRST);
  record(list('A'), ['late.md']);
  record([entryOf('Alt', [], { source: 'late.md' }), ...list('A')]);
  record([entryOf('Neu', [], { source: 'late.md' }), entryOf('Alt', [], { source: 'late.md' }), ...list('A')]);
  expect(waiting(FIRST)).toEqual(['Neu']);
});

test('a correction before the post changes the post, one after it is an edit, and what came back to itself is none', () => {
  const { store, record, sendAll, waiting } = subscribed(FIRST);
  record([]);
  record([entry('A', 'Erste Fassung.')]);
  record([entry('A', 'Zweite Fassung.')]);
  expect(editsIn(store, FIRST)).toEqual([]);
  sendAll(FIRST);
  record([entry('A', 'Dritte Fassung.')]);
  record([entry('A', 'Zweite Fassung.')]);
  const operation = store.outbox.next(FIRST, 'edits');
  expect(store.posts.get(operation?.target ?? '')?.isStale).toBe(false);
  expect(waiting(FIRST)).toEqual([]);
});

test('what changed is known by the versions that were shown, also after a restart', () => {
  const { store, record, sendAll, file } = subscribed(FIRST);
  record([]);
  record([entry('A', 'Erste Fassung.')]);
  sendAll(FIRST);
  for (const text of ['Zweite Fassung.', 'Dritte Fassung.']) {
    record([entry('A', text)]);
    editsIn(store, FIRST);
  }
  record([entry('A', 'Vierte Fassung.')]);
  const key = store.outbox.next(FIRST, 'edits')?.target ?? '';
  const again = openTestStore(file).store;
  const changes = again.changesOf(key);
  expect(changes).toMatchObject({ channelId: FIRST, isWithdrawn: false });
  expect(changes?.versions.map((version) => version.entry.body[0]?.text)).toEqual([
    'Erste Fassung.',
    'Zweite Fassung.',
    'Dritte Fassung.',
  ]);
  expect(again.changesOf('unknown')).toBeNull();
});

const FLOOD = { limit: 5, newestInFull: 2, digestSize: 4 };

test('a flood becomes digests of the older entries, and the newest in full', () => {
  const { record, waiting } = subscribed(FIRST);
  record([]);
  record(numbered(1, 5), [], { flood: FLOOD });
  expect(waiting(FIRST)).toHaveLength(5);
  record(numbered(1, 15), [], { flood: FLOOD });
  expect(waiting(FIRST)).toEqual([
    ['Eintrag 6', 'Eintrag 7', 'Eintrag 8', 'Eintrag 9'],
    ['Eintrag 10', 'Eintrag 11', 'Eintrag 12', 'Eintrag 13'],
    'Eintrag 14',
    'Eintrag 15',
  ]);
});

test('a flood that piles up while a channel is closed becomes digests too; key entries stay in full', () => {
  const { record, waiting } = subscribed(FIRST);
  record([]);
  const key = { ...entry('Eilmeldung'), isKey: true as const };
  record([...numbered(2, 4), key, ...numbered(1, 1)], [], { flood: FLOOD });
  record([...numbered(5, 6), ...numbered(2, 4), key, ...numbered(1, 1)], [], { flood: FLOOD });
  expect(waiting(FIRST)).toEqual([
    ['Eintrag 1', 'Eintrag 2', 'Eintrag 3', 'Eintrag 4'],
    'Eilmeldung',
    'Eintrag 5',
    'Eintrag 6',
  ]);
});

test('an answer is noted when what it cites was corrected, also while it was written', () => {
  const { store, record } = subscribed(FIRST);
  const [old, unchanged] = [entry('A', 'Erste Fassung.'), entry('B')];
  record([unchanged, old]);
  const answer = { channelId: FIRST, language: 'de', embedCount: 1, askedAt: new Date().toISOString() };
  store.answers.record({ ...answer, messageId: '1', cited: [old] });
  store.answers.record({ ...answer, messageId: '2', cited: [unchanged] });
  record([unchanged, entry('A', 'Zweite Fassung.')]);
  store.answers.record({ ...answer, messageId: '3', cited: [old] });
  const notes = ['1', '2', '3'].map((id) => store.answers.noteFor(id)?.changes.map(({ change }) => change));
  expect(notes).toEqual([['corrected'], [], ['corrected']]);
  expect(store.channelStatuses()[0]?.waiting.notes).toBe(2);
});

test('an answer that cites an edition before it is written down gets no note', () => {
  const { store, record } = subscribed(FIRST);
  record([entry('C'), entry('B', 'Erste Fassung.'), entry('A')]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  record([entry('C'), entry('B', 'Zweite Fassung.'), entry('A')]);
  vi.setSystemTime(Date.now() + 60_000);
  const cited = [entry('B', 'Dritte Fassung.'), entry('A', 'Noch nie korrigiert.'), entry('E', 'Neu.')];
  const askedAt = new Date().toISOString();
  store.answers.record({ channelId: FIRST, language: 'de', embedCount: 1, messageId: '1', askedAt, cited });
  expect(store.answers.noteFor('1')?.changes).toEqual([]);
  const edition = [entry('E', 'Neu.'), entry('C'), entry('B', 'Dritte Fassung.'), entry('A', 'Noch nie korrigiert.')];
  record(edition);
  expect(store.answers.noteFor('1')?.changes).toEqual([]);
  record(edition.map((each) => (each.headline === 'B' ? entry('B', 'Vierte Fassung.') : each)));
  expect(store.answers.noteFor('1')?.changes.map(({ entry: { headline } }) => headline)).toEqual(['B']);
});

test('only what waits is counted, per channel', () => {
  const { store, record, sendAll } = subscribed(FIRST, SECOND);
  record([]);
  record(list('B', 'A'));
  sendAll(FIRST);
  record([entry('B', 'Anders.'), entry('A')]);
  expect(store.channelStatuses().map(({ channelId, waiting }) => [channelId, waiting.posts, waiting.edits])).toEqual([
    [FIRST, 0, 1],
    [SECOND, 2, 0],
  ]);
});
