import { type CheerioAPI, load } from 'cheerio';
import { speakerIn } from './bylines.ts';
import type { Block } from './entry.ts';
import { tidy } from './text.ts';

const ELEMENTS =
  'a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|noscript|object|ol|p|picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|th|thead|time|title|tr|u|ul|video';
/** Names of elements only: `x<y>z` is text. */
const TAG = new RegExp(String.raw`</?(?:${ELEMENTS})(?:\s[^<>]{0,2000})?/?>|<!--`, 'i');
const ENTITY = /&(?:[a-z]{2,31}|#\d{1,7}|#x[\da-f]{1,6});/i;
const ESCAPED_BLOCK = /&lt;(?:p|br|div|ul|ol|blockquote)(?:\s|\/|&gt;)/i;
const BLOCKS = new Set(
  'p div li h1 h2 h3 h4 h5 h6 section article header main tr figure figcaption ul ol dl dd dt pre table hr br'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);
const UNREAD = new Set('script style noscript template iframe svg button form head nav select'.split(' '));

const isMarkup = (text: string): boolean => TAG.test(text) || ENTITY.test(text);

const ESCAPES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** An entity that was escaped once too often reads as it was meant; in markup it stands for itself. */
const unescapeEntities = (text: string): string =>
  TAG.test(text) ? text : text.replace(/&amp;(?=(?:[a-z]{2,8}|#\d{2,5});)/gi, '&');

/** A body that was escaped as a whole is markup; a headline that shows markup is text. */
const unescapeBody = (text: string): string =>
  !TAG.test(text) && ESCAPED_BLOCK.test(text)
    ? text.replace(/&(?:lt|gt|quot|amp);/g, (sign) => ESCAPES[sign] ?? sign)
    : unescapeEntities(text);

/** Text of a string that may hold markup or entities, on one line. */
export function plainText(text: string): string {
  const markup = unescapeEntities(text);
  return tidy(isMarkup(markup) ? markedText(parseHtml(markup)).replaceAll(/[\uE0F0-\uE0F4]/g, ' ') : markup);
}

/** Paragraphs and quotes of a string: markup where it has some, else lines. */
export function readBlocks(text: string): Block[] {
  const markup = unescapeBody(text);
  return isMarkup(markup) ? readHtml(markup) : markup.split(/[\n\r\u2028\u2029]+/).flatMap(paragraph);
}

/** Signs or white space alone are no paragraph. */
const paragraph = (text: string): Block[] =>
  /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) ? [{ kind: 'paragraph', text: tidy(text) }] : [];

/** A page's text as somebody would copy it. */
export const pageText = (html: string): string =>
  markedText(parseHtml(html))
    .split(BREAKS)
    .map((part) => tidy(part.replaceAll(/[\uE0F1-\uE0F4]/g, '')))
    .filter(Boolean)
    .join('\n');

export const readHtml = (html: string): Block[] =>
  markedText(parseHtml(html))
    .split(/(\uE0F1[^\uE0F2]*\uE0F2)/)
    .flatMap((part) => (part.startsWith(QUOTE_START) ? quoteIn(part) : part.split(BREAKS).flatMap(paragraph)));

/** Private characters that stand for the structure while the text is taken out. */
const BREAK = '\uE0F0';
const BREAKS = /\uE0F0|\n[^\S\n]*\n/;
const QUOTE_START = '\uE0F1';
const QUOTE_END = '\uE0F2';
const CITE_START = '\uE0F3';
const CITE_END = '\uE0F4';

/** htmlparser2 takes time linear in the length, however deeply elements are nested. */
const parseHtml = (html: string): CheerioAPI =>
  load(html.replace(/[\uE0F0-\uE0F4]/g, ''), { xml: { xmlMode: false } }, false);

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

/** A page's JSON-LD scripts. A walk of our own: selectors take time that grows with the square of a long page. */
export function jsonLdIn(html: string): string[] {
  const found: string[] = [];
  const waiting: Node[] = [...(parseHtml(html).root().toArray() as readonly Node[])];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { children = [] } = node;
    if (node.attribs?.type === 'application/ld+json') found.push(children.map(({ data }) => data ?? '').join(''));
    for (const child of children) waiting.push(child);
  }
  return found.reverse();
}

/** The text that a reader sees, in one pass without recursion: documents may be nested deeply. */
function markedText($: CheerioAPI): string {
  const parts: string[] = [];
  const waiting: Node[] = [...($.root().toArray() as readonly Node[])];
  let quotes = 0;
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'text') parts.push(node.data ?? '');
    if (node.data === QUOTE_END) quotes -= 1;
    const { name = '', children = [] } = node;
    if (UNREAD.has(name)) continue;
    const [before, after] = marksAround(name, quotes);
    if (before === QUOTE_START) quotes += 1;
    if (before) parts.push(before);
    if (after) waiting.push({ type: 'text', data: after });
    for (let at = children.length - 1; at >= 0; at -= 1) waiting.push(children[at] as Node);
  }
  return parts.join('');
}

function marksAround(name: string, quotes: number): [before: string, after: string] {
  if (name === 'blockquote') return quotes === 0 ? [QUOTE_START, QUOTE_END] : [BREAK, BREAK];
  if (quotes > 0 && (name === 'cite' || name === 'footer')) return [CITE_START, CITE_END];
  if (name === 'br') return [BREAK, ''];
  if (BLOCKS.has(name)) return [BREAK, BREAK];
  return CELLS.has(name) ? ['', ' '] : ['', ''];
}

/** The speaker is in `cite` or `footer`, or on the last line. */
function quoteIn(marked: string): Block[] {
  const cited = withoutDash(tidy(/\uE0F3([^\uE0F3\uE0F4]*)\uE0F4/.exec(marked)?.[1]?.replaceAll(BREAK, ' ') ?? ''));
  const lines = marked
    .replaceAll(/\uE0F3[^\uE0F4]*\uE0F4|[\uE0F1\uE0F2]/g, BREAK)
    .split(/[\uE0F0\n]/)
    .map(tidy)
    .filter(Boolean);
  const last = lines.at(-1) ?? '';
  const isSigned = cited === '' && lines.length > 1 && (/^[–—-]/u.test(last) || speakerIn(last) !== null);
  const text = withoutMarks((isSigned ? lines.slice(0, -1) : lines).join(' '));
  return text ? [{ kind: 'quote', text, speaker: cited || (isSigned ? withoutDash(last) : null) }] : [];
}

const withoutDash = (text: string): string => text.replace(/^[–—-]+\s*/u, '');

/** Without quotation marks around the whole; marks around a part stay. */
const withoutMarks = (text: string): string => /^[„“"»«]([^„“”"»«]*)[“”"«»]$/u.exec(text)?.[1] ?? text;
