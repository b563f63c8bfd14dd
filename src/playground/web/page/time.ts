import { h } from './dom.ts';

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** As Discord shows `<t:…:R>`. */
export function relativeTime(ms: number, nowMs: number, locale: string): string {
  const seconds = Math.round((ms - nowMs) / 1_000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / length), unit);
}

export const formatTime = (ms: number, style: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f).format(ms);

/** Beyond what a calendar holds, Discord shows the same. */
const isDate = (ms: number): boolean => Math.abs(ms) <= 8_640_000_000_000_000;

export function timeNode(ms: number, style: string, locale: string): HTMLTimeElement {
  if (!isDate(ms)) return h('time', {}, 'Invalid Date');
  const node = h('time', { datetime: new Date(ms).toISOString(), title: formatTime(ms, 'F', locale), class: 'stamp' });
  node.textContent = style === 'R' ? relativeTime(ms, Date.now(), locale) : formatTime(ms, style, locale);
  if (style === 'R') node.dataset.locale = locale;
  return node;
}

const REFRESH_EVERY_MS = 10_000;

/** Keeps "2 minutes ago" true while it is on the screen. */
export function keepTimesTrue(): void {
  setInterval(() => {
    for (const node of document.querySelectorAll<HTMLTimeElement>('time[data-locale]'))
      node.textContent = relativeTime(Date.parse(node.dateTime), Date.now(), node.dataset.locale ?? 'en');
  }, REFRESH_EVERY_MS);
}

/** Beside a message: the time alone today, else with the day. */
export function messageTime(iso: string, locale: string): string {
  const ms = Date.parse(iso);
  const isToday = new Date(ms).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(isToday ? {} : { dateStyle: 'short' }),
    timeStyle: 'short',
  }).format(ms);
}
