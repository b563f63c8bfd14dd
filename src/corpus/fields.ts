import { readAuthors } from './bylines.ts';
import { plainText } from './html.ts';
import type { Problem } from './problem.ts';
import { readStamp } from './stamp.ts';
import { tidy } from './text.ts';
import { localTime, parseIsoTime } from './time.ts';

/** Readers of one field of a structured source: what cannot be used is reported and left out. */

export type Problems = Omit<Problem, 'source'>[];

/** An object's fields by their canonical names. */
export type Fields = ReadonlyMap<string, unknown>;

/** How sources name a field, the best first; how a name is written makes no difference. */
export const FIELD_NAMES = {
  ids: ['@id', 'id', 'identifier', 'guid', 'uuid', 'slug'],
  headline: ['headline', 'title', 'heading', 'alternativeHeadline', 'name', 'titel', 'überschrift'],
  body: [
    ...['articleBody', 'body', 'text', 'content', 'contentHtml', 'contentText', 'html', 'message'],
    ...['description', 'summary', 'inhalt'],
  ],
  authors: ['authors', 'author', 'creator', 'byline', 'autoren', 'autor'],
  published: [
    ...['datePublished', 'publishedAt', 'published', 'publishDate', 'pubDate', 'date', 'dateTime', 'timestamp', 'time'],
    ...['dateCreated', 'createdAt', 'created', 'datum'],
  ],
  updated: ['dateModified', 'updatedAt', 'updated', 'modifiedAt', 'modified', 'lastModified', 'lastmod', 'lastUpdated'],
  url: ['url', 'link', 'permalink', 'uri'],
} as const;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** `schema:datePublished`, `date_published` and `DatePublished` are one field. */
export function fieldsOf(record: Record<string, unknown>): Fields {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record)) {
    const name = key
      .replace(/^schema:/, '')
      .replace(/[_\s-]/g, '')
      .toLowerCase();
    if (isGiven(value) && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

export const has = (fields: Fields, names: readonly string[]): boolean =>
  names.some((name) => fields.has(name.toLowerCase()));

/** The first of the names that has a value. */
export const field = (fields: Fields, names: readonly string[]): unknown =>
  fields.get(names.map((name) => name.toLowerCase()).find((name) => fields.has(name)) ?? '');

/** What came, short enough for an error message. */
export const shown = (value: unknown): string => {
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'something nested too deeply';
  }
}

/** Lists in lists are read this far down. */
const LIST_DEPTH_MAX = 4;

/** The texts in a text, a number, or a list of them; tidy, none empty. */
export function stringsIn(value: unknown, depth = 0): string[] {
  if (Array.isArray(value)) return depth < LIST_DEPTH_MAX ? value.flatMap((each) => stringsIn(each, depth + 1)) : [];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' && tidy(value) ? [tidy(value)] : [];
}

/** The source's own names for an entry, the most telling first. */
export const idsIn = (fields: Fields): string[] =>
  [...FIELD_NAMES.ids, 'url', 'link', 'permalink'].flatMap((name) => identifiersIn(fields.get(name)));

function identifiersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.slice(0, LIST_DEPTH_MAX).flatMap(identifiersIn);
  return isRecord(value) ? stringsIn(value.value ?? value['@id'] ?? value['@value']) : stringsIn(value);
}

/** Names in a text (`Von Anna Muster und dpa`), an object, or a list of them; each once. */
export function authorsIn(value: unknown, nameOfId: ReadonlyMap<string, string> = new Map(), depth = 0): string[] {
  if (depth > LIST_DEPTH_MAX) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => authorsIn(each, nameOfId, depth + 1)))];
  if (!isRecord(value)) return stringsIn(value).map(plainText).flatMap(splitAuthors);
  const fields = fieldsOf(value);
  const parts = [
    ...stringsIn(field(fields, ['givenname', 'firstname'])),
    ...stringsIn(field(fields, ['familyname', 'lastname'])),
  ];
  const name = fields.get('name') ?? nameOfId.get(stringsIn(fields.get('@id'))[0] ?? '') ?? parts.join(' ');
  return authorsIn(name, nameOfId, depth + 1);
}

/** A text that is no list of people stays as it is. */
function splitAuthors(text: string): string[] {
  const people = readAuthors(text);
  return people.length > 0 ? people : [text];
}

/** Seconds up to the year 5138, milliseconds from 1973 on. */
const SECONDS_MAX = 100_000_000_000;
const SECONDS_MIN = 100_000_000;

/** ISO 8601 with offset; null, with a warning, where the value is no time. */
export function timeIn(value: unknown, place: string, problems: Problems): string | null {
  if (!isGiven(value)) return null;
  const time = readTime(value);
  if (!time) warn(problems, place, `Expected a time such as 2025-12-04T14:32+01:00, got ${shown(value)}; left unknown`);
  return time;
}

function readTime(value: unknown): string | null {
  if (isRecord(value) && typeof value['@value'] === 'string') return readTime(value['@value']);
  if (Array.isArray(value)) return value.length === 1 && !Array.isArray(value[0]) ? readTime(value[0]) : null;
  if (typeof value === 'number') return timeOfNumber(value);
  if (typeof value !== 'string') return null;
  if (/^\d{9,13}$/.test(value.trim())) return timeOfNumber(Number(value));
  return parseIsoTime(value) ?? writtenTime(tidy(value));
}

function timeOfNumber(value: number): string | null {
  if (!(value >= SECONDS_MIN && value <= SECONDS_MAX * 100)) return null;
  const ms = value < SECONDS_MAX ? value * 1_000 : value;
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
}

/** `4. Dezember 2025, 14:32 Uhr` */
function writtenTime(text: string): string | null {
  const stamp = readStamp(text);
  if (!stamp?.day?.year || stamp.length !== text.length) return null;
  return localTime({ ...stamp.day, year: stamp.day.year }, stamp.clock ?? { hour: 0, minute: 0 });
}

/** An http or https address; null, with a warning, for any other. @param base what a relative one is relative to. */
export function readUrl(value: unknown, place: string, problems: Problems, base: string | null = null): string | null {
  if (!isGiven(value)) return null;
  const text = stringsIn(isRecord(value) ? (value['@id'] ?? value.url) : value)[0] ?? '';
  if (/^https?:$/.test(protocolOf(text))) return text;
  if (base && URL.canParse(text, base) && !URL.canParse(text)) return new URL(text, base).href;
  warn(problems, place, `Expected an address that begins with http:// or https://, got ${shown(value)}; left out`);
  return null;
}

/** Names that sources give the mark of a key event. */
const KEY_FIELDS = ['key', 'keyevent', 'iskeyevent', 'iskey', 'highlight'];

export const keyMarkIn = (fields: Fields): { isKey?: true } =>
  KEY_FIELDS.some((name) => fields.get(name) === true) ? { isKey: true } : {};

const protocolOf = (text: string): string => (URL.canParse(text) ? new URL(text).protocol : '');

export const warn = (problems: Problems, place: string, reason: string): void => {
  problems.push({ place, reason, severity: 'warning' });
};
