import { load } from 'cheerio';
import type { Block } from './entry.ts';
import { tidy } from './text.ts';

const LOOKS_LIKE_HTML = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+|#x[\da-f]+);/i;
const BLOCKS = 'p, div, li, h1, h2, h3, h4, h5, h6, section, article, tr, figure, figcaption, ul, ol, dd, dt, pre';
const UNREAD = 'script, style, noscript, template, iframe, svg';

/** Text of a string that may hold markup or entities, on one line. */
export const plainText = (text: string): string =>
  tidy(LOOKS_LIKE_HTML.test(text) ? load(text, null, false).text() : text);

/** Paragraphs and quotes of a string: markup where it has some, else blank lines, else line ends. */
export function readBlocks(text: string): Block[] {
  if (LOOKS_LIKE_HTML.test(text)) return readHtml(text);
  return paragraphs(text);
}

const paragraphs = (text: string): Block[] =>
  text.split(/\n\s*\n|\n/).flatMap((line) => (tidy(line) ? [{ kind: 'paragraph', text: tidy(line) } as const] : []));

/** Stands in for the end of a block while the text is taken out. */
const BREAK = '\u001e';

function readHtml(html: string): Block[] {
  const $ = load(html.replaceAll(BREAK, ''), null, false);
  $(UNREAD).remove();
  const quotes: Block[] = [];
  $('blockquote').each((_, element) => {
    const quote = $(element);
    const cite = quote.find('cite, footer').first();
    const speaker = tidy(cite.text()).replace(/^[–—-]+\s*/, '') || null;
    cite.remove();
    quotes.push({ kind: 'quote', text: tidy(quote.text()).replace(/^[„“"»«](.*)[“”"«»]$/u, '$1'), speaker });
    quote.replaceWith(`${BREAK}\u001f${quotes.length - 1}${BREAK}`);
  });
  $('br').replaceWith(BREAK);
  $(BLOCKS).before(BREAK).after(BREAK);
  const parts = $.root()
    .text()
    .split(new RegExp(`${BREAK}|\\n\\s*\\n`));
  return parts.flatMap((part): Block[] => {
    const quote = quotes[Number(part.split('\u001f')[1] ?? Number.NaN)];
    if (quote) return quote.text ? [quote] : [];
    return tidy(part) ? [{ kind: 'paragraph', text: tidy(part) }] : [];
  });
}
