import { createHash } from 'node:crypto';
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { type Entry, titleOf } from '../corpus/entry.ts';
import { CHOICE_NAME_MAX, CHOICE_VALUE_MAX, CHOICES_MAX } from './limits.ts';
import { cut } from './render/cut.ts';

/** What stands for an entry in a choice: its id, or a hash of an id that is too long. */
const referenceTo = ({ id }: Entry): string =>
  id.length <= CHOICE_VALUE_MAX ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;

const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').trim();

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** How well a title fits what was typed; 0 for not at all. */
function quality(title: string, typed: string): number {
  if (title.startsWith(typed)) return 5;
  if (wordsOf(title).some((word) => word === typed)) return 4;
  if (wordsOf(title).some((word) => word.startsWith(typed)) || title.includes(` ${typed}`)) return 3;
  if (title.includes(typed)) return 2;
  return typed.split(/\s+/).every((word) => title.includes(word)) ? 1 : 0;
}

/** Entries whose headlines fit, the best first, then the newest; all of them while nothing is typed. */
function fitting(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = fold(typed);
  return entries
    .map((entry) => ({ entry, fit: quality(fold(titleOf(entry)), wanted) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ entry }) => entry);
}

/** At most 25 choices, the entry at a typed position first. @param entries - newest first. */
export function suggestEntries(entries: readonly Entry[], typed: string): ApplicationCommandOptionChoiceData<string>[] {
  const placed = entryAt(entries, typed);
  return [...new Set([...(placed ? [placed] : []), ...fitting(entries, typed)])]
    .slice(0, CHOICES_MAX)
    .map((entry) => ({ name: cut(titleOf(entry), CHOICE_NAME_MAX), value: referenceTo(entry) }));
}

const entryAt = (entries: readonly Entry[], typed: string): Entry | undefined =>
  /^\d{1,5}$/.test(typed.trim()) ? entries[Number(typed) - 1] : undefined;

/** The entry that a choice stands for, or that typed text fits best, or with that position; null for none. */
export function findEntry(entries: readonly Entry[], wanted: string): Entry | null {
  const chosen = entries.find((entry) => referenceTo(entry) === wanted);
  if (chosen || wanted.trim() === '') return chosen ?? null;
  return entryAt(entries, wanted) ?? fitting(entries, wanted)[0] ?? null;
}
