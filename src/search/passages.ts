import { createHash } from 'node:crypto';
import type { Entry } from '../corpus/entry.ts';
import type { Pause } from './pacer.ts';
import { splitSentences } from './sentences.ts';

/** A sentence of an entry, or a piece of one that is longer than a passage. */
export interface Sentence {
  /** Verbatim in the entry's block, white space aside. */
  readonly text: string;
  /** Index into the entry's body; -1 for the headline of an entry without body. */
  readonly block: number;
  /** Its rows among the passage's token vectors: from `firstToken` to before `lastToken`. */
  readonly firstToken: number;
  readonly lastToken: number;
}

/** The span of an entry that gets one embedding: the headline for context, then some sentences in a row. */
export interface Passage {
  /** Index into the edition's entries. */
  readonly entry: number;
  readonly sentences: readonly Sentence[];
  /** SHA-256 of what is embedded, 32 hex digits. */
  readonly hash: string;
}

/** A passage with what the encoder reads of it, needed only until it is embedded. */
export interface DraftPassage extends Passage {
  readonly tokenIds: readonly number[];
}

type Tokenise = (text: string) => readonly number[];

/** The most that a passage holds: only a sentence that is longer is cut. The encoder takes 508. */
export const PASSAGE_MAX_TOKENS = 200;
/** About three sentences, without the headline: chosen in docs/evaluation.md, "Passages". */
const BODY_TARGET_TOKENS = 80;
const HEADLINE_MAX_TOKENS = 60;
/** Of any text that is worth reading: what has fewer tokens for its length is cut, and loses nothing but its context. */
const TOKEN_MAX_CHARACTERS = 12;
const HEADLINE_MAX_CHARACTERS = HEADLINE_MAX_TOKENS * TOKEN_MAX_CHARACTERS;

/** @param entry - its index in the edition. @returns none only for an entry without text. */
export async function splitIntoPassages(
  { headline, body }: Entry,
  entry: number,
  tokenise: Tokenise,
  pause: Pause,
): Promise<DraftPassage[]> {
  const context = tokenise(headline.slice(0, HEADLINE_MAX_CHARACTERS)).slice(0, HEADLINE_MAX_TOKENS);
  const room = PASSAGE_MAX_TOKENS - context.length;
  const pieces: Piece[] = [];
  for (const [block, { text }] of body.entries()) {
    for (const piece of piecesOf(text, room, tokenise)) {
      pieces.push({ ...piece, block });
      await pause();
    }
  }
  if (pieces.length === 0 && headline) pieces.push({ text: headline, ids: [], block: -1 });
  return groups(pieces, Math.min(room, BODY_TARGET_TOKENS)).map((group) => draft(entry, headline, context, group));
}

interface Piece {
  readonly text: string;
  readonly ids: readonly number[];
  readonly block: number;
}

function* piecesOf(text: string, room: number, tokenise: Tokenise): Generator<Omit<Piece, 'block'>> {
  for (const sentence of splitSentences(text)) yield* fitting(sentence, room, tokenise);
}

/** Cut at the white space nearest the middle until it fits; a single endless word is cut through. */
function* fitting(text: string, room: number, tokenise: Tokenise): Generator<Omit<Piece, 'block'>> {
  // what cannot fit need not be counted: 100,000 words without a full stop would be, once per halving
  const ids = text.length > room * TOKEN_MAX_CHARACTERS ? null : tokenise(text);
  if (ids && (ids.length <= room || text.length < 2)) yield { text, ids: ids.slice(0, room) };
  else for (const half of halvesOf(text)) yield* fitting(half, room, tokenise);
}

function halvesOf(text: string): string[] {
  const middle = Math.floor(text.length / 2);
  const space = text.indexOf(' ', middle);
  const at = space > 0 && space < text.length - 1 ? space : middle;
  return [text.slice(0, at).trim(), text.slice(at).trim()].filter(Boolean);
}

/** A piece that is longer than the target stands alone. */
function groups(pieces: readonly Piece[], target: number): Piece[][] {
  const all: Piece[][] = [];
  let used = target + 1;
  for (const piece of pieces) {
    if (used + piece.ids.length > target) {
      all.push([]);
      used = 0;
    }
    all.at(-1)?.push(piece);
    used += piece.ids.length;
  }
  return all;
}

function draft(entry: number, headline: string, context: readonly number[], pieces: readonly Piece[]): DraftPassage {
  let next = context.length;
  const sentences = pieces.map(({ text, block, ids }) => {
    const firstToken = block === -1 ? 0 : next;
    next += ids.length;
    return { text, block, firstToken, lastToken: next };
  });
  const hash = createHash('sha256').update(JSON.stringify([headline, pieces.map((piece) => piece.text)]));
  return {
    entry,
    sentences,
    hash: hash.digest('hex').slice(0, 32),
    tokenIds: [...context, ...pieces.flatMap((piece) => piece.ids)],
  };
}
