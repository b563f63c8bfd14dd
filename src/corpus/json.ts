import { type DraftEntry, nothingIn, type Parse, type ParsedDocument } from './draft.ts';
import type { Block } from './entry.ts';
import { isRecord, keyMarkIn, readUrl, shown, stringsIn, timeIn, warn } from './fields.ts';
import { plainText, readBlocks } from './html.ts';
import type { Problem } from './problem.ts';

type Fields = Record<string, unknown>;
type Problems = Omit<Problem, 'source'>[];

/** schema.org's LiveBlogPosting, alone or within a graph or list, or a plain array of entries. */
export const parseJson: Parse = (text) => {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return nothingIn(`Expected JSON: ${whereItBroke(text, error)}. Is the file complete?`);
  }
  const blogs = findLiveBlogs(data);
  if (blogs.length > 0) return readLiveBlogs(blogs);
  const entries = Array.isArray(data) ? data : isRecord(data) ? (data.entries ?? data.items) : null;
  if (Array.isArray(entries)) return readEntries(entries, '', null);
  return nothingIn(`Expected a LiveBlogPosting or an array of entries, got ${shown(data)}`);
};

/** V8 names an offset where it can; people look for lines. */
function whereItBroke(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position ? Number(position) : text.length).split('\n');
  const what = message.replace(/ in JSON at position.*| \(line.*| at position.*|, "[\s\S]*$|, \.\.\.[\s\S]*$/g, '');
  return `${what} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function findLiveBlogs(data: unknown): Fields[] {
  if (Array.isArray(data)) return data.flatMap(findLiveBlogs);
  if (!isRecord(data)) return [];
  if ('liveBlogUpdate' in data || stringsIn(data['@type']).includes('LiveBlogPosting')) return [data];
  return findLiveBlogs(data['@graph'] ?? data.mainEntity ?? null);
}

function readLiveBlogs(blogs: readonly Fields[]): ParsedDocument {
  const parsed = blogs.map((blog, at): ParsedDocument => {
    const prefix = blogs.length > 1 ? `LiveBlogPosting[${at}].` : '';
    const updates = blog.liveBlogUpdate;
    const asOf =
      stringsIn(blog.dateModified).length > 0 ? timeIn(blog.dateModified, `${prefix}dateModified`, []) : null;
    if (isRecord(updates)) return readEntries([updates], `${prefix}liveBlogUpdate`, blog, asOf);
    if (Array.isArray(updates)) return readEntries(updates, `${prefix}liveBlogUpdate`, blog, asOf);
    return nothingIn(`Expected an array, got ${shown(updates)}`, `${prefix}liveBlogUpdate`);
  });
  return {
    drafts: parsed.flatMap(({ drafts }) => drafts),
    asOf: parsed.find(({ asOf }) => asOf)?.asOf ?? null,
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

function readEntries(
  items: readonly unknown[],
  path: string,
  blog: Fields | null,
  asOf: string | null = null,
): ParsedDocument {
  const problems: Problems = [];
  const pageIds = blog ? [...idsOf(blog), ...stringsIn(blog.mainEntityOfPage)] : [];
  const drafts = items.flatMap((item, at) => {
    const place = `${path}[${at}]`;
    if (isRecord(item)) return readEntry(item, place, pageIds, problems) ?? [];
    problems.push({ place, reason: `Expected an entry as an object, got ${shown(item)}; left out`, severity: 'error' });
    return [];
  });
  return { drafts: newestFirst(drafts), asOf, problems };
}

function readEntry(item: Fields, place: string, pageIds: readonly string[], problems: Problems): DraftEntry | null {
  const headline = textIn(item, ['headline', 'title', 'name'], place, problems);
  const body = bodyOf(item, place, problems);
  if (!headline && body.length === 0) {
    warn(problems, place, 'Expected a headline or a text, found neither; left out');
    return null;
  }
  return {
    ownIds: idsOf(item).filter((id) => !pageIds.includes(id)),
    headline,
    authors: authorsIn(item.authors ?? item.author ?? item.creator),
    body,
    publishedAt: timeIn(
      item.datePublished ?? item.publishedAt ?? item.published ?? item.date,
      `${place}.datePublished`,
      problems,
    ),
    updatedAt: timeIn(item.dateModified ?? item.updatedAt ?? item.updated, `${place}.dateModified`, problems),
    url: readUrl(isRecord(item.url) ? item.url['@id'] : item.url, `${place}.url`, problems),
    ...keyMarkIn(item),
  };
}

/** The source's own names, the most telling first. */
const idsOf = (item: Fields): string[] => [item['@id'], item.id, item.identifier, item.url].flatMap(identifiersIn);

const identifiersIn = (value: unknown): string[] =>
  isRecord(value) ? stringsIn(value.value ?? value['@id'] ?? value['@value']) : stringsIn(value);

function authorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(authorsIn))];
  if (isRecord(value)) return authorsIn(value.name);
  return stringsIn(value).map(plainText);
}

function textIn(item: Fields, names: readonly string[], place: string, problems: Problems): string {
  for (const name of names) {
    const value = item[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'string') return plainText(value);
    if (typeof value === 'number') return String(value);
    if (isRecord(value) && typeof value['@value'] === 'string') return plainText(value['@value']);
    warn(problems, `${place}.${name}`, `Expected a text, got ${shown(value)}; left out`);
  }
  return '';
}

const BODY_FIELDS = ['articleBody', 'body', 'text', 'content', 'html', 'description'];

function bodyOf(item: Fields, place: string, problems: Problems): Block[] {
  if (Array.isArray(item.paragraphs)) {
    return [...paragraphsIn(item.paragraphs, `${place}.paragraphs`, problems), ...quotesIn(item.quotes)];
  }
  for (const name of BODY_FIELDS) {
    const value = item[name];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string') return readBlocks(value);
    if (Array.isArray(value)) return paragraphsIn(value, `${place}.${name}`, problems);
    warn(problems, `${place}.${name}`, `Expected a text, got ${shown(value)}; left out`);
  }
  return [];
}

const paragraphsIn = (values: readonly unknown[], place: string, problems: Problems): Block[] =>
  values.flatMap((value, at) => {
    if (typeof value === 'string') return readBlocks(value);
    warn(problems, `${place}[${at}]`, `Expected a text, got ${shown(value)}; left out`);
    return [];
  });

const quotesIn = (values: unknown): Block[] =>
  (Array.isArray(values) ? values : []).flatMap((value): Block[] => {
    const text = isRecord(value) ? stringsIn(value.text)[0] : stringsIn(value)[0];
    const speaker = isRecord(value) ? (stringsIn(value.speaker)[0] ?? null) : null;
    return text ? [{ kind: 'quote', text, speaker }] : [];
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
