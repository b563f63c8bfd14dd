import { expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { applyUpdate, updateView } from '../../src/engine/view.ts';
import { entryOf } from '../support/entries.ts';

const view = (number: number, entries: readonly Entry[]) => ({ number, builtAt: '2026-01-01T00:00:00Z', entries });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => entryOf(id, [`Text ${id}.`])) as [Entry, Entry, Entry, Entry];
const corrected = { ...b, body: [{ kind: 'paragraph', text: 'Anders.' }] } as const;

test.each([
  ['the first view', null, [a, b]],
  ['nothing new', [a, b], [a, b]],
  ['one on top', [b, c], [a, b, c]],
  ['one gone', [a, b, c], [a, c]],
  ['one corrected', [a, b, c], [a, corrected, c]],
  ['another order', [a, b, c, d], [d, c, a, b]],
  ['all gone', [a, b], []],
  ['another source', [a], [{ ...a, source: 'other' }]],
])('%s: the update leads from the old view to the new one', (_, before, now) => {
  const old = before && view(1, before);
  const update = updateView(old, view(2, structuredClone(now)));
  expect(applyUpdate(old, structuredClone(update))).toEqual(view(2, now));
});

test('of a view that is known only what is new is sent', () => {
  const { parts } = updateView(view(1, [b, c, d]), view(2, [a, b, c, d]));
  expect(parts).toEqual([{ entries: [a] }, { first: 0, last: 3 }]);
});
