import { type DraftEntry, nothingIn, type Parse, type ParsedDocument } from './draft.ts';
import type { Block } from './entry.ts';
import {
  authorsIn,
  FIELD_NAMES,
  type Fields,
  field,
  fieldsOf,
  has,
  idsIn,
  isRecord,
  keyMarkIn,
  type Problems,
  readUrl,
  shown,
  stringsIn,
  timeIn,
  warn,
} from './fields.ts';
import { plainText, readBlocks } from './html.ts';
import { whereItBreaks } from './json-errors.ts';
import { findEntries, findLiveBlogs, type LiveBlogs } from './json-search.ts';
import { tidy } from './text.ts';

/** schema.org's LiveBlogPosting, wherever it stands in the data, or an array of entries. */
export const parseJson: Parse = (text) => {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return nothingIn(`Expected JSON: ${whereItBreaks(text, error)}. Is the file complete?`);
  }
  const found = findLiveBlogs(data);
  if (found.blogs.length > 0) return readLiveBlogs(found);
  const entries = findEntries(data);
  if (entries) return readEntries(entries.items, entries.path, NO_BLOG);
  return nothingIn(`Expected a LiveBlogPosting or an array of entries, got ${shown(data)}`);
};

interface Blog {
  /** Names and addresses of the whole page. */
  readonly ids: readonly string[];
  readonly url: string | null;
  readonly asOf: string | null;
  readonly nameOfId: ReadonlyMap<string, string>;
}

const NO_BLOG: Blog = { ids: [], url: null, asOf: null, nameOfId: new Map() };

