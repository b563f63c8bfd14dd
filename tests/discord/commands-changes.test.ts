import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { renderChanges } from '../../src/discord/render/changes.ts';
import { textsFor } from '../../src/discord/texts/texts.ts';
import { FLAG_EPHEMERAL } from '../../src/playground/model.ts';
import { openDatabase } from '../../src/store/database.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';
import { pressFirst, reply } from '../support/reply.ts';
import { tempFolder } from '../support/temp.ts';

const [BRIDGE, ...OTHERS] = SMALL_CORPUS;
const corrected = (first: string): Entry => ({
  ...entryOf(BRIDGE?.headline ?? '', []),
  body: [{ kind: 'paragraph', text: first }, ...(BRIDGE?.body.slice(1) ?? [])],
});
const FIRST = BRIDGE?.body[0]?.text ?? '';
const UNTIL_SUNDAY = FIRST.replace('Freitag', 'Sonntag');

async function withCorrection() {
  const discord = await standIn();
  const corpus = { entries: SMALL_CORPUS };
  const dataDir = tempFolder();
  const start = () => startTestBot({ discord, corpus, dataDir, backlog: 1 });
  const bot = await start();
  await bot.newsdesk.drained();
  const edit = async (entry: Entry) => {
    corpus.entries = [entry, ...OTHERS];
    await bot.newsdesk.reload({ force: false });
    await bot.newsdesk.drained();
  };
  await edit(corrected(UNTIL_SUNDAY));
  const post = () => {
    const found = discord.messages(discord.channels[0]?.id ?? '')[0];
    if (!found) throw new Error('no post');
    return found;
  };
  return { discord, corpus, dataDir, bot, start, edit, post };
}

