import { createHash } from 'node:crypto';
import type { DraftEntry } from './draft.ts';
import { normaliseForId } from './text.ts';

export interface IdentifiedEntry {
  readonly draft: DraftEntry;
  readonly id: string;
  /** Whether the id is the source's own. */
  readonly isOwn: boolean;
  /** The same for entries with the same headline. */
  readonly key: string;
}

/** How much of a body without headline stays the same when the rest is corrected, in words. */
const FIRST_WORDS = 8;

/**
 * Gives each entry of one document its id: the source's own where it is unique, else one made from the headline, which
 * stays when the body is corrected. @param drafts newest first.
 */
export function identify(drafts: readonly DraftEntry[]): IdentifiedEntry[] {
  const unique = dropRepeated(drafts);
  const uses = new Map<string, number>();
  for (const id of unique.flatMap(({ ownIds }) => [...new Set(ownIds)])) uses.set(id, (uses.get(id) ?? 0) + 1);
  const ordinals = new Map<string, number>();
  // oldest first: an entry that is added on top leaves the ids below it as they are
  return unique
    .toReversed()
    .map((draft) => {
      const key = keyOf(draft);
      const isFirst = count(key) === 1;
      // a time tells entries with one headline apart even when the oldest is no longer on the page
      const name = isFirst || !draft.publishedAt ? key : hash(`${key} ${draft.publishedAt}`);
      const ordinal = isFirst || name === key ? (ordinals.get(key) ?? 1) : count(name);
      const own = draft.ownIds.find((id) => uses.get(id) === 1);
      return { draft, key, isOwn: own !== undefined, id: own ?? (ordinal === 1 ? name : `${name}-${ordinal}`) };
    })
    .toReversed();

  function count(name: string): number {
    const ordinal = (ordinals.get(name) ?? 0) + 1;
    ordinals.set(name, ordinal);
    return ordinal;
  }
}

/** Own ids that more than one entry of the document claims, with other headlines. */
export function sharedIds(drafts: readonly DraftEntry[]): string[] {
  const seen = new Map<string, number>();
  for (const { ownIds } of dropRepeated(drafts))
    for (const id of new Set(ownIds)) seen.set(id, (seen.get(id) ?? 0) + 1);
  return [...seen].filter(([, uses]) => uses > 1).map(([id]) => id);
}

/** One entry listed twice, under one id and headline: the later updated version stays, at the first one's place. */
function dropRepeated(drafts: readonly DraftEntry[]): DraftEntry[] {
  const kept = new Map<string, DraftEntry>();
  for (const [at, draft] of drafts.entries()) {
    const name = draft.ownIds[0] ? `${draft.ownIds[0]}\n${keyOf(draft)}` : `#${at}`;
    const before = kept.get(name);
    if (!before || updateMs(draft) > updateMs(before)) kept.set(name, draft);
  }
  return [...kept.values()];
}

const updateMs = ({ updatedAt, publishedAt }: DraftEntry): number => Date.parse(updatedAt ?? publishedAt ?? '') || 0;

/** Each draft is asked for its key several times, and 10,000 of them are read at once. */
const keys = new WeakMap<DraftEntry, string>();

function keyOf(draft: DraftEntry): string {
  const key = keys.get(draft) ?? makeKey(draft);
  keys.set(draft, key);
  return key;
}

function makeKey({ headline, body, authors, publishedAt }: DraftEntry): string {
  const title = normaliseForId(headline);
  if (title) return hash(`headline ${title}`);
  if (publishedAt) return hash(`time ${publishedAt} ${authors.join(', ')}`);
  const words = normaliseForId(body[0]?.text ?? '').split(' ');
  return hash(`words ${words.slice(0, FIRST_WORDS).join(' ')}`);
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
