import { expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { renderAnswerNote, renderPost } from '../../src/discord/render/post.ts';
import { de } from '../../src/discord/texts/de.ts';
import { textsFor } from '../../src/discord/texts/texts.ts';
import { check, messageBody } from '../../src/playground/limits.ts';
import type { Post, PostItem } from '../../src/store/posts.ts';
import { entryOf } from '../support/entries.ts';

const texts = textsFor('de');
const AT = '2025-12-04T14:32:00.000Z';
const HARD = '~~*_`|[]()<>@everyone <@1> \\~ 😀'.repeat(40);

const item = (entry: Entry, rest: Partial<PostItem> = {}): PostItem => ({
  ...{ entryId: entry.id, entry, contentHash: '0', withdrawnAt: null, correctedAt: null, hasChanges: false },
  ...rest,
});
const post = (kind: Post['kind'], ...items: PostItem[]): Post => ({
  ...{
    key: '0123456789abcdef',
    channelId: '1',
    kind,
    state: 'sent',
    messageId: '1',
    fingerprint: null,
    anchorId: null,
  },
  ...{ items, isStale: true },
});

const longEntry = entryOf(
  HARD,
  Array.from({ length: 200 }, () => HARD),
  {
    url: `https://example.org/${'a'.repeat(470)}`,
    publishedAt: AT,
    authors: [HARD],
  },
);

test.each([
  ['corrected', { correctedAt: AT, hasChanges: true }, '*Korrigiert <t:1764858720:t>*'],
  ['withdrawn', { withdrawnAt: AT, correctedAt: AT, hasChanges: true }, '*Zurückgezogen <t:1764858720:t>*'],
])('a long entry that is %s stays within the limits and says so', (_, rest, mark) => {
  const body = renderPost(post('entry', item(longEntry, rest)), texts);
  check(messageBody, body);
  expect(body.embeds[0].description).toContain(mark);
  expect(body.components).toHaveLength(1);
});

test('many short blocks of a withdrawn entry stay within the limits', () => {
  const entry = entryOf(
    'Kurz',
    Array.from({ length: 900 }, () => 'ja'),
  );
  check(messageBody, renderPost(post('entry', item(entry, { withdrawnAt: AT })), texts));
});

test('a digest has a line for every entry, however long they are', () => {
  const items = Array.from({ length: 20 }, (_, at) =>
    item({ ...longEntry, id: String(at) }, at % 2 === 0 ? { withdrawnAt: AT } : { correctedAt: AT }),
  );
  const body = renderPost(post('digest', ...items), texts);
  check(messageBody, body);
  expect(body.embeds[0].description?.split('\n')).toHaveLength(20);
});

test('a digest links what has room for a link', () => {
  const entry = entryOf('Fähren fahren wieder', [], { url: 'https://example.org/1', publishedAt: AT });
  expect(renderPost(post('digest', item(entry)), texts).embeds[0].description).toBe(
    `- <t:1764858720:t> Fähren fahren wieder · [${de.entryLink}](https://example.org/1)`,
  );
});

test('a note under an answer stays within what an answer leaves free', () => {
  const changes = Array.from({ length: 3 }, () => ({ entry: longEntry, change: 'withdrawn' as const, at: AT }));
  const note = renderAnswerNote({ messageId: '1', channelId: '1', language: 'de', embedCount: 1, changes }, texts);
  expect(note.description?.length).toBeLessThanOrEqual(1_000);
  expect(note.description).toContain('zurückgezogen');
});
