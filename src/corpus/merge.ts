import type { DraftEntry } from './draft.ts';
import type { Entry } from './entry.ts';
import type { IdentifiedEntry } from './ids.ts';
import { overlapOf, wordsOf } from './text.ts';

export interface LoadedDocument {
  readonly source: string;
  /** When it was true: its own "as of" time, else the file's time of change; milliseconds since 1970. */
  readonly asOfMs: number;
  /** Newest first. */
  readonly entries: readonly IdentifiedEntry[];
}

/** Share of words from which two entries with one headline are one entry under two ids. */
const SAME_OVERLAP_MIN = 0.5;
/** Share of words below which two entries with one headline, and no id of their own, are two. */
const OTHER_OVERLAP_MAX = 0.2;
/** Times further apart than this belong to two entries, in milliseconds. */
const TIME_GAP_MAX_MS = 36 * 3_600_000;
/** … where both have names of their own: systems may round the same time otherwise. */
const OWN_TIME_GAP_MAX_MS = 60_000;

/** Under a headline that more entries share than this it tells nothing. */
const COMPARED_MAX = 300;

interface Placed {
  id: string;
  /** Ids that it had in other documents. */
  readonly formerIds: Set<string>;
  isOwn: boolean;
  readonly key: string;
  draft: DraftEntry;
  source: string;
  /** When it was published, or the nearest guess. */
  sortMs: number;
  documentRank: number;
  index: number;
}

/** All documents' entries, newest first, with unique ids; an entry that several documents hold is there once. */
export function mergeDocuments(documents: readonly LoadedDocument[]): Entry[] {
  const oldestFirst = [...documents].sort((a, b) => a.asOfMs - b.asOfMs || (a.source < b.source ? -1 : 1));
  const byId = new Map<string, Placed>();
  const byKey = new Map<string, Placed[]>();
  for (const [rank, document] of oldestFirst.entries()) {
    for (const incoming of placeEntries(document, rank)) {
      const same = findSame(incoming, byId, byKey);
      if (same) mergeInto(same, incoming, byId);
      else add(incoming, byId, byKey);
    }
  }
  return [...byId.values()]
    .sort((a, b) => b.sortMs - a.sortMs || b.documentRank - a.documentRank || a.index - b.index)
    .map(({ id, formerIds, draft: { ownIds: _, ...draft }, source }) => {
      formerIds.delete(id);
      return { id, formerIds: [...formerIds], ...draft, source };
    });
}

/** An entry without a time is as old as the one above it; where none has a time, as the document. */
function placeEntries({ source, asOfMs, entries }: LoadedDocument, documentRank: number): Placed[] {
  const times = entries.map(({ draft }) => (draft.publishedAt ? Date.parse(draft.publishedAt) : null));
  let sortMs = times.find((time) => time !== null) ?? asOfMs;
  return entries.map(({ id, isOwn, key, draft }, index) => {
    sortMs = times[index] ?? sortMs;
    return { id, formerIds: new Set(), isOwn, key, draft, source, sortMs, documentRank, index };
  });
}

function findSame(
  incoming: Placed,
  byId: ReadonlyMap<string, Placed>,
  byKey: ReadonlyMap<string, Placed[]>,
): Placed | null {
  const twin = byId.get(incoming.id);
  if (twin && twin.documentRank !== incoming.documentRank) {
    if (incoming.isOwn || !areTwo(twin.draft, incoming.draft)) return twin;
  }
  if (!incoming.draft.headline) return null;
  const others = (byKey.get(incoming.key) ?? []).slice(-COMPARED_MAX);
  return others.find((other) => other.documentRank !== incoming.documentRank && areOne(other, incoming)) ?? null;
}

const textOf = ({ body }: DraftEntry): string => body.map((block) => block.text).join(' ');

const words = new WeakMap<DraftEntry, ReadonlySet<string>>();

function overlap(a: DraftEntry, b: DraftEntry): number {
  for (const draft of [a, b]) if (!words.has(draft)) words.set(draft, wordsOf(textOf(draft)));
  return overlapOf(words.get(a) ?? new Set(), words.get(b) ?? new Set());
}

const timesAgree = (a: DraftEntry, b: DraftEntry, gapMaxMs = TIME_GAP_MAX_MS): boolean =>
  !a.publishedAt || !b.publishedAt || Math.abs(Date.parse(a.publishedAt) - Date.parse(b.publishedAt)) <= gapMaxMs;

/** Two names of one entry in two documents; the same news twice a day is two entries. */
function areOne(known: Placed, incoming: Placed): boolean {
  const [a, b] = [known.draft, incoming.draft];
  if (!timesAgree(a, b, known.isOwn && incoming.isOwn ? OWN_TIME_GAP_MAX_MS : TIME_GAP_MAX_MS)) return false;
  return overlap(a, b) >= SAME_OVERLAP_MIN || textOf(a) === textOf(b);
}

const areTwo = (a: DraftEntry, b: DraftEntry): boolean =>
  !timesAgree(a, b) || (textOf(a) !== '' && textOf(b) !== '' && overlap(a, b) < OTHER_OVERLAP_MAX);

/** The later version wins; what it leaves open is filled from the other; the source's own id wins over a made one. */
function mergeInto(known: Placed, incoming: Placed, byId: Map<string, Placed>): void {
  const isOlder = updateMs(incoming.draft) < updateMs(known.draft);
  const [newer, older] = isOlder ? [known.draft, incoming.draft] : [incoming.draft, known.draft];
  known.draft = {
    ...newer,
    publishedAt: newer.publishedAt ?? older.publishedAt,
    updatedAt: newer.updatedAt ?? older.updatedAt,
    url: newer.url ?? older.url,
    authors: newer.authors.length > 0 ? newer.authors : older.authors,
  };
  if (!isOlder)
    Object.assign(known, { source: incoming.source, documentRank: incoming.documentRank, index: incoming.index });
  known.sortMs = known.draft.publishedAt
    ? Date.parse(known.draft.publishedAt)
    : Math.max(known.sortMs, incoming.sortMs);
  known.formerIds.add(incoming.id);
  if (incoming.isOwn && !known.isOwn && !byId.has(incoming.id)) {
    byId.delete(known.id);
    known.formerIds.add(known.id);
    Object.assign(known, { id: incoming.id, isOwn: true });
    byId.set(known.id, known);
  }
}

/** Without times on both sides the version that was read last counts as the later one. */
const updateMs = ({ updatedAt }: DraftEntry): number => (updatedAt ? Date.parse(updatedAt) : Number.POSITIVE_INFINITY);

function add(incoming: Placed, byId: Map<string, Placed>, byKey: Map<string, Placed[]>): void {
  let id = incoming.id;
  for (let n = 2; byId.has(id); n++) id = `${incoming.id}-${n}`;
  incoming.id = id;
  byId.set(id, incoming);
  const others = byKey.get(incoming.key);
  if (others) others.push(incoming);
  else byKey.set(incoming.key, [incoming]);
}
