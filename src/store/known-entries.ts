import type { Entry } from '../corpus/entry.ts';
import { findRenamed } from './renames.ts';
import { type Sql, textIn, textOrNullIn } from './sql.ts';
import { entryIn } from './versions.ts';

export interface KnownEntry {
  readonly contentHash: string;
  readonly state: 'shown' | 'gone' | 'withdrawn';
  readonly source: string | null;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

/** What is remembered of earlier editions. */
export interface Known {
  /** Every name that an entry ever had, with the id that it is kept under. */
  readonly names: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, KnownEntry>;
  /** Ids, newest first, by source. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
}

/** An entry with the id that it is kept under, which stays when the entry gets another name. */
export interface Kept {
  readonly id: string;
  readonly entry: Entry;
}

export function loadKnown({ rows }: Sql): Known {
  return {
    names: new Map(
      rows('SELECT name, entry_id FROM names').map((row) => [textIn(row, 'name'), textIn(row, 'entry_id')]),
    ),
    entries: new Map(
      rows('SELECT entry_id, content_hash, state, source, first_seen_at FROM entries').map((row) => [
        textIn(row, 'entry_id'),
        {
          contentHash: textIn(row, 'content_hash'),
          state: textIn(row, 'state') as KnownEntry['state'],
          source: textOrNullIn(row, 'source'),
          firstSeenAt: textIn(row, 'first_seen_at'),
        },
      ]),
    ),
    sources: new Map(
      rows('SELECT source, entry_ids FROM sources').map((row) => [
        textIn(row, 'source'),
        JSON.parse(textIn(row, 'entry_ids')) as string[],
      ]),
    ),
  };
}

/** Finds each entry again under whatever name it had, and learns its new names. Each id comes once; newest first. */
export function recognise(sql: Sql, entries: readonly Entry[], known: Known): Kept[] {
  const named = entries.map((entry) => ({ entry, id: knownId(entry, known) }));
  const renamed = findAllRenamed(sql, named, known);
  const kept = new Map<string, Kept>();
  const learnt = new Set<string>();
  for (const { entry, id } of named) {
    const each = { id: id ?? renamed.get(entry) ?? entry.id, entry };
    if (!kept.has(each.id)) kept.set(each.id, each);
    for (const name of [entry.id, ...entry.formerIds]) {
      if (known.names.has(name) || learnt.has(name)) continue;
      learnt.add(name);
      sql.run('INSERT INTO names (name, entry_id) VALUES (?, ?)', name, each.id);
    }
  }
  return [...kept.values()];
}

function knownId({ id, formerIds }: Entry, { names }: Known): string | null {
  const name = [id, ...formerIds].find((each) => names.has(each));
  return name === undefined ? null : (names.get(name) ?? null);
}

type Named = { readonly entry: Entry; readonly id: string | null };

function findAllRenamed(sql: Sql, named: readonly Named[], known: Known): Map<Entry, string> {
  const present = new Set(named.map(({ id }) => id));
  const renamed = new Map<Entry, string>();
  for (const [source, now] of groupBySource(named)) {
    const ids = known.sources.get(source) ?? [];
    if (now.every(({ id }) => id !== null) || ids.every((id) => present.has(id))) continue;
    const before = ids.map((id) => ({ id, entry: present.has(id) ? null : lastVersion(sql, id) }));
    for (const [entry, id] of findRenamed({ before, now })) renamed.set(entry, id);
  }
  return renamed;
}

function lastVersion({ first }: Sql, id: string): Entry | null {
  const row = first(
    'SELECT v.content FROM entries e JOIN versions v USING (entry_id, content_hash) WHERE e.entry_id = ?',
    id,
  );
  return row && entryIn(row, 'content');
}

/** Lists by source, each in the order given. */
export function groupBySource<T extends { readonly entry: Entry }>(all: readonly T[]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const each of all) {
    const list = lists.get(each.entry.source) ?? [];
    list.push(each);
    lists.set(each.entry.source, list);
  }
  return lists;
}

/** @param unread files, folders, or `corpus` for all of them. */
export const isUnreadIn = (unread: readonly string[], source: string): boolean =>
  unread.some((each) => each === 'corpus' || source === each || source.startsWith(`${each}/`));
