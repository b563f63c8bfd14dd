import { nothingIn, type Parse, type ParsedDocument } from './draft.ts';
import { jsonLdIn, pageText } from './html.ts';
import { parseJson } from './json.ts';
import { parseMarkdown } from './markdown.ts';
import { parsePasted } from './pasted/parse.ts';

/** Reads a document in the format that its content shows; the file's ending decides only where the content does not. */
export function parseDocument(text: string, extension: string): ReturnType<Parse> {
  const start = text.trimStart();
  if (start === '') return nothingIn('Expected entries, got an empty file');
  if (/^[[{]\s*(?:["{[\]}]|-?\d|$)/.test(start) || /^\.json(?:ld)?$/.test(extension)) return parseJson(start);
  if (PAGE.test(start)) return parsePage(start);
  if (/^---[ \t]*\r?\n/.test(start) || (/^\.(?:md|markdown)$/.test(extension) && !isPastedPage(start)))
    return parseMarkdown(start);
  return parsePasted(start);
}

/** A liveblog's page saved as Markdown by mistake: several entries, no heading of Markdown's. */
const isPastedPage = (text: string): boolean => !/^#{1,6}\s/m.test(text) && parsePasted(text).drafts.length > 1;

const PAGE = /^<(?:!doctype|!--|html|head|body|script|main|article|section|div|p|ul|ol|h[1-6]|\?xml)\b/i;

/** A saved web page carries its entries as JSON-LD; else its text is read as if somebody had copied it. */
function parsePage(html: string): ReturnType<Parse> {
  const scripts = jsonLdIn(html).filter((script) => script.includes('liveBlogUpdate'));
  const found = scripts.map((script) => parseJson(withoutCdata(script))).sort(byDrafts)[0];
  if (found && found.drafts.length > 0) return found;
  const page = parsePasted(pageText(html));
  if (page.drafts.length > (/^<(?:!doctype|html)/i.test(html) ? 1 : 0)) return page;
  return (
    found ??
    nothingIn('Expected a web page with a LiveBlogPosting in it; copy the text of the page into a .txt file instead')
  );
}

const byDrafts = (a: ParsedDocument, b: ParsedDocument): number => b.drafts.length - a.drafts.length;

const withoutCdata = (script: string): string =>
  script
    .trim()
    .replace(/^(?:\/\/)?\s*<!\[CDATA\[/, '')
    .replace(/(?:\/\/)?\s*\]\]>$/, '');
