import type { APIEmbed } from 'discord.js';
import { type Block, type Entry, titleOf } from '../../corpus/entry.ts';
import type { PostChanges } from '../../store/versions.ts';
import { EMBED_DESCRIPTION_MAX, EMBED_TITLE_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { type ChangedBlock, changedBlocks, diffWords, type Piece } from '../word-diff.ts';
import { cut } from './cut.ts';
import { escapePieces, escapeWithin } from './escape.ts';
import { timestamp } from './timestamp.ts';

const COLOUR = 0x1d6fb8;
/** Of an unchanged run, shown on either side of what changed. */
const CONTEXT_CHARS = 80;
/** Of one changed run: longer ones are cut. */
const CHANGE_MAX_CHARS = 700;
/** Room kept for the line that says that something does not fit. */
const NOTE_ROOM = 150;

/** Old and new by word, the newest change first: what went is struck, what came is bold. */
export function renderChanges(changes: PostChanges, texts: Texts): APIEmbed {
  const t = texts.moderation.changes;
  const newest = changes.versions.at(-1)?.entry;
  return {
    color: COLOUR,
    title: newest ? escapeWithin(titleOf(newest), EMBED_TITLE_MAX, cut) : t.title,
    description: withinLimit(linesOf(changes, texts), `*${t.more}*`),
  };
}

/** One by one: those that no longer fit are never compared. */
function* linesOf({ versions, isWithdrawn }: PostChanges, texts: Texts): Generator<string> {
  const t = texts.moderation.changes;
  if (isWithdrawn) yield `${t.withdrawn}\n`;
  if (versions.length < 2) yield t.none;
  for (let at = versions.length - 1; at > 0; at--) {
    const [old, now] = [versions[at - 1], versions[at]];
    if (!old || !now) return;
    yield `*${t.step(timestamp(now.shownAt, 'f'))}*`;
    const changed = changesBetween(old.entry, now.entry);
    for (const each of changed) yield renderBlock(each);
    yield changed.length > 0 ? '' : `${t.none}\n`;
  }
}

const changesBetween = (old: Entry, now: Entry): ChangedBlock[] => [
  ...changedBlocks([old.headline], [now.headline]),
  ...changedBlocks(old.body.map(textOf), now.body.map(textOf)),
  ...changedBlocks([old.authors.join(', ')], [now.authors.join(', ')]),
  ...changedBlocks([old.url ?? ''], [now.url ?? '']),
];

const textOf = ({ text, ...block }: Block): string =>
  block.kind === 'quote' && block.speaker ? `${text} – ${block.speaker}` : text;

const renderBlock = ({ old, now }: ChangedBlock): string =>
  `> ${escapePieces(shorten(diffWords(old, now)).map(marked))}`;

const MARKS = { kept: null, removed: 'struck', added: 'bold' } as const;
const marked = ({ text, kind }: Piece) => ({ text, mark: MARKS[kind] });

/** Unchanged runs keep only what stands next to a change. */
const shorten = (pieces: readonly Piece[]): Piece[] =>
  pieces.map(({ text, kind }, at) => {
    if (kind !== 'kept') return { kind, text: cut(text, CHANGE_MAX_CHARS) };
    const [before, after] = [at > 0 ? CONTEXT_CHARS : 0, at < pieces.length - 1 ? CONTEXT_CHARS : 0];
    const isShort = text.length <= before + after + CONTEXT_CHARS / 2;
    return { kind, text: isShort ? text : `${head(text, before)} … ${tail(text, after)}` };
  });

/** Whole words, as far as there are any. */
const head = (text: string, max: number): string => /^[\s\S]*\s/.exec(text.slice(0, max))?.[0] ?? text.slice(0, max);
const tail = (text: string, max: number): string =>
  max === 0 ? '' : (/\s[\s\S]*$/.exec(text.slice(-max))?.[0] ?? text.slice(-max));

/** As many lines from the top as fit. */
function withinLimit(lines: Iterable<string>, more: string): string {
  let shown = '';
  for (const line of lines) {
    if (shown.length + line.length > EMBED_DESCRIPTION_MAX - NOTE_ROOM) return `${shown}\n${more}`;
    shown += `${line}\n`;
  }
  return shown.trim();
}
