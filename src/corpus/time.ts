/** Times of texts that name no zone are German times. */
const ZONE = 'Europe/Berlin';

/** Abbreviations that newsrooms put behind a time. */
const ZONES: Readonly<Record<string, string>> = {
  gmt: 'UTC',
  utc: 'UTC',
  bst: 'Etc/GMT-1',
  mez: 'Etc/GMT-1',
  cet: 'Etc/GMT-1',
  mesz: 'Etc/GMT-2',
  cest: 'Etc/GMT-2',
  eet: 'Etc/GMT-2',
  eest: 'Etc/GMT-3',
  msk: 'Etc/GMT-3',
  et: 'America/New_York',
  est: 'Etc/GMT+5',
  edt: 'Etc/GMT+4',
  pt: 'America/Los_Angeles',
  pst: 'Etc/GMT+8',
  pdt: 'Etc/GMT+7',
};

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export interface Clock {
  readonly hour: number;
  readonly minute: number;
  /** IANA name; null where the text names none. */
  readonly zone?: string | null;
}

/** IANA name; null for a word that names no zone. */
export const zoneNamed = (word: string): string | null =>
  Object.hasOwn(ZONES, word.toLowerCase()) ? (ZONES[word.toLowerCase()] ?? null) : null;

const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** `+01:00` or `-05:00`: what clocks in the zone are ahead by at that moment. */
function offsetAt(utcMs: number, zone: string): string {
  const format =
    offsetFormats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  offsetFormats.set(zone, format);
  const name = format.formatToParts(utcMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  // ISO 8601 knows no seconds in an offset, which old local times have
  return name.replace('GMT', '').slice(0, 6) || '+00:00';
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** An earlier date is what some system writes into an empty field (0001-01-01): there were no liveblogs then. */
const YEAR_MIN = 1970;

/** Local time as ISO 8601 with offset, German where the clock names no zone; null for a date that no calendar has. */
export function localTime({ year, month, day }: Day, { hour, minute, zone }: Clock, second = 0): string | null {
  const local = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc) || new Date(asUtc).getUTCDate() !== day || year < YEAR_MIN) return null;
  // one step from the offset an hour before is right on both sides of a change of the clocks
  const guess = offsetAt(asUtc - 3_600_000, zone ?? ZONE);
  return `${local}${offsetAt(Date.parse(local + guess), zone ?? ZONE)}`;
}

const ISO =
  /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * A date in ISO 8601, to the day or finer, as ISO 8601 with offset: German time where it names none, midnight where it
 * names no time. Also what `Date` understands with a zone in it (RFC 2822). Null for anything else.
 */
export function parseIsoTime(text: string): string | null {
  const match = ISO.exec(text.trim());
  if (!match) return /\d{4}\b.{0,40}(?:GMT|UTC|[+-]\d{4})$/.test(text.trim()) ? isoOrNull(Date.parse(text)) : null;
  const [, year, month, day = '01', hour = '0', minute = '0', second = '0', zone] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const local = localTime(date, { hour: Number(hour), minute: Number(minute) }, Number(second));
  if (!local || !zone) return local;
  const offset = /^[zug]/i.test(zone)
    ? '+00:00'
    : zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`);
  const time = local.slice(0, 19) + offset;
  return Number.isNaN(Date.parse(time)) ? null : time;
}

const isoOrNull = (ms: number): string | null =>
  Number.isNaN(ms) ? null : new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');

/** The day on which somebody who reads the page on `now` means a date without its year: the last such day. */
export function lastDayLike(date: Omit<Day, 'year'>, now: Day): Day {
  const isLater = date.month > now.month || (date.month === now.month && date.day > now.day);
  return { ...date, year: isLater ? now.year - 1 : now.year };
}

export const dayAfter = ({ year, month, day }: Day, days: number): Day => {
  const other = new Date(Date.UTC(year, month - 1, day + days));
  return { year: other.getUTCFullYear(), month: other.getUTCMonth() + 1, day: other.getUTCDate() };
};
