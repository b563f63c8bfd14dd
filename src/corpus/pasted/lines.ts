import { tidy } from '../text.ts';
import { type Clock, type Day, findClock, findDay } from '../time.ts';
import { bylineForm } from './bylines.ts';

/** A line of a pasted page by its form alone; what it means is decided by its neighbours. */
export type Line = {
  readonly text: string;
  /** Line number in the document, from 1. */
  readonly at: number;
  readonly afterBlank: boolean;
} & (
  | { readonly kind: 'chrome' | 'teaser' | 'heading' | 'paragraph' | 'quote' }
  | { readonly kind: 'byline'; readonly sure: boolean }
  /** A time or a date alone on its line; `rest` is a headline or byline that follows on the same line. */
  | { readonly kind: 'time'; readonly clock: Clock | null; readonly day: Day | null; readonly rest: string }
  | { readonly kind: 'updated'; readonly clock: Clock | null; readonly day: Day | null }
);

const HEADING_MAX_CHARS = 160;

const CHROME = [
  /^(?:nach oben|zum seitenanfang|gesamten artikel lesen|artikel lesen|weiterlesen|mehr anzeigen|mehr laden|ältere (?:beiträge|einträge)(?: laden)?|alle einträge|neueste zuerst|back to top|load more|show more|read more)$/i,
  /^(?:teilen|link kopieren|kopieren|drucken|merken|vorlesen|share|e-mail|facebook|twitter|x\.com|whatsapp|threads|bluesky|anzeige|werbung|advertisement|newsletter|inhalt|liveblog|kommentare?|zur startseite|startseite|anmelden|abo|menü|suche)$/i,
  /^\d+\s*(?:kommentare?|comments?|min(?:uten)?\.? lesezeit)?$/i,
  /^vor \d+ (?:sekunden?|minuten?|stunden?|tag(?:en|e)?|wochen?)(?: \d+)?$/i,
  /^(?:©|\(c\)|foto:|bild:|quelle:|photo:|credit:|grafik:)/i,
  /^[-–—_*=•·+\s]+$/,
];
const TEASER = [
  /(?:lesen|hören|sehen|erfahren|finden)\s+sie\b.*:$/i,
  /^(?:mehr (?:dazu|zum thema|informationen|hintergründe)|lesen sie (?:auch|hier|dazu)|alles (?:wichtige )?(?:dazu|zum thema)|zum artikel|siehe auch|read (?:more|also)|weitere informationen)\b.*(?::|hier\.?)$/i,
  /\b(?:hier|here)(?: (?:mehr|weiter))?\s*:$/i,
];
const UPDATED = /^(?:zuletzt )?(?:aktualisiert|stand|letzte(?:s)? (?:aktualisierung|update)|(?:last )?updated)\b/i;
const QUOTED = /^[„“”"»«](.+[.!?…])[“”"«»]$/u;

const CLOCK = String.raw`(?:[01]?\d|2[0-4])[.:][0-5]\d(?:\s*(?:uhr\b|h\b|[ap]\.?m\b\.?))?`;
const DATE = String.raw`(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4})?|\d{1,2}\.?\s+\p{L}{3,9}\.?(?:\s+\d{4})?|\p{L}{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{4}-\d{2}-\d{2})`;
const DAY_NAME = `(?:heute|gestern|today|yesterday|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so|(?:mon|tues|wednes|thurs|fri|satur|sun)day)`;
const TIME_LINE = new RegExp(
  String.raw`^(?:am\s+)?(?:${DAY_NAME}\.?(?:[\s,]+|$))?(?:(?:den\s+)?${DATE}(?:[\s,|–-]+|$))?(?:um\s+)?(?:${CLOCK})?(.*)$`,
  'iu',
);

/** Non-empty lines with their form. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let afterBlank = true;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = tidy(raw).replace(/^\++\s*|\s*\++$/g, '');
    if (line) lines.push({ text: line, at: index + 1, afterBlank, ...formOf(line) } as Line);
    afterBlank = line === '';
  }
  return lines;
}

type Form = Line extends infer L ? (L extends Line ? Omit<L, 'text' | 'at' | 'afterBlank'> : never) : never;

function formOf(line: string): Form {
  if (CHROME.some((pattern) => pattern.test(line))) return { kind: 'chrome' };
  if (UPDATED.test(line) && line.length < 80) return { kind: 'updated', clock: findClock(line), day: findDay(line) };
  if (TEASER.some((pattern) => pattern.test(line))) return { kind: 'teaser' };
  const time = readTimeLine(line);
  if (time) return time;
  if (isQuoted(line)) return { kind: 'quote' };
  const byline = bylineForm(line);
  if (byline) return { kind: 'byline', sure: byline === 'explicit' };
  return { kind: isHeading(line) ? 'heading' : 'paragraph' };
}

function readTimeLine(line: string): Form | null {
  const rest = TIME_LINE.exec(line)?.[1] ?? line;
  const stamp = line.slice(0, line.length - rest.length);
  const clock = findClock(stamp);
  const day = findDay(stamp);
  const clean = rest.replace(/^\s*[:|,–—-]?\s*(?:uhr\b)?\s*[:|,–—-]?\s*/iu, '');
  if (!clock && !day) return null;
  if (!clean) return { kind: 'time', clock, day, rest: '' };
  const separated = /^\s*(?:[:|–—-]\s|,\s|\s)/u.test(rest) && clock !== null;
  return separated && (isHeading(clean) || bylineForm(clean) !== null)
    ? { kind: 'time', clock, day, rest: clean }
    : null;
}

const isHeading = (line: string): boolean =>
  line.length <= HEADING_MAX_CHARS && /[\p{L}\p{N}]/u.test(line) && !/(?<!\.\.)[.:;,]["“”»]?$/u.test(line);

const isQuoted = (line: string): boolean => QUOTED.test(line);

/** The quoted words without their quotation marks. */
export const unquote = (line: string): string => QUOTED.exec(line)?.[1]?.trim() ?? line;