describe('the button under a corrected post', () => {
  test('shows old and new by word, to the member who asks alone', async () => {
    const { discord, post } = await withCorrection();
    const { text, flags, interaction } = await pressFirst(discord, discord.reader, post());
    expect(text).toContain('bis ~~Freitag~~ **Sonntag** gesperrt');
    expect(text).toMatch(/^\*Geändert <t:\d+:f>\*$/m);
    expect(text).not.toContain('14 Bäume');
    expect(flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
    expect(interaction).toMatchObject({ memberId: discord.reader.id });
    expect(post().content).toBe('');
  });

  test('works after a restart, in the language of the member', async () => {
    const { discord, bot, start, post } = await withCorrection();
    await bot.stop();
    await start();
    discord.reader.locale = 'en-US';
    const { text } = await pressFirst(discord, discord.reader, post());
    expect(text).toMatch(/^\*Changed <t:\d+:f>\*$/m);
    expect(text).toContain('~~Freitag~~ **Sonntag**');
  });

  test('shows every correction, the newest first', async () => {
    const { discord, edit, post } = await withCorrection();
    await edit(corrected(FIRST.replace('Freitag', 'Montag')));
    const { text } = await pressFirst(discord, discord.reader, post());
    expect(text.indexOf('~~Sonntag~~ **Montag**')).toBeGreaterThan(0);
    expect(text.indexOf('~~Freitag~~ **Sonntag**')).toBeGreaterThan(text.indexOf('~~Sonntag~~ **Montag**'));
  });

  test('says so when nothing is known of the post any more', async () => {
    const { discord, bot, post } = await withCorrection();
    await bot.stop();
    await startTestBot({ discord, corpus: { entries: SMALL_CORPUS }, dataDir: tempFolder() });
    const { text, flags } = await pressFirst(discord, discord.reader, post());
    expect(text).toContain('weiß ich nichts mehr');
    expect(flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
  });
});

test('a button that no version knows is answered', async () => {
  const { discord, post } = await withCorrection();
  Object.assign(post().components[0]?.components[0] ?? {}, { custom_id: 'gibt-es-nicht' });
  const { text, flags } = await pressFirst(discord, discord.reader, post());
  expect(text).toContain('nicht geklappt');
  expect(flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
});

test('a public answer gets a note when what it cites is corrected; a private one is left alone', async () => {
  const { discord, edit } = await withCorrection();
  const channelId = discord.channels[1]?.id ?? '';
  const question = { question: 'Wie lange bleibt die Brücke gesperrt?' };
  const open = await reply(discord, discord.reader, 'ask', question);
  const hidden = await reply(discord, discord.reader, 'ask', { ...question, private: true });
  expect(open.text).toContain('Sonntag');
  await edit(corrected(FIRST.replace('Freitag', 'Montag')));
  const now = (id: string) => discord.messages(channelId).find((each) => each.id === id);
  await expect.poll(() => now(open.id)?.embeds.map(({ title }) => title)).toEqual([open.embeds[0]?.title, 'Nachtrag']);
  expect(now(hidden.id)?.embeds).toHaveLength(1);
});

test('an answer stands also when it cannot be written down', async () => {
  const { discord, bot, dataDir } = await withCorrection();
  const database = openDatabase(join(dataDir, 'liveblog.db'));
  database.exec('DROP TABLE answer_citations');
  database.close();
  const { text } = await reply(discord, discord.reader, 'ask', { question: 'Wie lange bleibt die Brücke gesperrt?' });
  expect(text).toContain('Sonntag');
  await expect.poll(bot.log).toContain('an answer could not be written down');
  expect(discord.messages(discord.channels[1]?.id ?? '').at(-1)?.embeds).toHaveLength(1);
});

describe('what is shown of changes', () => {
  const change = (old: Partial<Entry>, now: Partial<Entry>, locale = 'de') => {
    const version = (entry: Partial<Entry>) => ({
      entry: { ...entryOf('Titel', ['Text.']), ...entry },
      shownAt: '2025-12-04T12:00:00Z',
    });
    const versions = [version(old), version(now)];
    const changes = { channelId: '1', messageId: '2', isWithdrawn: false, versions };
    return renderChanges(changes, textsFor(locale)).description ?? '';
  };
  const body = (...paragraphs: string[]) => ({
    body: paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
  });

  test.each([
    ['the headline', { headline: 'Alt da' }, { headline: 'Neu da' }, '> ~~Alt~~ **Neu** da'],
    ['the authors', { authors: ['Ada'] }, { authors: ['Ada', 'Bo'] }, '> Ada**, Bo**'],
    ['the address', { url: null }, { url: 'https://example.org/a_b' }, '> **<https://example.org/a_b>**'],
    ['text with signs', body('a *b* c'), body('a *d* c'), '> a \\*~~b~~ **d**\\* c'],
    ['a mention', body('Hallo'), body('Hallo @everyone <@1>'), '> Hallo **@\u200Beveryone \\<@1\\>**'],
    [
      'who says a quote',
      { body: [{ kind: 'quote', text: 'Ja', speaker: 'A' } as const] },
      { body: [{ kind: 'quote', text: 'Ja', speaker: 'B' } as const] },
      '> Ja – ~~A~~ **B**',
    ],
  ])('%s', (_, old, now, line) => {
    expect(change(old, now).split('\n')).toContain(line);
  });

  test('of a long paragraph only what stands beside the change', () => {
    const long = (word: string) => `${'Vorher steht viel. '.repeat(40)}Es ist ${word}. ${'Danach auch. '.repeat(40)}`;
    const line = change(body(long('rot')), body(long('blau')));
    expect(line).toMatch(/… .*Es ist ~~rot~~ \*\*blau\*\*\. Danach auch\..* …$/);
    expect(line.length).toBeLessThan(400);
  });

  test('of the longest entries as much as fits, with every mark closed', () => {
    const many = (word: string) =>
      body(...Array.from({ length: 60 }, (_, i) => `${`Satz ${i} *x* ${word}. `.repeat(30)}`));
    const text = change(many('alt'), many('neu'));
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text).toContain('passen hier nicht mehr hin');
    for (const line of text.split('\n')) expect((line.match(/(?<!\\)~~/g) ?? []).length % 2).toBe(0);
  });

  test('nothing, where only what nobody sees has changed', () => {
    expect(change({ source: 'a' }, { source: 'b' })).toContain('derselbe geblieben');
  });

  test('a withdrawal is said first', () => {
    const versions = [{ entry: entryOf('Titel', ['Text.']), shownAt: '2025-12-04T12:00:00Z' }];
    const changes = { channelId: '1', messageId: '2', isWithdrawn: true, versions };
    expect(renderChanges(changes, textsFor('en-GB')).description).toMatch(/^This entry was withdrawn\./);
  });

  describe('of any texts, addresses and signs among them, with every mark closed', () => {
    const words = [
      'Rat',
      '**',
      '~~',
      '_',
      'https://a.example/b_c',
      'https://a.example/(d)',
      '.',
      '…',
      '> ',
      '# ',
      '<@1>',
    ];
    let seed = 11;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const text = () =>
      Array.from({ length: 1 + random(12) }, () => words[random(words.length)]).join(random(2) ? ' ' : '');
    test.each(Array.from({ length: 60 }, () => [text(), text()]))('%j → %j', (old, now) => {
      const lines = change(body(old), body(now)).split('\n').slice(1);
      for (const line of lines) {
        const marks = line.replace(/\\./g, '').match(/\*\*|~~/g) ?? [];
        const bold = marks.filter((each) => each === '**').length;
        expect([bold % 2, (marks.length - bold) % 2], line).toEqual([0, 0]);
        for (const [, address] of line.matchAll(/<(https[^>]*)>/g)) expect(address).not.toMatch(/[*~]/);
      }
    });
  });
});
