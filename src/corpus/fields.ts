import type { Problem } from './problem.ts';
import { tidy } from './text.ts';
import { parseIsoTime } from './time.ts';

/** Readers of one field of a structured source: what cannot be used is reported and left out. */

type Problems = Omit<Problem, 'source'>[];

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What came, short enough for an error message. */
export const shown = (value: unknown): string => {
  const text = value instanceof Date ? value.toISOString() : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** The texts in a text, a number, or a list of them; tidy, none empty. */
export function stringsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' && tidy(value) ? [tidy(value)] : [];
}

/** ISO 8601 with offset; null, with a warning, where the value is no time. */
export function timeIn(value: unknown, place: string, problems: Problems): string | null {
  if (value === undefined || value === null || value === '') return null;
  const time = typeof value === 'string' ? parseIsoTime(value) : null;
  if (!time) warn(problems, place, `Expected a time such as 2025-12-04T14:32+01:00, got ${shown(value)}; left unknown`);
  return time;
}

/** An http or https address; null, with a warning, for any other. */
export function readUrl(value: unknown, place: string, problems: Problems): string | null {
  if (value === undefined || value === null || value === '') return null;
  const url = typeof value === 'string' && URL.canParse(value.trim()) ? new URL(value.trim()) : null;
  if (typeof value === 'string' && url && /^https?:$/.test(url.protocol)) return value.trim();
  warn(problems, place, `Expected an address that begins with http:// or https://, got ${shown(value)}; left out`);
  return null;
}

/** Names that sources give the mark of a key event. */
const KEY_FIELDS = ['key', 'keyEvent', 'isKeyEvent', 'highlight'];

export const keyMarkIn = (fields: Record<string, unknown>): { isKey?: true } =>
  KEY_FIELDS.some((name) => fields[name] === true) ? { isKey: true } : {};

export const warn = (problems: Problems, place: string, reason: string): void => {
  problems.push({ place, reason, severity: 'warning' });
};
