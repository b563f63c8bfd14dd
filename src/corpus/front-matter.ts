import { parse as parseYaml } from 'yaml';
import { type Fields, fieldsOf, isRecord, type Problems, warn } from './fields.ts';

const PLACE = 'front matter';
const FENCE = /^(?:---|\.\.\.)[ \t]*$/;
const KEY = /^([\p{L}@_][\p{L}\p{N}_-]*)[ \t]*:(?:[ \t]+(.*))?$/u;

/** Fields in front of a text, and the text. What is no YAML is read line by line, with a warning. */
export function readFrontMatter(text: string, problems: Problems): { fields: Fields; body: string } {
  if (!/^---[ \t]*\n/.test(text)) return { fields: new Map(), body: text };
  const lines = text.split('\n');
  const end = endOf(lines, problems);
  if (end === null) return { fields: new Map(), body: text };
  const body = lines.slice(FENCE.test(lines[end] ?? '') ? end + 1 : end).join('\n');
  return { fields: parseFields(lines.slice(1, end), problems), body };
}

/** The line that ends the front matter: its fence, else the first blank line. */
function endOf(lines: readonly string[], problems: Problems): number | null {
  const fence = lines.findIndex((line, at) => at > 0 && FENCE.test(line));
  if (fence > 0) return fence;
  const blank = lines.findIndex((line) => line.trim() === '');
  const end = blank === -1 ? lines.length : blank;
  if (end < 2 || !lines.slice(1, end).every((line) => KEY.test(line) || /^\s*-\s/.test(line))) return null;
  warn(problems, PLACE, 'Expected a line --- behind the last field, found none; it ends at the first blank line');
  return end;
}

/** YAML's parser takes time that grows with the square of the length. */
const FRONT_MATTER_MAX_CHARS = 10_000;

function parseFields(lines: readonly string[], problems: Problems): Fields {
  const text = lines.join('\n');
  try {
    if (text.length > FRONT_MATTER_MAX_CHARS) throw new Error(`more than ${FRONT_MATTER_MAX_CHARS} characters`);
    // all scalars stay texts: an id 007 is no number
    const parsed: unknown = parseYaml(text, { schema: 'failsafe', uniqueKeys: false });
    if (isRecord(parsed)) return withoutNulls(fieldsOf(parsed));
    if (lines.some((line) => line.trim() !== ''))
      warn(problems, PLACE, 'Expected lines of the form "key: value"; left out');
    return new Map();
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    // the error's line counts from behind the first fence
    const place = reason.replace(/:$/, '').replace(/at line (\d+)/, (_, line) => `at line ${Number(line) + 1}`);
    warn(problems, PLACE, `Expected YAML, got ${place}; read line by line, put values with : or " in quotation marks`);
    return withoutNulls(fieldsOf(looseFields(lines)));
  }
}

const withoutNulls = (fields: Fields): Fields =>
  new Map([...fields].filter(([, value]) => value !== '~' && value !== 'null'));

/** `key: value` and `- item` as people write them: colons and quotation marks in a value mean themselves. */
function looseFields(lines: readonly string[]): Record<string, unknown> {
  const fields = new Map<string, string[]>();
  let values: string[] = [];
  for (const line of lines) {
    const [, name, value = ''] = KEY.exec(line) ?? [];
    const item = name ? value : (/^\s*-\s+(.*)$/.exec(line)?.[1] ?? '');
    if (name) {
      values = [];
      fields.set(name, values);
    }
    if (item.trim() && !/^[&*[{|>]/.test(item)) values.push(withoutMarks(item.trim()));
  }
  return Object.fromEntries([...fields].map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
}

const withoutMarks = (value: string): string =>
  /^(["'])([^"']*)\1$/.exec(value)?.[2] ?? value.replace(/^["'](?=[^"']*$)/, '');
