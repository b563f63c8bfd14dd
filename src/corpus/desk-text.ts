import type { Block, Entry } from './entry.ts';
import { tidy } from './text.ts';

/** Entries as people edit them, and back; pure. */

/** `body`: paragraphs with blank lines between; lines that begin with `> ` are a quote, `> — Name` its speaker. */
export interface EditableText {
  readonly headline: string;
  /** Comma-separated. */
  readonly authors: string;
  readonly body: string;
  readonly isKey: boolean;
}

export const textOf = ({ headline, authors, body, isKey }: Entry): EditableText => ({
  headline,
  authors: authors.join(', '),
  body: body.map(writeBlock).join('\n\n'),
  isKey: isKey === true,
});

const writeBlock = (block: Block): string =>
  block.kind === 'paragraph'
    ? block.text
    : [`> ${block.text}`, ...(block.speaker ? [`> — ${block.speaker}`] : [])].join('\n');

export function entryWithText(entry: Entry, { headline, authors, body, isKey }: EditableText): Entry {
  const { isKey: _before, ...rest } = entry;
  return {
    ...rest,
    headline: tidy(headline),
    authors: authors.split(',').map(tidy).filter(Boolean),
    body: readBlocks(body),
    ...(isKey && { isKey }),
  };
}

const SPEAKER = /^[–—-]{1,2}\s*(.+)$/u;

function readBlocks(body: string): Block[] {
  return body.split(/\n\s*\n/).flatMap((chunk): Block[] => {
    const lines = chunk.split('\n').map(tidy).filter(Boolean);
    if (!lines.every((line) => line.startsWith('>'))) return lines.map((text): Block => ({ kind: 'paragraph', text }));
    const quoted = lines.map((line) => tidy(line.slice(1))).filter(Boolean);
    const speaker = quoted.length > 1 ? (SPEAKER.exec(quoted.at(-1) ?? '')?.[1] ?? null) : null;
    const text = (speaker ? quoted.slice(0, -1) : quoted).join(' ');
    return text ? [{ kind: 'quote', text, speaker }] : [];
  });
}

/** A document that `parseJson` reads back as the same entries, letter by letter. */
export const entriesAsJson = (entries: readonly Entry[]): string =>
  JSON.stringify(
    entries.map(({ id, headline, authors, body, publishedAt, updatedAt, url, isKey }) => ({
      id,
      headline: asHtml(headline),
      authors: authors.map(asHtml),
      body,
      datePublished: publishedAt,
      dateModified: updatedAt,
      url,
      ...(isKey && { isKeyEvent: true }),
    })),
    null,
    2,
  );

/** Texts with signs of markup are marked up, so that the reader takes them for no markup that was escaped twice. */
const asHtml = (text: string): string => (/[&<>]/.test(text) ? `<span>${escapeHtml(text)}</span>` : text);

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
