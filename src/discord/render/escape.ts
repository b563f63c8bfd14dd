/** Signs that mean something in Discord's markdown wherever they stand. */
const ALWAYS = /[\\*_~`|[\]<>]/g;
/** … and those that do only at the beginning of a line: headings, lists, quotes. */
const LINE_START = /^([#-]|\d+(?=\.\s))/;
const ADDRESS = /https?:\/\/[^\s<>]+/g;
/** Controls, half characters, invisible signs, signs that turn the direction of a text around, and our own markers. */
const UNWANTED = /[\p{Cc}\p{Cs}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uE000-\uE003]/gu;
/** Stand around bold and struck words while the text is escaped. */
const BOLD_ON = '\uE000';
const BOLD_OFF = '\uE001';
const STRUCK_ON = '\uE002';
const STRUCK_OFF = '\uE003';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Text of an entry or a member as Discord shows it letter by letter, on one line: no markdown, no mention, no timestamp.
 * Addresses stay whole (an escaped `_` would break them), without a preview.
 */
export const escapeText = (text: string): string => escapeMarked(text.replace(UNWANTED, ' '));

/** The same with some ranges of the text in bold. @param ranges - ascending, not overlapping. */
export function escapeWithBold(text: string, ranges: readonly Range[]): string {
  const clean = text.replace(UNWANTED, (sign) => ' '.repeat(sign.length));
  let marked = '';
  let at = 0;
  for (const { start, end } of ranges) {
    marked += `${clean.slice(at, start)}${BOLD_ON}${clean.slice(start, end)}${BOLD_OFF}`;
    at = end;
  }
  return showMarks(escapeMarked(marked + clean.slice(at)));
}

const showMarks = (escaped: string): string =>
  escaped.replace(/[\uE000\uE001]/g, '**').replace(/[\uE002\uE003]/g, '~~');

interface MarkedText {
  readonly text: string;
  readonly mark: 'bold' | 'struck' | null;
}

const MARKERS = { bold: [BOLD_ON, BOLD_OFF], struck: [STRUCK_ON, STRUCK_OFF] } as const;

/** Pieces of one line, some of them bold or struck; white space at a marked piece's ends stays outside of its marks. */
export function escapePieces(pieces: readonly MarkedText[]): string {
  const marked = pieces.map(({ text, mark }) => {
    const clean = text.replace(UNWANTED, ' ');
    if (!mark || !clean.trim()) return clean;
    const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(clean) ?? [];
    return `${before}${MARKERS[mark][0]}${inner}${MARKERS[mark][1]}${after}`;
  });
  return showMarks(escapeMarked(marked.join('').replaceAll(STRUCK_OFF + BOLD_ON, `${STRUCK_OFF} ${BOLD_ON}`)));
}

/** In an address too, signs that end a mark would end it. */
const asPercent = (signs: string): string =>
  [...signs].map((sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).join('');

/** Marks within an address would break it: those that it does not hold in pairs move to its ends. */
function withoutPreview(marked: string): string {
  const lone = marked.replace(/[^\uE000-\uE003]/g, '').replace(/\uE000\uE001|\uE002\uE003/g, '');
  const address = marked.replace(/[\uE000-\uE003]/g, '').replace(/[*~]{2,}/g, asPercent);
  return `${lone.replace(/[\uE001\uE003]/g, '')}<${address}>${lone.replace(/[\uE000\uE002]/g, '')}`;
}

function escapeMarked(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let escaped = '';
  let at = 0;
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    escaped += `${escapeSigns(line.slice(at, index))}${withoutPreview(address)}`;
    at = index + address.length;
  }
  return (escaped + escapeSigns(line.slice(at))).replace(LINE_START, (start) =>
    /\d/.test(start) ? `${start}\\` : `\\${start}`,
  );
}

/** A zero-width space keeps `@everyone` and `:name:` from becoming a mention or an emoji. */
const escapeSigns = (text: string): string =>
  text
    .replace(ALWAYS, '\\$&')
    .replace(/@(?=everyone|here)/g, '@\u200B')
    .replace(/:(?=\w{2,}:)/g, ':\u200B');

/** `escape` with a result of at most `max` UTF-16 units, cut between words. */
export function escapeWithin(text: string, max: number, cutTo: (text: string, max: number) => string): string {
  let room = max;
  let escaped = escapeText(cutTo(text, room));
  while (escaped.length > max && room > 0) {
    room -= Math.max(1, Math.ceil((escaped.length - max) / 2));
    escaped = escapeText(cutTo(text, room));
  }
  return escaped;
}
