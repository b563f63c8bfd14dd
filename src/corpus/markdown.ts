import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { type DraftEntry, nothingIn, type Parse } from './draft.ts';
import type { Block } from './entry.ts';
import { keyMarkIn, readUrl, stringsIn, timeIn } from './fields.ts';
import type { Problem } from './problem.ts';
import { tidy } from './text.ts';

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const frontMatterSchema = z.record(z.string(), z.unknown());

/** One entry: optional front matter (headline, authors, published, updated, url, id), then its body. */
export const parseMarkdown: Parse = (raw) => {
  const text = raw.replace(/\r\n?/g, '\n').trimStart();
  const problems: Omit<Problem, 'source'>[] = [];
  const { fields, body } = readFrontMatter(text, problems);
  const { headline, blocks } = readBody(body);
  const draft: DraftEntry = {
    ownIds: stringsIn(fields.id),
    headline: stringsIn(fields.headline ?? fields.title)[0] ?? headline,
    authors: stringsIn(fields.authors ?? fields.author),
    body: fields.headline === undefined && fields.title === undefined ? blocks : readBody(body, true).blocks,
    publishedAt: timeIn(fields.published ?? fields.date, 'published', problems),
    updatedAt: timeIn(fields.updated, 'updated', problems),
    url: readUrl(fields.url, 'url', problems),
    ...keyMarkIn(fields),
  };
  if (!draft.headline && draft.body.length === 0) {
    return problems.length > 0
      ? { drafts: [], asOf: null, problems }
      : nothingIn('Expected a headline or a text, got an empty document');
  }
  return { drafts: [draft], asOf: null, problems };
};

function readFrontMatter(text: string, problems: Omit<Problem, 'source'>[]) {
  const match = FRONT_MATTER.exec(text);
  const body = match ? text.slice(match[0].length) : text;
  if (!match?.[1]) return { fields: {} as Record<string, unknown>, body };
  try {
    const parsed = frontMatterSchema.safeParse(parseYaml(match[1], { schema: 'core' }));
    if (parsed.success) return { fields: parsed.data, body };
    problems.push({
      place: 'front matter',
      reason: 'Expected lines of the form "key: value"; left out',
      severity: 'warning',
    });
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    problems.push({ place: 'front matter', reason: `${reason.replace(/:$/, '')}; left out`, severity: 'warning' });
  }
  return { fields: {} as Record<string, unknown>, body };
}

/** @param keepHeading whether a first heading belongs to the body, because the headline is given elsewhere. */
function readBody(markdown: string, keepHeading = false): { headline: string; blocks: Block[] } {
  let headline = '';
  const blocks: Block[] = [];
  for (const chunk of markdown.split(/\n{2,}|\n(?=#{1,6}\s|>)|(?<=^#{1,6}\s.*)\n/m)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(chunk.trim())?.[1];
    if (heading && !headline && blocks.length === 0 && !keepHeading) headline = plain(heading);
    else if (/^\s*>/.test(chunk)) blocks.push(...readQuote(chunk, blocks));
    else for (const part of chunk.split(/\n(?=\s*(?:[-*+]|\d+\.)\s)/)) pushParagraph(blocks, heading ?? part);
  }
  return { headline, blocks };
}

function pushParagraph(blocks: Block[], markdown: string): void {
  const text = plain(markdown.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''));
  if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) blocks.push({ kind: 'paragraph', text });
}

const SPEAKER = /^[–—-]{1,2}\s*(.+)$/;

/** `> words` with an optional last line `> — Speaker`; a following quote line continues the one before. */
function readQuote(chunk: string, blocks: Block[]): Block[] {
  const lines = chunk
    .split('\n')
    .map((line) => line.replace(/^\s*>\s?/, '').trim())
    .filter(Boolean);
  const speaker = SPEAKER.exec(lines.at(-1) ?? '')?.[1] ?? null;
  const text = plain((speaker ? lines.slice(0, -1) : lines).join(' ')).replace(/^[„“"»«](.*)[“”"«»]$/u, '$1');
  const last = blocks.at(-1);
  if (last?.kind === 'quote' && last.speaker === null && chunk.trimStart().startsWith('>')) {
    blocks.pop();
    return [{ kind: 'quote', text: tidy(`${last.text} ${text}`), speaker: speaker && plain(speaker) }];
  }
  return text ? [{ kind: 'quote', text, speaker: speaker && plain(speaker) }] : [];
}

/** Markdown's signs taken away, the words kept. */
const plain = (markdown: string): string =>
  tidy(
    markdown
      .replace(/<!--[\s\S]*?-->/g, ' ')
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
      .replace(/<(https?:[^>]+)>/g, '$1')
      .replace(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
      .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
      .replace(/`([^`]+)`/g, '$1')
      .replace(/\\([\\`*_{}[\]()#+\-.!>~|])/g, '$1'),
  );
