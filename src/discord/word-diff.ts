import { type ArrayChange, diffArrays } from 'diff';

/** A run of text that both versions hold, or only one. */
export interface Piece {
  readonly text: string;
  readonly kind: 'kept' | 'removed' | 'added';
}

/** With more differing words than this a text counts as written anew: the search for the smallest difference would take seconds. */
const EDITS_MAX = 300;

/** Addresses and numbers stay whole; white space and signs count on their own. */
const TOKENS = /https?:\/\/\S+|[\p{L}\p{N}]+(?:[.,:’'-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*|\s+|[^\s]/gu;

const tokensOf = (text: string): string[] => text.match(TOKENS) ?? [];

/** By word. Joined, kept and removed pieces are the old text, kept and added ones the new. */
export function diffWords(old: string, now: string): Piece[] {
  const changes = diffArrays(tokensOf(old), tokensOf(now), { maxEditLength: EDITS_MAX });
  if (!changes) return pieces([whole(old, 'removed'), whole(now, 'added')]);
  return bridgeSpaces(pieces(changes.map(pieceOf)));
}

/** A block of text before and after; empty where it came or went. */
export interface ChangedBlock {
  readonly old: string;
  readonly now: string;
}

/** Of two lists of blocks, those that differ, in order; blocks that stand in the place of others are paired with them. */
export function changedBlocks(old: readonly string[], now: readonly string[]): ChangedBlock[] {
  const changes = diffArrays([...old], [...now], { maxEditLength: EDITS_MAX });
  if (!changes) return pairs(old, now);
  return changes.flatMap((change, at) => {
    const next = changes[at + 1];
    if (change.removed) return pairs(change.value, next?.added ? next.value : []);
    return change.added && !changes[at - 1]?.removed ? pairs([], change.value) : [];
  });
}

const pairs = (old: readonly string[], now: readonly string[]): ChangedBlock[] =>
  Array.from({ length: Math.max(old.length, now.length) }, (_, at) => ({ old: old[at] ?? '', now: now[at] ?? '' }));

const whole = (text: string, kind: Piece['kind']): Piece => ({ text, kind });

const pieceOf = ({ value, added, removed }: ArrayChange<string>): Piece =>
  whole(value.join(''), added ? 'added' : removed ? 'removed' : 'kept');

const pieces = (all: readonly Piece[]): Piece[] => all.filter(({ text }) => text !== '');

/** Two changed words with only a space between them are read as one change. */
function bridgeSpaces(all: readonly Piece[]): Piece[] {
  const bridged: Piece[] = [];
  let run: Piece[] = [];
  const flush = (): void => {
    const text = (kind: Piece['kind']) =>
      run.map((each) => (each.kind === kind || each.kind === 'kept' ? each.text : ''));
    bridged.push(...pieces([whole(text('removed').join(''), 'removed'), whole(text('added').join(''), 'added')]));
    run = [];
  };
  for (const [at, piece] of all.entries()) {
    const next = all[at + 1];
    const isBridge = piece.kind === 'kept' && !piece.text.trim() && run.length > 0 && next && next.kind !== 'kept';
    if (piece.kind !== 'kept' || isBridge) run.push(piece);
    else {
      flush();
      bridged.push(piece);
    }
  }
  flush();
  return bridged;
}
