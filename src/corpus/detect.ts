import { load } from 'cheerio';
import { nothingIn, type Parse } from './draft.ts';
import { parseJson } from './json.ts';
import { parseMarkdown } from './markdown.ts';
import { parsePasted } from './pasted/parse.ts';

/** Reads a document in the format that its content shows; the file's ending decides only where the content does not. */
export function parseDocument(text: string, extension: string): ReturnType<Parse> {
  const start = text.trimStart();
  if (start === '') return nothingIn('Expected entries, got an empty file');
  if (/^[[{]\s*(?:["{[\]}]|-?\d|$)/.test(start) || /^\.json(?:ld)?$/.test(extension)) return parseJson(start);
  if (/^<(?:!doctype|html|head|script|\?xml)/i.test(start)) return parsePage(start);
  if (/^---[ \t]*\r?\n/.test(start) || (/^\.(?:md|markdown)$/.test(extension) && !isPastedPage(start)))
    return parseMarkdown(start);
  return parsePasted(start);
}

/** A liveblog's page saved as Markdown by mistake: several entries, no heading of Markdown's. */
const isPastedPage = (text: string): boolean => !/^#{1,6}\s/m.test(text) && parsePasted(text).drafts.length > 1;

/** A saved web page carries its entries as JSON-LD. */
function parsePage(html: string): ReturnType<Parse> {
  const $ = load(html);
  const scripts = $('script[type="application/ld+json"]')
    .map((_, script) => $(script).text())
    .get();
  const found = scripts.map(parseJson).find(({ drafts }) => drafts.length > 0);
  return (
    found ??
    nothingIn('Expected a web page with a LiveBlogPosting in it; copy the text of the page into a .txt file instead')
  );
}
