import type { DraftEntry } from '../draft.ts';
import { type Clock, type Day, localTime, previousDay } from '../time.ts';

export interface PastedEntry extends DraftEntry {
  readonly clock: Clock | null;
  /** A date given with the entry, or on a line between the entries above it. */
  readonly day: Day | null;
}

/** Times may stand a little out of order without a day having passed, in minutes. */
const DISORDER_MAX_MINUTES = 120;

/**
 * Joins each entry's time of day with its day: the page's, counted back when the times rise on the way down.
 * @param day of the page; null leaves times unknown unless an entry names its own day.
 */
export function datedNewestFirst(entries: readonly PastedEntry[], day: Day | null): DraftEntry[] {
  const newestFirst = isAscending(entries) ? [...entries].reverse() : entries;
  let current = day;
  let last: Clock | null = null;
  return newestFirst.map(({ clock, day: own, ...draft }) => {
    if (own) current = own;
    else if (clock && last && current && minutes(clock) > minutes(last) + DISORDER_MAX_MINUTES)
      current = previousDay(current);
    last = clock ?? last;
    return { ...draft, publishedAt: clock && current ? localTime(current, clock) : null };
  });
}

const minutes = ({ hour, minute }: Clock): number => hour * 60 + minute;

function isAscending(entries: readonly PastedEntry[]): boolean {
  const times = entries.flatMap(({ clock, day }) => (clock ? [minutes(clock) + (day ? day.day * 1440 : 0)] : []));
  const rising = times.filter((time, at) => time > (times[at - 1] ?? time)).length;
  const falling = times.filter((time, at) => time < (times[at - 1] ?? time)).length;
  return rising > falling;
}
