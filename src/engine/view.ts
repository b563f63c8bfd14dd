import type { EditionView } from '../answer/engine.ts';
import { isSameEntry } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';

/**
 * What to do with one view to get the next. A view of 10,000 entries is 10 MB, which both processes would pack, unpack and
 * hold twice for every entry that is added.
 */
export interface ViewUpdate {
  readonly number: number;
  readonly builtAt: string;
  /** In the order of the new view. */
  readonly parts: readonly ViewPart[];
}

/** Entries of the old view from `first` to before `last`, or new ones. */
type ViewPart = { readonly first: number; readonly last: number } | { readonly entries: readonly Entry[] };

/** Pure. @param old what the receiver has */
export function updateView(old: EditionView | null, { number, builtAt, entries }: EditionView): ViewUpdate {
  const indexOf = new Map(old?.entries.map(({ id }, at) => [id, at]));
  const parts: { first: number; last: number; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const at = indexOf.get(entry.id);
    const was = at === undefined ? undefined : old?.entries[at];
    const part = parts.at(-1);
    if (at === undefined || !was || !isSameEntry(was, entry)) {
      if (part && part.entries.length > 0) part.entries.push(entry);
      else parts.push({ first: 0, last: 0, entries: [entry] });
    } else if (part && part.entries.length === 0 && part.last === at) part.last += 1;
    else parts.push({ first: at, last: at + 1, entries: [] });
  }
  return {
    number,
    builtAt,
    parts: parts.map(({ first, last, entries: own }) => (own.length > 0 ? { entries: own } : { first, last })),
  };
}

/** Pure; the inverse of `updateView`. */
export function applyUpdate(old: EditionView | null, { number, builtAt, parts }: ViewUpdate): EditionView {
  const entriesOf = (part: ViewPart) =>
    'entries' in part ? part.entries : (old?.entries.slice(part.first, part.last) ?? []);
  return { number, builtAt, entries: parts.flatMap(entriesOf) };
}
