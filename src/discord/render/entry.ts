import type { APIEmbed } from 'discord.js';
import type { Block, Entry } from '../../corpus/entry.ts';
import { EMBED_DESCRIPTION_MAX, EMBED_TITLE_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { cut, cutAtSentence } from './cut.ts';
import { escapeText, escapeWithin } from './escape.ts';
import { relative } from './timestamp.ts';

const COLOUR = 0x1d6fb8;
const AUTHORS_MAX_CHARS = 300;
/** Left free at the end of the description for the note that it was cut. */
const NOTE_ROOM = 600;

/** A whole entry as one embed, within every limit however long it is. */
export function renderEntry(entry: Entry, texts: Texts): APIEmbed {
  const link = linkOf(entry);
  return {
    color: COLOUR,
    ...(entry.headline && { title: escapeWithin(entry.headline, EMBED_TITLE_MAX, cut) }),
    description: renderBody(entry, texts),
    ...(link && { url: link }),
    ...(entry.authors.length > 0 && { footer: { text: cut(entry.authors.join(', '), AUTHORS_MAX_CHARS) } }),
    ...(entry.publishedAt && { timestamp: new Date(entry.publishedAt).toISOString() }),
  };
}

/** @param decorate - put around each block's text; its signs count. */
export function renderBody(entry: Entry, texts: Texts, decorate: (text: string) => string = (text) => text): string {
  const blocks: string[] = [];
  let room = EMBED_DESCRIPTION_MAX - NOTE_ROOM;
  for (const block of entry.body) {
    const whole = renderBlock(block, texts, EMBED_DESCRIPTION_MAX, decorate);
    if (whole.length + 2 <= room) {
      blocks.push(whole);
      room -= whole.length + 2;
      continue;
    }
    if (room > 200) blocks.push(renderBlock(block, texts, room, decorate));
    blocks.push(`*${texts.cutOff(linkOf(entry))}*`);
    break;
  }
  return blocks.join('\n\n');
}

function renderBlock(block: Block, texts: Texts, max: number, decorate: (text: string) => string): string {
  const room = max - decorate('').length;
  if (block.kind === 'paragraph') return decorate(escapeWithin(block.text, room, cutAtSentence));
  const speaker = block.speaker ? `\n> ${texts.quoteBy(escapeWithin(block.speaker, 200, cut))}` : '';
  return `> ${decorate(escapeWithin(block.text, Math.max(0, room - speaker.length - 2), cutAtSentence))}${speaker}`;
}

/** Who wrote it, when, where: one line, already escaped. */
export function renderByline(entry: Entry, position: number, texts: Texts): string {
  const link = linkOf(entry);
  const time = entry.publishedAt ? relative(entry.publishedAt) : '';
  const authors = escapeText(cut(entry.authors.join(', '), AUTHORS_MAX_CHARS));
  return [authors, time, texts.position(position), link && `[${texts.entryLink}](${link})`].filter(Boolean).join(' · ');
}

const LINK_MAX_CHARS = 500;

/** An address that cannot end a masked link early; null for none, and for one too long to show. */
export function linkOf({ url }: Entry): string | null {
  const link = url
    ?.replace(/[()<>\s]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return link && link.length <= LINK_MAX_CHARS && URL.canParse(link) ? link : null;
}
