import { expect, test } from 'vitest';
import { FLAG_EPHEMERAL } from '../../src/playground/model.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';
import { reply } from '../support/reply.ts';
import { tempFolder } from '../support/temp.ts';

async function setUp(entries = SMALL_CORPUS) {
  const discord = await standIn();
  const corpus = { entries };
  const bot = await startTestBot({ discord, corpus, dataDir: tempFolder() });
  return { discord, corpus, bot };
}

test('/ask answers with the headline, the excerpt as a quote with matches in bold, and the entry’s place', async () => {
  const { discord } = await setUp();
  const { text, flags } = await reply(discord, discord.reader, 'ask', { question: 'Wie hoch ist das Defizit?' });
  expect(text).toContain('Wie hoch ist das Defizit?');
  expect(text).toContain('**Stadtrat beschließt Haushalt**');
  expect(text).toMatch(/^> .*Das \*\*Defizit\*\* beträgt 18 Millionen Euro/m);
  expect(text).toContain('Eintrag 2');
  expect(text).toContain('Stand');
  expect(flags & FLAG_EPHEMERAL).toBe(0);
});

test('/ask says so when it finds nothing, in the member’s language, and can be private', async () => {
  const { discord } = await setUp();
  const german = await reply(discord, discord.reader, 'ask', { question: 'Wer gewann die Bundesliga?', private: true });
  expect(german.text).toContain('nichts gefunden');
  expect(german.flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
  const english = await reply(discord, discord.reader, 'ask', { question: 'Wer gewann die Bundesliga?' }, 'en-US');
  expect(english.text).toContain('I found nothing');
});

test.each([
  '@everyone <@1100000000000000011> Defizit',
  '**Defizit** `x` ||y|| <t:1:R>',
  '> # Defizit',
  '[Defizit](https://example.org/a_b_c)',
])('a question such as %j pings nobody and breaks nothing', async (question) => {
  const { discord } = await setUp();
  const { text, pinged } = await reply(discord, discord.reader, 'ask', { question });
  expect(pinged.size).toBe(0);
  expect(text).toContain('Defizit');
  expect(text.split('\n')[1]).not.toMatch(/^[>#*]|(?<!\\)\*\*|(?<!\\)<[@t]|(?<!\\)\|\|/);
});

test('/latest shows as many entries as asked for, newest first', async () => {
  const { discord } = await setUp();
  const { text } = await reply(discord, discord.reader, 'latest', { count: 2 });
  expect(text).toContain('Die 2 neuesten Einträge');
  expect(text.indexOf('Brücke nach Sturm')).toBeLessThan(text.indexOf('Stadtrat beschließt'));
  expect(text).not.toContain('Museum');
});

test('/latest of an empty liveblog says that there is nothing', async () => {
  const { discord } = await setUp([]);
  expect((await reply(discord, discord.reader, 'latest', {}, 'en-US')).text).toContain('no entries yet');
});

test('/entry completes headlines and shows the chosen entry in full', async () => {
  const { discord } = await setUp();
  const channelId = discord.channels[1]?.id ?? '';
  const all = await discord.complete(discord.reader, channelId, 'entry', 'headline', '').choices;
  expect(all.map(({ name }) => name)).toEqual(SMALL_CORPUS.map(({ headline }) => headline));
  const [placed] = await discord.complete(discord.reader, channelId, 'entry', 'headline', '2').choices;
  expect(placed?.name).toBe(SMALL_CORPUS[1]?.headline);
  const [choice] = await discord.complete(discord.reader, channelId, 'entry', 'headline', 'osterreich').choices;
  expect(choice?.name).toBe('Museum zeigt Bilder aus Österreich');
  const { text } = await reply(discord, discord.reader, 'entry', { headline: choice?.value ?? '' });
  expect(text).toContain('eröffnet am Samstag eine Ausstellung');
});

test.each([
  ['stadtrat', 'Stadtrat beschließt Haushalt'],
  ['3', 'Museum zeigt Bilder aus Österreich'],
  ['gibt es nicht @everyone', 'gibt es nicht'],
])('/entry takes text that is not in the list: %j', async (headline, expected) => {
  const { discord } = await setUp();
  const { text, pinged } = await reply(discord, discord.reader, 'entry', { headline });
  expect(text).toContain(expected);
  expect(pinged.size).toBe(0);
});

test('/entry shows an entry of any length within Discord’s limits', async () => {
  const long = 'Ein Satz mit *Zeichen*, <@1> und 🇩🇪 am Ende. '.repeat(800);
  const { discord } = await setUp([
    entryOf('Überschrift '.repeat(60), [long, long], { url: 'https://example.org/x_(y)' }),
  ]);
  const { embeds } = await reply(discord, discord.reader, 'entry', { headline: '1' });
  expect(embeds[0]?.description?.length).toBeGreaterThan(3_000);
  expect(embeds[0]?.description).toContain('Gekürzt – [ganzer Eintrag](https://example.org/x_%28y%29)');
});

test('/reload is for moderators, and tells what was added, changed and removed', async () => {
  const { discord, corpus } = await setUp();
  expect(() => discord.run(discord.reader, discord.channels[1]?.id ?? '', 'reload')).toThrow(/may not use/);
  const [first, ...others] = SMALL_CORPUS;
  corpus.entries = [
    entryOf('Ganz neu', ['Ein neuer Eintrag.']),
    entryOf(first?.headline ?? '', ['Anders.']),
    ...others,
  ];
  const { text, flags } = await reply(discord, discord.moderator, 'reload');
  expect(text).toContain('**Neu: 1**\n- Ganz neu');
  expect(text).toContain('**Geändert: 1**\n- Brücke nach Sturm gesperrt');
  expect(flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
  expect((await reply(discord, discord.moderator, 'reload')).text).toContain('nichts geändert');
});

test('/reload keeps the old edition when most entries are gone, unless it is forced', async () => {
  const { discord, corpus } = await setUp();
  corpus.entries = SMALL_CORPUS.slice(0, 1);
  const kept = await reply(discord, discord.moderator, 'reload');
  expect(kept.text).toContain('Mehr als die Hälfte');
  expect(kept.text).toContain('2 von 3 Einträgen würden verschwinden');
  expect(kept.text).toContain('/neuladen erzwingen:True');
  const status = (await reply(discord, discord.reader, 'status')).text;
  expect(status).toContain('**Einträge:** 3');
  expect(status).toMatch(/Zuletzt geladen:\*\* .*Mehr als die Hälfte/);
  expect((await reply(discord, discord.moderator, 'reload', { force: true })).text).toContain('**Entfernt: 2**');
  expect((await reply(discord, discord.reader, 'status', {}, 'en-GB')).text).toContain('**Entries:** 1');
});

test('every command has a German name or description of its own', async () => {
  const { discord } = await setUp();
  expect(discord.commands().map(({ name }) => name)).toEqual([
    ...['ask', 'latest', 'entry', 'status'],
    ...['subscribe', 'unsubscribe', 'subscriptions', 'doctor', 'reload'],
  ]);
  for (const { description, description_localizations: german } of discord.commands()) {
    expect(german?.de).toBeTruthy();
    expect(german?.de).not.toBe(description);
  }
});

test('a second start registers nothing anew, and clears doubles of an earlier version', async () => {
  const { discord, bot, corpus } = await setUp();
  await bot.stop();
  const puts = () => discord.requests.filter(({ method }) => method === 'PUT').length;
  const before = puts();
  const body = JSON.stringify({ name: 'ask', description: 'An older one' });
  const headers = { authorization: 'Bot a.secret.token', 'content-type': 'application/json' };
  const path = `/v10/applications/1100000000000000002/guilds/${discord.guildId}/commands`;
  await fetch(discord.apiUrl + path, { method: 'POST', body, headers });
  expect(discord.commands().filter(({ name }) => name === 'ask')).toHaveLength(2);
  await startTestBot({ discord, corpus, dataDir: tempFolder() });
  expect(puts()).toBe(before);
  expect(discord.commands().filter(({ name }) => name === 'ask')).toHaveLength(1);
});
