import type { APIEmbed } from 'discord.js';
import { type Block, type Entry, titleOf } from '../../corpus/entry.ts';
import type { PostChanges } from '../../store/versions.ts';
import { EMBED_DESCRIPTION_MAX, EMBED_TITLE_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { type ChangedBlock, diffBlocks, diffWords, type Piece } from '../word-diff.ts';
import { cut } from './cut.ts';
import { escapePieces, escapeWithin } from './escape.ts';

const COLOUR = 0x1d6fb8;
/** Of an unchanged run, shown on either side of what changed. */
const CONTEXT_CHARS = 80;
/** Of one changed run: longer ones are cut. */
const CHANGE_MAX_CHARS = 700;
/** Room kept for the line that says that something does not fit. */
const NOTE_ROOM = 150;

/** Old and new by word, the newest change first: what went is struck, what came is bold. */
export function renderChanges({ versions, isWithdrawn }: PostChanges, texts: Texts): APIEmbed {
  const t = texts.moderation.changes;
  const newest = versions.at(-1)?.entry;
  const steps = versions
    .slice(1)
    .map((version, at) => renderStep(versions[at]?.entry ?? version.entry, version, texts));
  const blocks = [...(isWithdrawn ? [t.withdrawn] : []), ...(steps.length > 0 ? steps.reverse() : [t.none])];
  return {
    color: COLOUR,
    title: newest ? escapeWithin(titleOf(newest), EMBED_TITLE_MAX, cut) : t.title,
    description: withinLimit(blocks, t.more),
  };
}

function renderStep(old: Entry, { entry, shownAt }: PostChanges['versions'][number], texts: Texts): string {
  const t = texts.moderation.changes;
  const changed = [
    ...(old.headline === entry.headline ? [] : [{ pieces: diffWords(old.headline, entry.headline) }]),
    ...diffBlocks(old.body.map(textOf), entry.body.map(textOf)),
    ...diffBlocks([old.authors.join(', ')], [entry.authors.join(', ')]),
    ...diffBlocks([old.url ?? ''], [entry.url ?? '']),
  ];
  const when = `<t:${Math.floor(Date.parse(shownAt) / 1_000)}:f>`;
  return [`*${t.step(when)}*`, ...(changed.length > 0 ? changed.map(renderBlock) : [t.none])].join('\n');
}

const textOf = ({ text, ...block }: Block): string =>
  block.kind === 'quote' && block.speaker ? `${text} – ${block.speaker}` : text;

const renderBlock = ({ pieces }: ChangedBlock): string => `> ${escapePieces(shorten(pieces).map(marked))}`;

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

/** As many lines from the top as fit: a step that is too long is shown in part. */
function withinLimit(blocks: readonly string[], more: string): string {
  const lines = blocks.join('\n\n').split('\n');
  let length = 0;
  const shown = lines.filter((line) => {
    length += line.length + 1;
    return length <= EMBED_DESCRIPTION_MAX - NOTE_ROOM;
  });
  return shown.length === lines.length ? shown.join('\n') : `${shown.join('\n')}\n\n*${more}*`;
}
