import { describe, expect, test } from 'vitest';
import { renderDoctor } from '../../src/discord/render/doctor.ts';
import { renderStatus } from '../../src/discord/render/status.ts';
import { textsFor } from '../../src/discord/texts/texts.ts';
import { FLAG_EPHEMERAL, PERMISSIONS } from '../../src/playground/model.ts';
import type { ChannelStatus } from '../../src/store/channel-status.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';
import { reply } from '../support/reply.ts';
import { tempFolder } from '../support/temp.ts';

async function setUp(subscriptions: Parameters<typeof startTestBot>[0]['subscriptions'] = []) {
  const discord = await standIn();
  const corpus = { entries: SMALL_CORPUS };
  // faults stay until the permission comes back
  const waits = { quarantineMs: [60_000] };
  const bot = await startTestBot({ discord, corpus, dataDir: tempFolder(), subscriptions, waits });
  await bot.newsdesk.drained();
  const [liveblog] = discord.channels;
  if (!liveblog) throw new Error('no channel');
  const publish = async (...entries: ReturnType<typeof entryOf>[]) => {
    corpus.entries = [...entries, ...SMALL_CORPUS];
    await bot.newsdesk.reload({ force: false });
  };
  const doctor = (locale = 'de') => reply(discord, discord.moderator, 'doctor', {}, locale);
  const status = (locale = 'de', member = discord.moderator) => reply(discord, member, 'status', {}, locale);
  return { discord, corpus, bot, liveblog, publish, doctor, status };
}

