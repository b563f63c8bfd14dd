import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { renderAnswer } from '../../src/discord/render/answer.ts';
import { cut, cutAtSentence } from '../../src/discord/render/cut.ts';
import { renderEntry } from '../../src/discord/render/entry.ts';
import { escapeText, escapeWithBold } from '../../src/discord/render/escape.ts';
import { renderLatest, renderReload } from '../../src/discord/render/lists.ts';
import { renderStatus } from '../../src/discord/render/status.ts';
import { de } from '../../src/discord/texts/de.ts';
import { en } from '../../src/discord/texts/en.ts';
import { check, messageBody } from '../../src/playground/limits.ts';
import { entryOf } from '../support/entries.ts';

describe('text is shown letter by letter', () => {
  test.each([
    [
      '**fett** _kursiv_ ~~weg~~ `code` ||geheim||',
      '\\*\\*fett\\*\\* \\_kursiv\\_ \\~\\~weg\\~\\~ \\`code\\` \\|\\|geheim\\|\\|',
    ],
    ['<@123> <#1> <t:1:R> <:a:1>', '\\<@123\\> \\<#1\\> \\<t:1:R\\> \\<:a:1\\>'],
    ['@everyone und @here', '@\u200Beveryone und @\u200Bhere'],
    ['Zeit :smile: hier', 'Zeit :\u200Bsmile: hier'],
    ['kaputt \uD83D hier', 'kaputt hier'],
    ['# Titel', '\\# Titel'],
    ['- Punkt', '\\- Punkt'],
    ['-# klein', '\\-# klein'],
    ['> Zitat', '\\> Zitat'],
    ['4. Dezember', '4\\. Dezember'],
    ['[Text](https://example.org/a)', '\\[Text\\](<https://example.org/a)>'],
    ['siehe https://example.org/a_b_c?d=*e* dort', 'siehe <https://example.org/a_b_c?d=*e*> dort'],
    ['EU-Plan, z. B. 3:0 – 50 % #1', 'EU-Plan, z. B. 3:0 – 50 % #1'],
    ['a\u202eb\u0000c\nd', 'a b c d'],
  ])('%j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  test('with matches in bold', () => {
    expect(escapeWithBold('Das *Defizit* beträgt', [{ start: 5, end: 12 }])).toBe('Das \\***Defizit**\\* beträgt');
    expect(escapeWithBold('# Defizit', [{ start: 2, end: 9 }])).toBe('\\# **Defizit**');
    expect(escapeWithBold('https://example.org/defizit', [{ start: 20, end: 27 }])).toBe(
      '<https://example.org/defizit>',
    );
  });
});

describe('cutting', () => {
  test.each([
    ['kurz', 10, 'kurz'],
    ['eins zwei drei', 11, 'eins zwei …'],
    ['🇩🇪'.repeat(5), 9, '🇩🇪🇩 …'],
    ['👍👍👍', 4, '👍 …'],
    ['x', 0, ''],
  ])('%j to %i', (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  test('at a sentence’s end where that keeps half of the room', () => {
    expect(cutAtSentence('Der erste Satz. Der zweite Satz ist länger.', 30)).toBe('Der erste Satz. …');
    expect(cutAtSentence('Kurz. Ein viel längerer zweiter Satz ohne Ende', 40)).toBe(
      'Kurz. Ein viel längerer zweiter Satz …',
    );
  });
});

/** A fixed pseudo-random sequence (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SNIPPETS = [
  'Wort ',
  '**',
  '_',
  '`',
  '||',
  '<@1>',
  '@everyone ',
  'https://example.org/a_(b) ',
  '👩‍👩‍👧',
  '🇩🇪',
  '\n',
  '\u202e',
  '> ',
  '# ',
  '. ',
  '\\',
  '\u0000',
  'سلام ',
  '[x](y)',
  '\uD83D',
  'äöü ',
];

function wildText(next: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += SNIPPETS[Math.floor(next() * SNIPPETS.length)] ?? '';
  return text;
}

function wildEntry(next: () => number): Entry {
  const text = (most: number) => wildText(next, Math.floor(next() * most));
  return entryOf(text(600), [text(3_000), text(5_000), text(2_000)], {
    authors: Array.from({ length: Math.floor(next() * 40) }, () => text(80)),
    body: [
      { kind: 'paragraph', text: text(5_000) },
      { kind: 'quote', text: text(4_000), speaker: text(500) },
      { kind: 'paragraph', text: text(3_000) },
    ],
    publishedAt: next() > 0.5 ? '2025-12-04T14:32:00+01:00' : null,
    url: next() > 0.5 ? `https://example.org/${'x(y)'.repeat(Math.floor(next() * 300))}` : null,
  });
}

describe.each([
  ['German', de],
  ['English', en],
])('whatever entries hold, in %s', (_, texts) => {
  test('every message stays within Discord’s limits and pings nobody', () => {
    const next = random(42);
    for (let round = 0; round < 60; round++) {
      const entries = Array.from({ length: 10 }, () => wildEntry(next));
      const [first = entryOf('x', []), second = first, third = first] = entries;
      const citation = (entry: Entry, position: number) => {
        const text = wildText(next, 260);
        const matches = [...text.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => ({
          start: index,
          end: index + word.length,
        }));
        return { entry, position, excerpt: { text, matches }, score: 0.5 };
      };
      const answer: Answer = {
        ...{
          question: wildText(next, 2_000),
          mode: 'lexical',
          edition: 1,
          timings: { embedMs: 0, searchMs: 0, totalMs: 0 },
        },
        ...{ status: 'uncertain', citations: [citation(first, 1), citation(second, 2), citation(third, 3)] },
      };
      const problems = entries.map(({ headline }) => ({
        source: headline,
        place: null,
        reason: headline,
        severity: 'error' as const,
      }));
      const changes = { added: entries, changed: entries, removed: entries };
      const engine = {
        mode: 'lexical' as const,
        model: first.headline,
        modelError: second.headline,
        building: { done: 1, total: 2 },
      };
      const channels = [
        {
          ...{
            channelId: '1100000000000000101',
            subscription: null,
            lastPostAt: null,
            putOffUntil: null,
            lastError: null,
          },
          ...{ waiting: { posts: 3, edits: 1, notes: 1, crossposts: 1 }, refused: 1 },
          fault: {
            ...{ channelId: '1100000000000000101', since: '2025-12-04T14:32:00.000Z', reason: third.headline },
            ...{ remedy: 'wait' as const, attempts: 1, nextTryAt: '2025-12-04T14:33:00.000Z', toldAt: null },
          },
        },
      ];
      const reload = { outcome: 'kept', reason: 'shrunk', entries: 3, lost: 2, problems } as const;
      const lastReload = { at: '2025-12-04T14:32:00.000Z', reload };
      for (const embed of [
        ...entries.map((entry) => renderEntry(entry, texts)),
        renderAnswer(answer, '2025-12-04T14:32:00.000Z', texts),
        renderLatest(entries, texts),
        renderReload({ outcome: 'swapped', changes, problems }, texts),
        renderReload(reload, texts),
        renderStatus({ edition: null, engine, channels, lastReload, isForModerators: true }, texts),
      ]) {
        check(messageBody, { embeds: [embed] });
        const shown = JSON.stringify([embed.title, embed.description]);
        expect(shown).not.toMatch(/@everyone|(?<!\\\\)<@/);
        expect(`${embed.title}${embed.description}`).not.toMatch(/\p{Cs}/u);
      }
    }
  });
});
