import { de, type Texts } from './de.ts';
import { en } from './en.ts';

/** @param locale Discord's, such as `de` or `en-US`; English for all but German. */
export const textsFor = (locale: string): Texts => (locale.startsWith('de') ? de : en);
