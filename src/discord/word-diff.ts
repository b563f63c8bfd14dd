import { type ArrayChange, diffArrays } from 'diff';

/** A run of text that both versions hold, or only one. */
export interface Piece {
  readonly text: string;
  readonly kind: 'kept' | 'removed' | 'added';
}

/** A search for the smallest difference is given up after this time; then the whole text counts as changed. */
const DIFF_WITHIN_MS = 200;

/** Addresses and numbers stay whole; white space and signs count on their own. */
const TOKENS = /https?:\/\/\S+|[\p{L}\p{N}]+(?:[.,:’'-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*|\s+|[^\s]/gu;

const tokensOf = (text: string): string[] => text.match(TOKENS) ?? [];

/** By word. Joined, kept and removed pieces are the old text, kept and added ones the new. */
export function diffWords(old: string, now: string): Piece[] {
  const changes = diffArrays(tokensOf(old), tokensOf(now), { timeout: DIFF_WITHIN_MS });
  if (!changes) return pieces([whole(old, 'removed'), whole(now, 'added')]);
  return bridgeSpaces(pieces(changes.map(pieceOf)));
}

/** A block of text that was changed, came or went. */
export interface ChangedBlock {
  readonly pieces: readonly Piece[];
}

/** Of two lists of blocks, those that differ, in order; a block in the place of another is compared with it word by word. */
export function diffBlocks(old: readonly string[], now: readonly string[]): ChangedBlock[] {
  const changes = diffArrays([...old], [...now], { timeout: DIFF_WITHIN_MS });
  if (!changes) return [{ pieces: diffWords(old.join(' '), now.join(' ')) }];
  const blocks: ChangedBlock[] = [];
  for (const [at, change] of changes.entries()) {
    const next = changes[at + 1];
    if (change.removed && next?.added) blocks.push(...pairs(change.value, next.value));
    else if (change.removed) blocks.push(...pairs(change.value, []));
    else if (change.added && !changes[at - 1]?.removed) blocks.push(...pairs([], change.value));
  }
  return blocks;
}

const pairs = (old: readonly string[], now: readonly string[]): ChangedBlock[] =>
  Array.from({ length: Math.max(old.length, now.length) }, (_, at) => ({
    pieces: diffWords(old[at] ?? '', now[at] ?? ''),
  }));

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