function readLiveBlogs({ blogs, nameOfId }: LiveBlogs): ParsedDocument {
  const parsed = blogs.map((fields, at): ParsedDocument => {
    const path = `${blogs.length > 1 ? `LiveBlogPosting[${at}].` : ''}liveBlogUpdate`;
    const updates = fields.get('liveblogupdate');
    const ids = [...idsIn(fields), ...stringsIn(fields.get('mainentityofpage'))];
    const blog: Blog = {
      ids,
      url: ids.find((id) => /^https?:\/\//.test(id)) ?? null,
      asOf: timeIn(field(fields, FIELD_NAMES.updated), 'dateModified', []),
      nameOfId,
    };
    if (isRecord(updates)) return readEntries([updates], path, blog);
    if (Array.isArray(updates)) return readEntries(updates, path, blog);
    return nothingIn(`Expected an array, got ${shown(updates)}`, path);
  });
  return {
    drafts: parsed.flatMap(({ drafts }) => drafts),
    asOf: parsed.find(({ asOf }) => asOf)?.asOf ?? null,
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

function readEntries(items: readonly unknown[], path: string, blog: Blog): ParsedDocument {
  const problems: Problems = [];
  if (items.length === 0 && blog !== NO_BLOG) warn(problems, path, 'Expected entries, got an empty list');
  const drafts = items.flatMap((item, at) => {
    const place = `${path}[${at}]`;
    if (isRecord(item)) return readEntry(item, place, blog, problems) ?? [];
    problems.push({ place, reason: `Expected an entry as an object, got ${shown(item)}; left out`, severity: 'error' });
    return [];
  });
  return { drafts: newestFirst(drafts), asOf: blog.asOf, problems };
}

function readEntry(item: Record<string, unknown>, place: string, blog: Blog, problems: Problems): DraftEntry | null {
  const fields = fieldsOf(item);
  const headline = headlineOf(fields, place, problems);
  const body = bodyOf(fields, place, problems);
  if (!headline && body.length === 0) {
    warn(problems, place, 'Expected a headline or a text, found neither; left out');
    return null;
  }
  return {
    ownIds: idsIn(fields).filter((id) => !blog.ids.includes(id)),
    headline,
    authors: authorsIn(field(fields, FIELD_NAMES.authors), blog.nameOfId),
    body,
    publishedAt: timeIn(field(fields, FIELD_NAMES.published), `${place}.datePublished`, problems),
    updatedAt: timeIn(field(fields, FIELD_NAMES.updated), `${place}.dateModified`, problems),
    url: readUrl(field(fields, FIELD_NAMES.url), `${place}.url`, problems, blog.url),
    ...keyMarkIn(fields),
  };
}

function headlineOf(fields: Fields, place: string, problems: Problems): string {
  for (const name of FIELD_NAMES.headline) {
    const value = field(fields, [name]);
    if (value === undefined) continue;
    if (typeof value === 'string' && plainText(value)) return plainText(value);
    if (typeof value === 'number') return String(value);
    if (isRecord(value) && typeof value['@value'] === 'string') return plainText(value['@value']);
    if (typeof value !== 'string') warn(problems, `${place}.${name}`, `Expected a text, got ${shown(value)}; left out`);
  }
  return '';
}

/** Bodies in bodies are read this far down. */
const BODY_DEPTH_MAX = 3;

function bodyOf(fields: Fields, place: string, problems: Problems, depth = 0): Block[] {
  const paragraphs = fields.get('paragraphs');
  if (Array.isArray(paragraphs)) {
    return [...blocksIn(paragraphs, `${place}.paragraphs`, problems, depth), ...quotesIn(fields.get('quotes'))];
  }
  for (const name of FIELD_NAMES.body) {
    const value = field(fields, [name]);
    if (value === undefined) continue;
    const blocks = blocksIn(value, `${place}.${name}`, problems, depth);
    if (blocks.length > 0) return blocks;
  }
  return [];
}

function blocksIn(value: unknown, place: string, problems: Problems, depth: number): Block[] {
  if (typeof value === 'string') return readBlocks(value);
  if (Array.isArray(value) && depth < BODY_DEPTH_MAX)
    return value.flatMap((each, at) => blocksIn(each, `${place}[${at}]`, problems, depth + 1));
  const block = exactBlock(value);
  if (block) return [block];
  const fields = isRecord(value) && depth < BODY_DEPTH_MAX ? fieldsOf(value) : null;
  if (fields && stringsIn(fields.get('type') ?? fields.get('@type')).some((type) => /quot/i.test(type)))
    return quotesIn([value]);
  if (fields && has(fields, FIELD_NAMES.body)) return bodyOf(fields, place, problems, depth + 1);
  warn(problems, place, `Expected a text, got ${shown(value)}; left out`);
  return [];
}

/** A block as entries hold it: plain text, never markup. */
function exactBlock(value: unknown): Block | null {
  if (!isRecord(value) || typeof value.text !== 'string') return null;
  const { kind, text, speaker } = value;
  if (kind === 'paragraph') return { kind, text: tidy(text) };
  return kind === 'quote' ? { kind, text: tidy(text), speaker: stringsIn(speaker)[0] ?? null } : null;
}

const quotesIn = (values: unknown): Block[] =>
  (Array.isArray(values) ? values : []).flatMap((value): Block[] => {
    const fields = isRecord(value) ? fieldsOf(value) : null;
    const text = stringsIn(fields ? field(fields, FIELD_NAMES.body) : value)[0];
    const speaker = fields ? authorsIn(field(fields, ['speaker', 'author', 'cite']))[0] : null;
    return text ? [{ kind: 'quote', text: plainText(text), speaker: speaker ?? null }] : [];
  });

/** By time where times are known; an entry without one stays behind the neighbour that stood before it. */
function newestFirst(drafts: readonly DraftEntry[]): DraftEntry[] {
  const times = drafts.map(({ publishedAt }) => (publishedAt ? Date.parse(publishedAt) : null));
  const known = times.filter((time) => time !== null);
  const rising = known.filter((time, at) => at > 0 && time > (known[at - 1] ?? 0)).length;
  const falling = known.filter((time, at) => at > 0 && time < (known[at - 1] ?? 0)).length;
  const ordered = drafts.map((draft, at) => ({ draft, time: times[at] ?? null }));
  if (rising > falling) ordered.reverse();
  let last = Number.POSITIVE_INFINITY;
  const keyed = ordered.map(({ draft, time }) => {
    last = time ?? last;
    return { draft, key: last };
  });
  return keyed.sort((a, b) => (a.key === b.key ? 0 : b.key - a.key)).map(({ draft }) => draft);
}
