import { de, type Texts } from './de.ts';
import { en } from './en.ts';

export type Language = 'de' | 'en';

/** @param locale Discord's, such as `de` or `en-US`; English for all but German. */
export const languageOf = (locale: string): Language => (locale.startsWith('de') ? 'de' : 'en');

export const textsFor = (locale: string): Texts => ({ de, en })[languageOf(locale)];
