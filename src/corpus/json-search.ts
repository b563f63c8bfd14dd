import { FIELD_NAMES, type Fields, fieldsOf, has, isRecord, stringsIn } from './fields.ts';

/** Where in JSON the entries are. */

export interface LiveBlogs {
  readonly blogs: readonly Fields[];
  /** People who are described in one place and named by their `@id` in others. */
  readonly nameOfId: ReadonlyMap<string, string>;
}

/** Nobody nests a page's data deeper. */
const DEPTH_MAX = 12;

/** Every LiveBlogPosting: alone, in a list, in a `@graph`, as another page's part. */
export function findLiveBlogs(data: unknown): LiveBlogs {
  const blogs: Fields[] = [];
  const nameOfId = new Map<string, string>();
  visit(data, 0);
  return { blogs, nameOfId };

  function visit(value: unknown, depth: number): void {
    if (depth > DEPTH_MAX || typeof value !== 'object' || value === null) return;
    if (isRecord(value)) {
      const fields = fieldsOf(value);
      const [id, name] = [stringsIn(fields.get('@id'))[0], stringsIn(fields.get('name'))[0]];
      if (id && name) nameOfId.set(id, name);
      if (fields.has('liveblogupdate') || isLiveBlog(fields)) {
        blogs.push(fields);
        return;
      }
    }
    for (const child of Object.values(value)) visit(child, depth + 1);
  }
}

const isLiveBlog = (fields: Fields): boolean =>
  stringsIn(fields.get('@type')).some((type) => /(?:^|[:/#])LiveBlogPosting$/.test(type));

const looksLikeEntry = (value: unknown): boolean => {
  if (!isRecord(value)) return false;
  const fields = fieldsOf(value);
  return has(fields, [
    'headline',
    'title',
    'titel',
    'paragraphs',
    'articleBody',
    'body',
    'text',
    'content',
    'contentHtml',
  ]);
};

/** The array of entries: the data itself, or the longest one near its top; a single entry stands for itself. */
export function findEntries(data: unknown): { items: readonly unknown[]; path: string } | null {
  if (Array.isArray(data)) return { items: data, path: '' };
  if (!isRecord(data)) return null;
  let level: { value: Record<string, unknown>; path: string }[] = [{ value: data, path: '' }];
  for (let depth = 0; depth < 3 && level.length > 0; depth++) {
    const children = level.flatMap(({ value, path }) =>
      Object.entries(value).map(([key, child]) => ({ value: child, path: path ? `${path}.${key}` : key })),
    );
    const lists = children.flatMap(({ value, path }) =>
      Array.isArray(value) && (value.some(looksLikeEntry) || path === 'entries') ? [{ items: value, path }] : [],
    );
    const [longest] = lists.sort((a, b) => b.items.length - a.items.length);
    if (longest && !isEntry(data)) return longest;
    level = children.flatMap(({ value, path }) => (isRecord(value) ? [{ value, path }] : []));
  }
  return isEntry(data) ? { items: [data], path: '' } : null;
}

/** One entry alone has a headline and a text. */
const isEntry = (record: Record<string, unknown>): boolean => {
  const fields = fieldsOf(record);
  return has(fields, ['headline', 'title']) && (has(fields, FIELD_NAMES.body) || fields.has('paragraphs'));
};
