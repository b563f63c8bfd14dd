import { isWeekday, monthNamed } from './calendar.ts';
import { type Clock, type Day, zoneNamed } from './time.ts';

/** A date whose year the text leaves out. */
export type PartialDay = Omit<Day, 'year'> & { readonly year: number | null };

/** The time that a line gives: `14:32 Uhr`, `Mittwoch, 3. Dezember 2025`, `Dec. 3, 2025, 2:32 p.m. ET`, `vor 2 Stunden`. */
export interface Stamp {
  readonly clock: Clock | null;
  readonly day: PartialDay | null;
  /** `vor 2 Stunden`: marks an entry, and gives no time that could be trusted later. */
  readonly isRelative: boolean;
  /** Characters that it takes. */
  readonly length: number;
  /** `Um 18 Uhr` begins a sentence as well. */
  readonly beginsLikeText: boolean;
  /** `14.32` may be a number, `14:32` and `14.32 Uhr` are times. */
  readonly isClear: boolean;
}

const AGO = String.raw`(?:vor|il y a|hace)\s+(?:\d+|einer?|une?)\s*\p{L}+\.?(?!\p{L})|\d+\s*\p{L}+\s+(?:ago|тому|назад)(?!\p{L})|just now|gerade eben`;
const GLUE = /[\s,|·•()[\]/–—-]+/uy;
const FILLER =
  /(?:um|am|den|dem|der|at|on|le|à|às|a las|о|об|w dniu|alle ore|ore|kl\.?|godz\.?|published|posted|gepostet|veröffentlicht|publié|uhr)(?![\p{L}\d])[:\s]*/iuy;
const WORD = /\p{L}[\p{L}’']*\.?/uy;
const TOKENS: readonly (readonly [pattern: RegExp, read: (match: RegExpExecArray) => Found | null])[] = [
  [new RegExp(AGO, 'iuy'), () => ({ isRelative: true })],
  [/(\d{4})-(\d{2})-(\d{2})(?:T(?=\d))?/y, ([, year, month, day]) => dayOf(day, month, year)],
  [/(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?![\d:.]))?/y, ([, day, month, year]) => dayOf(day, month, year)],
  [/(\d{1,2})\/(\d{1,2})\/(\d{4})/y, ([, day, month, year]) => slashedDay(day, month, year)],
  [
    /(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?(\p{L}{3,})\.?(?:,?\s+(?:de\s+)?(\d{4})(?!\d))?/uy,
    ([, day, month, year]) => dayOf(day, monthNamed(month ?? ''), year),
  ],
  [
    /(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s+(\d{4})(?!\d))?/uy,
    ([, month, day, year]) => dayOf(day, monthNamed(month ?? ''), year),
  ],
  [
    /([01]?\d|2[0-4])([:.h])([0-5]\d)(?::[0-5]\d)?(?![\d%€$])(?:\s*(uhr|h|[ap]\.?\s?m\.?)(?!\p{L}))?/iuy,
    ([, hour, sign, minute, half]) => clockOf(hour, minute, half, sign === ':' || half !== undefined),
  ],
  [/([01]?\d|2[0-4])\s*(uhr|[ap]\.?\s?m\.?)(?!\p{L})/iuy, ([, hour, half]) => clockOf(hour, '0', half, true)],
];

type Found = {
  readonly clock?: Clock;
  readonly day?: PartialDay;
  readonly isRelative?: true;
  readonly isClear?: boolean;
};

/** The stamp at the beginning of a text; null where it begins otherwise. */
export function readStamp(text: string): Stamp | null {
  let found: Found = {};
  let end = 0;
  for (let at = skip(text, 0); at < text.length; at = skip(text, at)) {
    const token = readToken(text, at, found);
    if (!token) break;
    found = { ...found, ...token.found };
    at = token.end;
    end = at;
  }
  const { clock = null, day = null, isRelative = false, isClear = true } = found;
  if (!clock && !day && !isRelative) return null;
  return { clock, day, isRelative, length: end, beginsLikeText: /^\p{L}/u.test(text), isClear };
}

function skip(text: string, from: number): number {
  let at = from;
  for (const pattern of [GLUE, FILLER, GLUE, FILLER]) at = matchAt(pattern, text, at) ?? at;
  return at;
}

function matchAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function readToken(text: string, at: number, before: Found): { found: Found; end: number } | null {
  for (const [pattern, read] of TOKENS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const found = match && read(match);
    if (found && !(found.clock && before.clock) && !(found.day && before.day)) return { found, end: pattern.lastIndex };
  }
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0] ?? '';
  if (isWeekday(word) && /^[\s,.|]*(?:\d|$|um\b|at\b|à\s)|^[\s,]+\p{L}+\.?\s+\d/iu.test(text.slice(at + word.length))) {
    return { found: {}, end: at + word.length };
  }
  const zone = before.clock && zoneNamed(word);
  return zone ? { found: { clock: { ...before.clock, zone }, isClear: true }, end: at + word.length } : null;
}

function dayOf(day?: string, month?: string | number | null, year?: string): Found | null {
  const date = { day: Number(day), month: Number(month), year: year ? Number(year.padStart(4, '20')) : null };
  return date.day >= 1 && date.day <= 31 && date.month >= 1 && date.month <= 12 ? { day: date } : null;
}

/** `12/03/2025` is in December for some and in March for others: then the day stays open. */
function slashedDay(first?: string, second?: string, year?: string): Found | null {
  if (first === second || Number(first) > 12) return dayOf(first, second, year);
  return Number(second) > 12 ? dayOf(second, first, year) : {};
}

function clockOf(hour?: string, minute?: string, unit?: string, isClear?: boolean): Found {
  const half = /^[ap]/i.exec(unit ?? '')?.[0]?.toLowerCase();
  const hours = (Number(hour) % (half ? 12 : 24)) + (half === 'p' ? 12 : 0);
  return { clock: { hour: hours, minute: Number(minute) }, isClear: isClear ?? false };
}
