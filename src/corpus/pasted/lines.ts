import { bylineForm, cutCredit, isJob, speakerIn } from '../bylines.ts';
import { readStamp, type Stamp } from '../stamp.ts';
import { tidy } from '../text.ts';
import { isChrome, isTeaser } from './chrome.ts';

/** A line of a pasted page by its form alone; what it means is decided by its neighbours. */
export type Line = {
  readonly text: string;
  readonly afterBlank: boolean;
} & (
  | { readonly kind: 'chrome' | 'teaser' | 'heading' | 'paragraph' | 'quote' }
  | { readonly kind: 'byline'; readonly sure: boolean }
  | StampLine
  /** When the page or an entry was changed last; never when it was published. */
  | { readonly kind: 'updated'; readonly stamp: Stamp | null }
);

/** A time at the beginning or the end of a line, and what else is on it. */
export interface StampLine {
  readonly kind: 'stamp';
  readonly stamp: Stamp;
  readonly rest: string;
  readonly restIs: 'headline' | 'text' | 'byline' | null;
}

const HEADING_MAX_CHARS = 160;
/** No stamp is longer, and none stands after more text than this. */
const STAMP_MAX_CHARS = 160;

const UPDATED =
  /^(?:(?:zu)?letzte?s? (?:mal )?|last |first )?(?:aktualisier(?:t|ung)|stand|updated?|(?<=first )published|publié|mis à jour|оновлено|обновлено)(?!\p{L})[\s:]*/iu;
const QUOTED = /^[„“”"»«‹›]\s?([^„“”"»«]+[.!?…])\s?[“”"«»‹›]$/u;

/** Non-empty lines with their form. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let afterBlank = true;
  for (const raw of text.split(/\r\n|[\r\n\u2028\u2029]/)) {
    const line = withoutTeaser(withoutBullet(tidy(raw)));
    for (const part of splitSpeaker(line)) {
      if (part) lines.push({ text: TICKER.exec(part)?.[1] ?? part, afterBlank, ...formOf(part) } as Line);
      afterBlank = part === '';
    }
  }
  return lines;
}

const withoutBullet = (line: string): string =>
  line
    .replace(/^(\*{1,2}|_{1,2})(?=\S)([^*_]+)\1$/u, '$2')
    .replace(/^(?:(?:[*•▪◦‣●○■□►▶]|#{1,6})\s+|-\s+(?=\d{1,2}[.:]\d{2}(?!\d)))/u, '');

/** `„Wir gehen.“ – Anna Muster, Ministerin` */
function splitSpeaker(line: string): string[] {
  const [, quote = '', speaker = ''] =
    /^([„“”"»«].{3,2000}?[“”"«»])\s*[–—-]{1,2}\s*(\p{Lu}[^„“”"»«]{3,110})$/u.exec(line) ?? [];
  return isQuoted(quote) && speakerIn(speaker) !== null ? [quote, speaker] : [line];
}

/** `… is clear. Read more here:` keeps the sentences before the last. */
function withoutTeaser(line: string): string {
  if (!isTeaser(line)) return line;
  const ends = [...line.matchAll(/(?<=\p{Ll}{2}[.!?…]["“”»]?)\s+(?=["„“»]?\p{Lu})/gu)];
  return line.slice(0, ends.at(-1)?.index);
}

/** `+++ 14:32 Überschrift +++` */
const TICKER = /^\+{2,}\s*([^+].*?)\s*\+{2,}$/u;

type Form = Line extends infer L ? (L extends Line ? Omit<L, 'text' | 'afterBlank'> : never) : never;

function formOf(line: string): Form {
  const updated = readUpdated(line);
  if (updated) return updated;
  if (isChrome(line)) return { kind: 'chrome' };
  if (isTeaser(line)) return { kind: 'teaser' };
  const stamp = readStampLine(line);
  if (stamp) return stamp;
  if (isQuoted(line)) return { kind: 'quote' };
  const byline = bylineForm(line);
  if (byline) return { kind: 'byline', sure: byline === 'explicit' };
  return { kind: isHeading(line) ? 'heading' : 'paragraph' };
}

/** `Stand: 3. Dezember 2025, 14 Uhr`; the word alone stands above the time. */
function readUpdated(line: string): Form | null {
  const word = UPDATED.exec(line)?.[0];
  if (word === undefined) return null;
  const stamp = readStamp(line.slice(word.length, STAMP_MAX_CHARS));
  return stamp || line.length === word.length ? { kind: 'updated', stamp } : null;
}

function readStampLine(line: string): StampLine | null {
  const ticker = TICKER.exec(line)?.[1];
  const text = ticker ?? line.replace(/^\+{2,}\s*/u, '');
  const stamp = readStamp(text.slice(0, STAMP_MAX_CHARS));
  if (!stamp) return readStampAtEnd(text);
  const after = text.slice(stamp.length);
  const separator = /^[\s:|,·•()/–—-]*/u.exec(after)?.[0] ?? '';
  const rest = after.slice(separator.length);
  // a counter behind `vor 2 Tagen`
  const isCounter = stamp.isRelative && /^\d+$/.test(rest);
  if (rest === '' || isCounter || readUpdated(rest)) return { kind: 'stamp', stamp, rest: '', restIs: null };
  const restIs = ticker && stamp.clock ? 'headline' : whatFollows(stamp, separator, rest);
  return restIs && { kind: 'stamp', stamp, rest, restIs };
}

function whatFollows(stamp: Stamp, separator: string, rest: string): StampLine['restIs'] {
  const isSetApart = /[:|·•–—]|\s-\s/u.test(separator);
  if (separator !== '' && bylineForm(rest) !== null && (isSetApart || /,/.test(separator) || !stamp.beginsLikeText))
    return 'byline';
  if (!stamp.clock || (stamp.beginsLikeText && !isSetApart)) return null;
  if (isHeading(rest) && (isSetApart || (stamp.isClear && separator !== ''))) return 'headline';
  return isSetApart ? 'text' : null;
}

/** `Anna Muster, 14:32 Uhr`, `Überschrift (14:32 Uhr)` */
function readStampAtEnd(line: string): StampLine | null {
  if (line.length > STAMP_MAX_CHARS) return null;
  for (const { index, 0: sign } of line.matchAll(/\s*[,|·•([–—-]\s*(?=\S)|\s+(?=\d)/gu)) {
    const stamp = readStamp(line.slice(index));
    if (!stamp || !/^[\s)\]]*$/.test(line.slice(index + stamp.length))) continue;
    const rest = line.slice(0, index);
    if (bylineForm(rest) !== null) return { kind: 'stamp', stamp, rest, restIs: 'byline' };
    if (/[([]/.test(sign) && stamp.clock && isHeading(rest)) return { kind: 'stamp', stamp, rest, restIs: 'headline' };
  }
  return null;
}

/** Short, no sentence's end, and no second sentence in it. */
function isHeading(line: string): boolean {
  if (line.length > HEADING_MAX_CHARS || !/[\p{L}\p{N}]/u.test(line)) return false;
  return !/(?<!\.\.)[.:;,]["“”»]?$/u.test(cutCredit(line).text) && !/\p{Ll}{3}[.!?]\s+\p{Lu}/u.test(line);
}

const isQuoted = (line: string): boolean => QUOTED.test(line);

/** The quoted words without their quotation marks. */
export const unquote = (line: string): string => QUOTED.exec(line)?.[1]?.trim() ?? line;

/** What its author does, below a byline. */
export const isJobAt = (lines: readonly Line[], at: number): boolean =>
  lines[at - 1]?.kind === 'byline' && isJob(lines[at]?.text ?? '');
