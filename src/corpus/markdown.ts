import MarkdownIt from 'markdown-it';
import { type DraftEntry, nothingIn, type Parse } from './draft.ts';
import type { Block } from './entry.ts';
import {
  authorsIn,
  FIELD_NAMES,
  field,
  idsIn,
  keyMarkIn,
  type Problems,
  readUrl,
  stringsIn,
  timeIn,
} from './fields.ts';
import { readFrontMatter } from './front-matter.ts';
import { plainText, readHtml } from './html.ts';
import { normaliseForId } from './text.ts';

/** One entry: optional front matter (headline, authors, published, updated, url, id), then its body. */
export const parseMarkdown: Parse = (raw) => {
  const problems: Problems = [];
  const { fields, body } = readFrontMatter(raw.replace(/\r\n?/g, '\n').trimStart(), problems);
  const given = plainText(stringsIn(field(fields, FIELD_NAMES.headline))[0] ?? '');
  const { headline, blocks } = readBody(body, given);
  const draft: DraftEntry = {
    ownIds: idsIn(new Map([['id', fields.get('id')]])),
    headline,
    authors: authorsIn(field(fields, FIELD_NAMES.authors)),
    body: blocks,
    publishedAt: timeIn(field(fields, FIELD_NAMES.published), 'published', problems),
    updatedAt: timeIn(field(fields, FIELD_NAMES.updated), 'updated', problems),
    url: readUrl(field(fields, FIELD_NAMES.url), 'url', problems),
    ...keyMarkIn(fields),
  };
  if (draft.headline || draft.body.length > 0) return { drafts: [draft], asOf: null, problems };
  if (problems.length > 0) return { drafts: [], asOf: null, problems };
  return nothingIn('Expected a headline or a text, got an empty document');
};

const markdown = new MarkdownIt({ html: true });

/** A first heading is the headline where the front matter gives none, or the same; else it belongs to the body. */
function readBody(text: string, given: string): { headline: string; blocks: Block[] } {
  const env = {};
  const tokens = markdown.parse(text, env);
  const isHeaded = tokens[0]?.type === 'heading_open';
  const heading = isHeaded ? plainText(markdown.renderer.render(tokens.slice(0, 3), markdown.options, env)) : '';
  const isHeadline = isHeaded && (given === '' || normaliseForId(given) === normaliseForId(heading));
  const html = markdown.renderer.render(isHeadline ? tokens.slice(3) : tokens, markdown.options, env);
  return { headline: given || heading, blocks: readHtml(html) };
}
