import type { Entry } from '../corpus/entry.ts';
import { isStopWord, type Language, words } from '../search/language.ts';
import { rememberFor } from '../search/memo.ts';
import { soundKey } from '../search/sounds.ts';
import { fold } from '../search/terms.ts';
import * as ask from './listing-words.ts';

/** A question about the liveblog itself: its newest or oldest entries, those of a day, those of an author. */
export interface Listing {
  /** Indices of the entries that it is about, in the order to show them. */
  readonly entries: readonly number[];
  /** What is asked about these entries; null where they answer by being what they are. */
  readonly topic: string | null;
  readonly prefersNewest: boolean;
  /** How many entries to show at most. */
  readonly count: number;
  /** Where in an entry to begin, if not at its first sentence. */
  readonly begin?: RegExp;
}

const COUNT = 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Every question asks for them, of the same entries. */
const localTimesOf = rememberFor((entries: readonly Entry[]) =>
  entries.map(({ publishedAt }) => (publishedAt ? localTimeOf(publishedAt) : null)),
);
const authorsOf = rememberFor((entries: readonly Entry[]) => [...new Set(entries.flatMap(({ authors }) => authors))]);

/** Pure; null for a question that is about what the entries say. @param entries newest first. */
export function readListing(question: string, language: Language, entries: readonly Entry[]): Listing | null {
  if (entries.length === 0) return null;
  return (
    byAuthor(question, language, entries) ??
    byOrder(question, language, entries) ??
    byTime(question, language, entries) ??
    bare(question, language, entries)
  );
}

const cut = (text: string, ...patterns: readonly RegExp[]): string =>
  patterns.reduce((rest, pattern) => rest.replace(pattern, ' '), text);
const matches = (text: string, pattern: RegExp): boolean => text.search(pattern) >= 0;

/** What is left of a question when the words that ask for entries are gone; null where nothing with a meaning is. */
function topicOf(rest: string, language: Language): string | null {
  const content = words(cut(rest, ask.GENERIC)).filter((word) => !isStopWord(word, language));
  return content.length > 0 ? rest.replace(/\s+/g, ' ').trim() : null;
}

function byOrder(question: string, language: Language, entries: readonly Entry[]): Listing | null {
  if (matches(question, ask.OLDEST)) {
    const topic = topicOf(cut(question, ask.OLDEST), language);
    const newest = newestFirst(question, topic, entries);
    return topic === null ? { ...newest, entries: newest.entries.toReversed(), prefersNewest: false } : null;
  }
  if (!matches(question, ask.NEWEST)) return null;
  return newestFirst(question, topicOf(cut(question, ask.NEWEST), language), entries);
}

/** Asks for entries and says nothing about which. */
const bare = (question: string, language: Language, entries: readonly Entry[]): Listing | null =>
  topicOf(question, language) === null && matches(question, ask.GENERIC) ? newestFirst(question, null, entries) : null;

const newestFirst = (question: string, topic: string | null, entries: readonly Entry[]): Listing => ({
  entries: entries.map((_, at) => at),
  topic,
  prefersNewest: true,
  count: matches(question, ask.SINGULAR) ? 1 : COUNT,
});

/** By the entries' own times; where they have none, all of them are as new as the liveblog. */
function byTime(question: string, language: Language, entries: readonly Entry[]): Listing | null {
  const times = localTimesOf(entries);
  const asked = windowOf(question, Math.max(...times.map((time) => time ?? 0)));
  if (!asked) return null;
  const topic = topicOf(cut(question, asked.pattern), language);
  const areTimed = times.every((time) => time !== null);
  if (!areTimed && topic === null && asked.weekday) return byMention(asked.weekday, entries);
  if (!areTimed && (topic !== null || !asked.endsNow)) return null;
  const within = (time: number | null) => time === null || (time >= asked.from && time < asked.to);
  const found = times.flatMap((time, at) => (within(time) ? [at] : []));
  return found.length > 0 ? { entries: found, topic, prefersNewest: true, count: COUNT } : null;
}

/** Where entries have no times, those that name the day. */
function byMention(day: RegExp, entries: readonly Entry[]): Listing | null {
  const names = ({ headline, body }: Entry) =>
    [headline, ...body.map(({ text }) => text)].some((text) => day.test(text));
  const found = entries.flatMap((entry, at) => (names(entry) ? [at] : []));
  return found.length > 0 ? { entries: found, topic: null, prefersNewest: true, count: COUNT, begin: day } : null;
}

/** Milliseconds of the clock on the wall where the entry was written: its days begin there. */
const localTimeOf = (iso: string): number => Date.parse(`${iso.slice(0, 16)}Z`);

interface Window {
  readonly pattern: RegExp;
  readonly from: number;
  readonly to: number;
  /** Whether it reaches to the newest entry. */
  readonly endsNow: boolean;
  /** Finds the day's name in an entry, where the question names one. */
  readonly weekday?: RegExp;
}

/** @param newest the newest entry's time, which is what a liveblog calls now. */
function windowOf(question: string, newest: number): Window | null {
  const today = Math.floor(newest / DAY_MS) * DAY_MS;
  const since = (pattern: RegExp, from: number) => ({ pattern, from, to: Number.POSITIVE_INFINITY, endsNow: true });
  if (matches(question, ask.SINCE_YESTERDAY)) return since(ask.SINCE_YESTERDAY, today - DAY_MS);
  if (matches(question, ask.TODAY)) return since(ask.TODAY, today);
  if (matches(question, ask.LAST_HOURS)) {
    const hours = Number(/\d+/.exec(question)?.[0] ?? 1);
    return since(ask.LAST_HOURS, newest - hours * HOUR_MS);
  }
  if (matches(question, ask.YESTERDAY))
    return { pattern: ask.YESTERDAY, from: today - DAY_MS, to: today, endsNow: false };
  const weekday = ask.WEEKDAYS.findIndex((pattern) => matches(question, pattern));
  const pattern = ask.WEEKDAYS[weekday];
  if (!pattern) return null;
  const from = today - ((new Date(today).getUTCDay() - weekday + 7) % 7) * DAY_MS;
  const day = ask.WEEKDAY_NAMES[weekday];
  return { pattern, from, to: from + DAY_MS, endsNow: false, ...(day && { weekday: day }) };
}

function byAuthor(question: string, language: Language, entries: readonly Entry[]): Listing | null {
  const asked = words(question);
  const isAsked = (name: string) => asked.some((word) => fold(word) === fold(name) || soundsAlike(word, name));
  const names = authorsOf(entries).filter((author) => words(author).every(isAsked));
  if (names.length === 0) return null;
  const own = new Set(names.flatMap((name) => words(name)));
  const isName = (word: string) => [...own].some((name) => fold(word) === fold(name) || soundsAlike(word, name));
  const rest = question
    .split(/\s+/)
    .filter((chunk) => !words(chunk).some(isName))
    .join(' ');
  const topic = topicOf(cut(rest, ask.WRITING), language);
  if (topic !== null && !matches(question, ask.WRITING)) return null;
  const found = entries.flatMap(({ authors }, at) => (authors.some((author) => names.includes(author)) ? [at] : []));
  return { entries: found, topic, prefersNewest: false, count: COUNT };
}

function soundsAlike(a: string, b: string): boolean {
  const key = soundKey(a);
  return key !== null && key === soundKey(b);
}
