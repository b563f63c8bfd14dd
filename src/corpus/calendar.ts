/** Names of months and days as people write them in the languages of the pages that are pasted most. */
const LANGUAGES = ['de', 'de-AT', 'en', 'en-GB', 'fr', 'it', 'es', 'nl', 'pl', 'uk', 'ru'];

/** What German newsrooms write and no standard lists. */
const OTHER_MONTHS: readonly (readonly [name: string, month: number])[] = [
  ['mär', 3],
  ['mrz', 3],
  ['sept', 9],
];
const OTHER_WEEKDAYS = ['sonnabend', 'heute', 'gestern', 'today', 'yesterday', 'aujourd’hui', "aujourd'hui"];

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function namesOf(part: 'month' | 'weekday', date: Date): string[] {
  return LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((length) => {
      const options = { [part]: length, timeZone: 'UTC' } as const;
      // Slavic languages name a month otherwise when it stands with a day
      return [options, { ...options, day: 'numeric' as const }].map((each) =>
        plain(
          new Intl.DateTimeFormat(language, each).formatToParts(date).find(({ type }) => type === part)?.value ?? '',
        ),
      );
    }),
  ).filter((name) => /^\p{L}+$/u.test(name));
}

const MONTHS: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 12 }, (_, at) =>
    namesOf('month', new Date(Date.UTC(2025, at, 1))).map((name) => [name, at + 1] as const),
  ).flat(),
  ...OTHER_MONTHS,
]);

const WEEKDAYS: ReadonlySet<string> = new Set([
  ...Array.from({ length: 7 }, (_, at) => namesOf('weekday', new Date(Date.UTC(2025, 5, 1 + at)))).flat(),
  ...OTHER_WEEKDAYS,
]);

/** 1 to 12; null for a word that names no month. */
export const monthNamed = (word: string): number | null => MONTHS.get(plain(word)) ?? null;

/** Also `heute` and `yesterday`. */
export const isWeekday = (word: string): boolean => WEEKDAYS.has(plain(word));
