import type { DraftEntry } from '../draft.ts';
import type { PartialDay } from '../stamp.ts';
import { type Clock, type Day, dayAfter, lastDayLike, localTime } from '../time.ts';

export interface PastedEntry extends DraftEntry {
  readonly clock: Clock | null;
  /** A date given with the entry, or on a line above it. */
  readonly day: PartialDay | null;
}

/** When the page was changed last; null where it does not say. */
interface PageTime {
  readonly day: Day | null;
  readonly clock: Clock | null;
}

/** Times may stand a little out of order without a day having passed, in minutes. */
const DISORDER_MAX_MINUTES = 120;

/**
 * Joins each entry's time of day with its day: its own, else that of the entries above it, else the page's, one day on
 * when the times pass midnight. A time without any day stays unknown.
 */
export function datedNewestFirst(entries: readonly PastedEntry[], page: PageTime): DraftEntry[] {
  const dated = withYears(entries, page.day);
  const isRising = isAscending(dated);
  // a page that names no day between its entries was changed on the day of the newest one
  const isFromEnd = isRising && !dated.some(({ day }) => day);
  const inOrder = isFromEnd ? dated.toReversed() : dated;
  const drafts = withDays(inOrder, page, isRising && !isFromEnd ? 1 : -1);
  return isRising && !isFromEnd ? drafts.reverse() : drafts;
}

type DatedEntry = PastedEntry & { readonly day: Day | null };

const withYears = (entries: readonly PastedEntry[], now: Day | null): DatedEntry[] =>
  entries.map((entry) => ({ ...entry, day: entry.day && fullDay(entry.day, now) }));

function fullDay({ year, month, day }: PartialDay, now: Day | null): Day | null {
  if (year !== null) return { year, month, day };
  return now && lastDayLike({ month, day }, now);
}

/** @param step 1 where each entry is later than the one before, -1 where it is earlier. */
function withDays(entries: readonly DatedEntry[], page: PageTime, step: 1 | -1): DraftEntry[] {
  let current = page.day;
  let last: Clock | null = null;
  return entries.map(({ clock, day, ...draft }, at) => {
    const passed = clock && last ? step * (minutes(last) - minutes(clock)) : 0;
    // an entry that is kept on top of the page is older than the next one
    const isBelowPinned = at === 1 && clock && page.clock && minutes(clock) <= minutes(page.clock);
    if (day) current = day;
    else if (current && passed > DISORDER_MAX_MINUTES && !isBelowPinned) current = dayAfter(current, step);
    last = clock ?? last;
    return { ...draft, publishedAt: clock && current ? localTime(current, clock) : null };
  });
}

const minutes = ({ hour, minute }: Clock): number => hour * 60 + minute;

function isAscending(entries: readonly DatedEntry[]): boolean {
  let day: Day | null = null;
  const times = entries.flatMap((entry) => {
    day = entry.day ?? day;
    if (entry.clock) return [minutes(entry.clock) + (day ? Date.UTC(day.year, day.month - 1, day.day) / 60_000 : 0)];
    return [];
  });
  const rising = times.filter((time, at) => time > (times[at - 1] ?? time)).length;
  const falling = times.filter((time, at) => time < (times[at - 1] ?? time)).length;
  return rising > falling;
}