describe('/doctor', () => {
  test('lists what is granted, what waits and the last post', async () => {
    const { liveblog, publish, doctor, bot } = await setUp();
    expect((await doctor()).text).toContain('**Letzter Beitrag:** noch keiner');
    await publish(entryOf('Neu', ['Text.']));
    await bot.newsdesk.drained();
    const { text, flags } = await doctor();
    expect(flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
    expect(text).toContain(`**<#${liveblog.id}>**`);
    expect(text).toContain(
      '✅ **Vorhanden:** „Kanal ansehen“, „Nachrichten senden“, „Links einbetten“, „Nachrichtenverlauf anzeigen“',
    );
    expect(text).not.toContain('Fehlt');
    expect(text).toContain('**Es wartet:** nichts');
    expect(text).toMatch(/\*\*Letzter Beitrag:\*\* <t:\d+:R>/);
  });

  test('says what is missing, what waits for it and what to do, until it is granted', async () => {
    const { liveblog, publish, doctor, bot, discord } = await setUp();
    liveblog.botPermissions &= ~PERMISSIONS.sendMessages;
    await publish(entryOf('Neu', ['Text.']), entryOf('Neuer', ['Text.']));
    await expect.poll(() => bot.publisher.status()[0]?.fault?.remedy).toBe('send-messages');
    const ill = await doctor('en-GB');
    expect(ill.text).toContain('❌ **Missing:** “Send Messages”');
    expect(ill.text).toContain('**Waiting:** 2 posts');
    expect(ill.text).toMatch(/\*\*Last error:\*\* .*50013.* · since <t:\d+:R> · next try <t:\d+:R>/);
    expect(ill.text).toContain('**What to do:** Give me in this channel: “Send Messages”.');
    liveblog.botPermissions |= PERMISSIONS.sendMessages;
    await expect.poll(() => discord.messages(liveblog.id).length).toBe(2);
    const well = await doctor('en-GB');
    expect(well.text).toContain('**Waiting:** nothing');
    expect(well.text).not.toMatch(/Missing|error|What to do/);
  });

  test('tells of a channel that is gone and of a role that is gone', async () => {
    const { discord, bot, liveblog } = await setUp();
    const role = discord.roles[1]?.id ?? '';
    const fragen = discord.channels[1]?.id ?? '';
    const guildId = discord.guildId;
    const wish = { topic: null, silent: false, language: 'de', createdBy: '1', origin: 'command', guildId } as const;
    bot.store.subscriptions.put({ ...wish, channelId: fragen, roleId: role });
    await bot.newsdesk.reload({ force: false });
    discord.administration.removeChannel(liveblog.id);
    discord.administration.removeRole(role);
    await expect.poll(() => bot.client.guilds.cache.first()?.roles.cache.has(role)).toBe(false);
    const { embeds } = await discord.run(discord.moderator, fragen, 'doctor').reply;
    const text = embeds[0]?.description;
    expect(text).toContain(`**<#${liveblog.id}>**\n❌ Diesen Kanal sehe ich nicht.`);
    expect(text).toContain('Die Rolle, die gepingt werden soll, gibt es nicht mehr');
  });

  test('of a server without subscriptions says how to begin', async () => {
    const { bot, liveblog, doctor } = await setUp();
    bot.store.subscriptions.remove(liveblog.id);
    expect((await doctor()).text).toContain('/abonnieren');
  });
});

describe('/status', () => {
  test('shows per channel what waits, why, and what to do', async () => {
    const { liveblog, publish, status, bot } = await setUp();
    expect((await status()).text).toContain(`<#${liveblog.id}> · noch kein Beitrag`);
    liveblog.botPermissions &= ~PERMISSIONS.viewChannel;
    await publish(entryOf('Neu', ['Text.']));
    await expect.poll(() => bot.publisher.status()[0]?.fault?.remedy).toBe('view-channel');
    const { text } = await status();
    expect(text).toMatch(
      new RegExp(`<#${liveblog.id}> · noch kein Beitrag · 1 Eintrag wartet · nächster Versuch <t:\\d+:R>`),
    );
    expect(text).toContain('Gebt mir dort das Recht „Kanal ansehen“');
  });

  test('tells members without Manage Server that something waits, and keeps errors to moderators', async () => {
    const { publish, liveblog, status, bot, discord } = await setUp();
    liveblog.botPermissions &= ~PERMISSIONS.viewChannel;
    await publish(entryOf('Neu', ['Text.']));
    await expect.poll(() => bot.publisher.status()[0]?.fault?.remedy).toBe('view-channel');
    const { text } = await status('de', discord.reader);
    expect(text).toContain('1 Eintrag wartet');
    expect(text).not.toMatch(/Missing|Gebt mir/);
  });

  test('of other servers shows nothing', async () => {
    const { bot, status, liveblog } = await setUp();
    bot.store.subscriptions.put({
      ...{ channelId: '1200000000000000002', guildId: '1200000000000000001', origin: 'command', roleId: null },
      ...{ topic: null, silent: false, language: 'de', createdBy: '1' },
    });
    const { text } = await status();
    expect(text).toContain(liveblog.id);
    expect(text).not.toContain('1200000000000000002');
  });
});

describe('many channels', () => {
  const statusOf = (at: number, rest: Partial<ChannelStatus> = {}): ChannelStatus => ({
    ...{
      channelId: String(1_100_000_000_000_000_000n + BigInt(at)),
      subscription: null,
      lastPostAt: null,
      fault: null,
    },
    ...{ waiting: { posts: 0, edits: 0, notes: 0, crossposts: 0 }, putOffUntil: null, lastError: null, refused: 0 },
    ...rest,
  });
  const fault: ChannelStatus['fault'] = {
    ...{ channelId: '1', since: '2025-12-04T12:00:00Z', reason: '*x* '.repeat(200), remedy: 'wait', attempts: 1 },
    ...{ nextTryAt: '2025-12-04T12:00:00Z', toldAt: null },
  };
  const ill: Partial<ChannelStatus> = { fault, waiting: { posts: 1_000, edits: 2, notes: 1, crossposts: 3 } };
  const channels = Array.from({ length: 60 }, (_, at) => statusOf(at, at >= 50 ? ill : {}));

  test.each(['de', 'en-US'])(
    'fit, those with something amiss first, and what is left out is counted (%s)',
    (locale) => {
      const texts = textsFor(locale);
      const permissions = { has: ['ViewChannel', 'EmbedLinks'], lacks: [] } as const;
      const examined = channels.map((status) => ({ status, permissions, isRoleGone: status.fault !== null }));
      const engine = { mode: 'hybrid', model: 'x', modelError: null, building: null } as const;
      const embeds = [
        renderDoctor(examined, texts),
        renderStatus({ edition: null, engine, channels, lastReload: null, isForModerators: true }, texts),
      ];
      for (const { description = '' } of embeds) {
        expect(description.length).toBeLessThanOrEqual(4_096);
        expect(description).toMatch(/(?:und|and) \d\d (?:weitere|more)/);
        expect(description.match(/<#(\d+)>/)?.[1]).toBe(channels[50]?.channelId);
      }
    },
  );
});
