/** Times of texts that name no zone are German times. */
const ZONE = 'Europe/Berlin';

const MONTHS = [
  ['januar', 'jan', 'january', 'jänner'],
  ['februar', 'feb', 'february'],
  ['märz', 'mär', 'mrz', 'march', 'mar'],
  ['april', 'apr'],
  ['mai', 'may'],
  ['juni', 'jun', 'june'],
  ['juli', 'jul', 'july'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt', 'october', 'oct'],
  ['november', 'nov'],
  ['dezember', 'dez', 'december', 'dec'],
];

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export interface Clock {
  readonly hour: number;
  readonly minute: number;
}

const offsetFormat = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, timeZoneName: 'longOffset' });

/** `+01:00` or `+02:00`: what clocks in Germany are ahead by at that moment. */
function offsetAt(utcMs: number): string {
  const name = offsetFormat.formatToParts(utcMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', '') || '+00:00';
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** German local time as ISO 8601 with offset; null for a date that no calendar has. */
export function localTime({ year, month, day }: Day, { hour, minute }: Clock, second = 0): string | null {
  const local = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc) || new Date(asUtc).getUTCDate() !== day) return null;
  // one step from the offset an hour before is right on both sides of a change of the clocks
  const guess = offsetAt(asUtc - 3_600_000);
  return `${local}${offsetAt(Date.parse(local + guess))}`;
}

const ISO =
  /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * A date in ISO 8601, to the day or finer, as ISO 8601 with offset: German time where it names none, midnight where it
 * names no time. Also what `Date` understands with a zone in it (RFC 2822). Null for anything else.
 */
export function parseIsoTime(text: string): string | null {
  const match = ISO.exec(text.trim());
  if (!match) return /\d{4}.*(?:GMT|UTC|[+-]\d{4})$/.test(text.trim()) ? isoOrNull(Date.parse(text)) : null;
  const [, year, month, day = '01', hour = '0', minute = '0', second = '0', zone] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const local = localTime(date, { hour: Number(hour), minute: Number(minute) }, Number(second));
  if (!local || !zone) return local;
  const offset =
    zone.toUpperCase() === 'Z' ? '+00:00' : zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`);
  const time = local.slice(0, 19) + offset;
  return Number.isNaN(Date.parse(time)) ? null : time;
}

const isoOrNull = (ms: number): string | null =>
  Number.isNaN(ms) ? null : new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');

/** The first date in a text: `4. Dezember 2025`, `04.12.2025`, `December 4, 2025`, `2025-12-04`. */
export function findDay(text: string): Day | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const digits = /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b/.exec(text);
  if (digits) return { year: Number(digits[3]), month: Number(digits[2]), day: Number(digits[1]) };
  const named = /\b(\d{1,2})(?:\.|st|nd|rd|th)?\s+(\p{L}+)\.?\s+(\d{4})\b/u.exec(text);
  if (named) return namedDay(named[1], named[2], named[3]);
  const english = /(?<!\p{L})(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/u.exec(text);
  return english ? namedDay(english[2], english[1], english[3]) : null;
}

function namedDay(day?: string, name?: string, year?: string): Day | null {
  const month = MONTHS.findIndex((names) => names.includes(name?.toLowerCase() ?? '')) + 1;
  return month > 0 ? { year: Number(year), month, day: Number(day) } : null;
}

const CLOCK = /(?<![\d.:,])([01]?\d|2[0-4])[.:]([0-5]\d)(?![\d.:]?\d)\s*(uhr|h\b|[ap]\.?m\b\.?)?/i;

/** The first time of day in a text: `14:32`, `14.32 Uhr`, `2:32 p.m.`. */
export function findClock(text: string): Clock | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const half = match[3]?.[0]?.toLowerCase();
  const hour = Number(match[1]) % (half === 'a' || half === 'p' ? 12 : 24);
  return { hour: hour + (half === 'p' ? 12 : 0), minute: Number(match[2]) };
}

export const previousDay = ({ year, month, day }: Day): Day => {
  const before = new Date(Date.UTC(year, month - 1, day - 1));
  return { year: before.getUTCFullYear(), month: before.getUTCMonth() + 1, day: before.getUTCDate() };
};
