import { type CheerioAPI, load } from 'cheerio';
import { speakerIn } from './bylines.ts';
import type { Block } from './entry.ts';
import { tidy } from './text.ts';

const ELEMENTS =
  'a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|noscript|object|ol|p|picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|th|thead|time|title|tr|u|ul|video';
/** Names of elements only: `x<y>z` is text. */
const TAG = new RegExp(String.raw`</?(?:${ELEMENTS})(?:\s[^<>]{0,2000})?/?>|<!--`, 'i');
const ENTITY = /&(?:[a-z]{2,31}|#\d{1,7}|#x[\da-f]{1,6});/i;
const ESCAPED_TAG = new RegExp(`&lt;/?(?:${ELEMENTS})(?:\\s|/|&gt;)`, 'i');
const BLOCKS =
  'p, div, li, h1, h2, h3, h4, h5, h6, section, article, tr, figure, figcaption, ul, ol, dd, dt, pre, table';
const CELLS = 'td, th';
const UNREAD = 'script, style, noscript, template, iframe, svg, button, form';

const isMarkup = (text: string): boolean => TAG.test(text) || ENTITY.test(text);

/** Markup that was escaped once too often reads as it was meant. */
const unescapeOnce = (text: string): string =>
  (!TAG.test(text) && ESCAPED_TAG.test(text)) || /&amp;(?:[a-z]{2,8}|#\d{2,5});/i.test(text)
    ? load(text, null, false).text()
    : text;

/** Text of a string that may hold markup or entities, on one line. */
export function plainText(text: string): string {
  const markup = unescapeOnce(text);
  if (!isMarkup(markup)) return tidy(markup);
  const $ = load(markup, null, false);
  $(UNREAD).remove();
  return tidy($.root().text());
}

/** Paragraphs and quotes of a string: markup where it has some, else blank lines, else line ends. */
export function readBlocks(text: string): Block[] {
  const markup = unescapeOnce(text);
  return isMarkup(markup) ? readHtml(markup) : paragraphs(markup);
}

const paragraphs = (text: string): Block[] =>
  text
    .split(/[\n\r\u2028\u2029]+/)
    .flatMap((line) => (tidy(line) ? [{ kind: 'paragraph', text: tidy(line) } as const] : []));

/** Stands in for the end of a block while the text is taken out. */
const BREAK = '\u001e';
/** … and in front of a quote's number. */
const QUOTE = '\u001f';

export function readHtml(html: string): Block[] {
  const $ = load(html.replaceAll(BREAK, '').replaceAll(QUOTE, ''), null, false);
  $(UNREAD).remove();
  const quotes: Block[] = [];
  $('blockquote').each((_, element) => {
    quotes.push(quoteIn($, element));
    $(element).replaceWith(`${BREAK}${QUOTE}${quotes.length - 1}${BREAK}`);
  });
  return linesOf($).flatMap((part): Block[] => {
    const quote = quotes[Number(part.split(QUOTE)[1] ?? Number.NaN)];
    if (quote) return quote.text ? [quote] : [];
    return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(part) ? [{ kind: 'paragraph', text: tidy(part) }] : [];
  });
}

/** The lines that a reader sees. */
function linesOf($: CheerioAPI): string[] {
  $('br').replaceWith(BREAK);
  $(CELLS).after(' ');
  $(BLOCKS).before(BREAK).after(BREAK);
  return $.root()
    .text()
    .split(new RegExp(`${BREAK}|\\n[^\\S\\n]*\\n`));
}

/** A page's text as somebody would copy it. */
export function pageText(html: string): string {
  const $ = load(html);
  $(UNREAD).add('head, nav').remove();
  return linesOf($).map(tidy).filter(Boolean).join('\n');
}

type Element = Parameters<CheerioAPI>[0];

/** The speaker is in `cite` or `footer`, or behind a dash at the end. */
function quoteIn($: CheerioAPI, element: Element): Block {
  const quote = $(element);
  const cite = quote.find('cite, footer').first();
  const cited = withoutDash(tidy(cite.text()));
  cite.remove();
  quote.find('br').replaceWith('\n');
  quote.find(BLOCKS).after('\n');
  const lines = quote.text().split('\n').map(tidy).filter(Boolean);
  const last = lines.at(-1) ?? '';
  const signed = cited === '' && lines.length > 1 && (/^[–—-]/u.test(last) || speakerIn(last) !== null);
  return {
    kind: 'quote',
    text: withoutMarks((signed ? lines.slice(0, -1) : lines).join(' ')),
    speaker: cited || (signed ? withoutDash(last) : null),
  };
}

const withoutDash = (text: string): string => text.replace(/^[–—-]+\s*/u, '');

/** Without quotation marks around the whole; marks around a part stay. */
const withoutMarks = (text: string): string => /^[„“"»«]([^„“”"»«]*)[“”"«»]$/u.exec(text)?.[1] ?? text;
