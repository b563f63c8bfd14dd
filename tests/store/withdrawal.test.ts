import { expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { entryOf } from '../support/entries.ts';
import { editsIn, openTestStore, subscriptionOf } from '../support/store.ts';

const CHANNEL = '1100000000000000101';

/** Letters become entries of a page, newest first; `a.md` is a file with the one entry A. */
function corpusOf(page: string, files: readonly string[] = []): Entry[] {
  const onPage = [...page].map((letter) => entryOf(letter, [`Text von ${letter}.`], { source: 'corpus/page.json' }));
  const alone = files.map((name) =>
    entryOf(name[0]?.toUpperCase() ?? '', [`Text von ${name}.`], { source: `corpus/${name}` }),
  );
  return [...onPage, ...alone];
}

/** Posts all of the first edition, then shows the second; what is to be edited. */
function editsBetween(before: readonly Entry[], after: readonly Entry[], unread: readonly string[] = []): string[] {
  const { store, record, sendAll } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  record(before, [], { backlog: 100 });
  sendAll(CHANNEL);
  record(after, unread);
  return editsIn(store, CHANNEL);
}

test.each([
  ['one from the middle of a page is withdrawn', 'FEDCBA', 'FEDBA', ['~~C~~']],
  ['the newest one of a page is withdrawn', 'FEDCBA', 'EDCBA', ['~~F~~']],
  ['the oldest ones left the window of a page', 'FEDCBA', 'HGFEDC', []],
  ['the oldest one went, and nothing came: that may be the window too', 'FEDCBA', 'FEDCB', []],
  ['one from the middle is withdrawn while the oldest leaves the window', 'FEDCBA', 'GFEDB', ['~~C~~']],
  ['a page that begins anew withdraws nothing', 'FEDCBA', 'XYZ', []],
  ['a page that is empty withdraws nothing', 'FEDCBA', '', []],
])('%s', (_, before, after, edits) => {
  expect(editsBetween(corpusOf(before), corpusOf(after))).toEqual(edits);
});

const FILES = ['p.md', 'q.md', 'r.md', 's.md'];

test.each([
  ['a deleted file of one entry withdraws it', ['p.md', 'r.md', 's.md'], [], ['~~Q~~']],
  ['the oldest file too', ['p.md', 'q.md', 'r.md'], [], ['~~S~~']],
  ['more than half of all entries at once are an accident, or another corpus', ['p.md'], [], []],
  ['a file that cannot be read withdraws nothing', ['p.md', 'r.md', 's.md'], ['corpus/q.md'], []],
  ['a folder that cannot be read withdraws nothing', ['p.md', 'r.md', 's.md'], ['corpus'], []],
  [
    'a file that went while another cannot be read may stand there under a new name',
    FILES.slice(1),
    ['corpus/new.md'],
    [],
  ],
])('%s', (_, after, unread, edits) => {
  expect(editsBetween(corpusOf('', FILES), corpusOf('', after), unread)).toEqual(edits);
});

test('a deleted page withdraws nothing: it is put away', () => {
  expect(editsBetween(corpusOf('CBA', FILES), corpusOf('', FILES))).toEqual([]);
});

test('what cannot be told yet is told when everything can be read again', () => {
  const { store, record, sendAll } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  record(corpusOf('FEDCBA'), [], { backlog: 100 });
  sendAll(CHANNEL);
  record([], ['corpus/page.json']);
  expect(editsIn(store, CHANNEL)).toEqual([]);
  record(corpusOf('FEDBA'));
  expect(editsIn(store, CHANNEL)).toEqual(['~~C~~']);
});

test('a withdrawn entry that comes back is no longer struck', () => {
  const { store, record, sendAll } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  record(corpusOf('DCBA'), [], { backlog: 100 });
  sendAll(CHANNEL);
  record(corpusOf('DCA'));
  expect(editsIn(store, CHANNEL)).toEqual(['~~B~~']);
  record(corpusOf('DCBA'));
  expect(editsIn(store, CHANNEL)).toEqual(['B']);
});

test('an entry that is withdrawn before it was posted is not posted, and is when it comes back', () => {
  const { store, record, waiting } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  record(corpusOf('BA'));
  record(corpusOf('DCBA'));
  record(corpusOf('DBA'));
  expect(waiting(CHANNEL)).toEqual(['D']);
  record(corpusOf('DCBA'));
  expect(waiting(CHANNEL)).toEqual(['C']);
});

test('a digest whose entries are all withdrawn before it was posted is not posted, and is when one comes back', () => {
  const { store, record, waiting } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  const flood = { flood: { limit: 2, newestInFull: 1, digestSize: 20 } };
  record(corpusOf('CBA'), [], flood);
  record(corpusOf('FEDCBA'), [], flood);
  record(corpusOf('FCBA'), [], flood);
  expect(waiting(CHANNEL)).toEqual(['F']);
  record(corpusOf('FECBA'), [], flood);
  expect(waiting(CHANNEL)).toEqual([['D', 'E']]);
});

test('what was dropped or refused before a channel was unsubscribed does not come back with an entry', () => {
  const { store, record, waiting } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  record(corpusOf('BA'));
  record(corpusOf('DCBA'));
  record(corpusOf('DBA'));
  const refused = store.outbox.next(CHANNEL, 'posts');
  if (refused) store.posts.refuse(refused, 'Discord answers 400');
  store.subscriptions.remove(CHANNEL);
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL, origin: 'command' }));
  record([entryOf('D', ['Anders.'], { source: 'corpus/page.json' }), ...corpusOf('CBA')]);
  expect(refused).not.toBeNull();
  expect(waiting(CHANNEL)).toEqual([]);
});

test('a corrected headline is a correction, not a withdrawal and a new entry', () => {
  const body = ['Der Stadtrat hat den Haushalt für das kommende Jahr mit großer Mehrheit beschlossen.'];
  const page = (headline: string) => [
    entryOf('Oben', ['Etwas ganz anderes.'], { source: 'page.json' }),
    entryOf(headline, body, { source: 'page.json' }),
    entryOf('Unten', ['Noch etwas anderes.'], { source: 'page.json' }),
  ];
  expect(editsBetween(page('Haushalt beschlosen'), page('Haushalt beschlossen'))).toEqual(['Haushalt beschlossen']);
});

test('an entry that looks like the one that left the window is a new one', () => {
  const alarm = (headline: string) =>
    entryOf(headline, ['In der ganzen Region wurde Luftalarm ausgelöst, die Menschen sollen Schutz suchen.'], {
      source: 'page.json',
    });
  const rest = ['B', 'A'].map((headline) => entryOf(headline, [`${headline}.`], { source: 'page.json' }));
  const { store, record, waiting, sendAll } = openTestStore();
  store.subscriptions.put(subscriptionOf({ channelId: CHANNEL }));
  record([...rest, alarm('Luftalarm am Morgen')], [], { backlog: 100 });
  sendAll(CHANNEL);
  record([alarm('Luftalarm am Abend'), ...rest]);
  expect(waiting(CHANNEL)).toEqual(['Luftalarm am Abend']);
  expect(editsIn(store, CHANNEL)).toEqual([]);
});
