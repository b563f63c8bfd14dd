import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import { INVITE_PERMISSIONS } from '../../src/discord/bot.ts';
import { CHANNEL_TYPE, FLAG_EPHEMERAL, FLAG_SUPPRESS_NOTIFICATIONS, PERMISSIONS } from '../../src/playground/model.ts';
import type { RoleOptions } from '../../src/playground/world.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';
import { pressFirst, reply } from '../support/reply.ts';
import { tempFolder } from '../support/temp.ts';

const CHANNELS = [
  ...[{ name: 'liveblog' }, { name: 'fragen' }, { name: 'stadt' }],
  { name: 'nachrichten', type: CHANNEL_TYPE.announcement },
  { name: 'sitzung', type: CHANNEL_TYPE.publicThread, parent: 'fragen' },
  { name: 'alt', type: CHANNEL_TYPE.publicThread, parent: 'fragen', archived: true },
  { name: 'sprechen', type: CHANNEL_TYPE.voice },
];

async function setUp({
  roles,
  entries = SMALL_CORPUS,
}: {
  roles?: readonly RoleOptions[];
  entries?: readonly Entry[];
} = {}) {
  const discord = await standIn({ channels: CHANNELS, ...(roles && { roles }) });
  const corpus = { entries };
  const dataDir = tempFolder();
  const start = () => startTestBot({ discord, corpus, dataDir });
  const bot = await start();
  const channel = (name: string) => {
    const found = discord.channels.find((each) => each.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  const subscribe = (options: Record<string, string | boolean> = {}, locale = 'de') =>
    reply(discord, discord.moderator, 'subscribe', { channel: channel('stadt').id, ...options }, locale);
  const titles = (name: string) => discord.messages(channel(name).id).map(({ embeds }) => embeds[0]?.title);
  return { discord, corpus, dataDir, start, bot, channel, subscribe, titles };
}

test('/subscribe shows what would have been posted, and subscribes when the button is pressed', async () => {
  const { discord, bot, channel, subscribe } = await setUp();
  const preview = await subscribe();
  expect(preview.flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
  expect(preview.text).toContain('Diesen Kanal abonnieren?');
  for (const { headline } of SMALL_CORPUS) expect(preview.text).toContain(`**${headline}**`);
  expect(bot.store.subscriptions.get(channel('stadt').id)).toBeNull();

  const done = await pressFirst(discord, discord.moderator, preview);
  expect(done).toMatchObject({ id: preview.id, components: [] });
  expect(done.text).toContain(`Neue Einträge erscheinen ab jetzt in <#${channel('stadt').id}>`);
  expect(bot.store.subscriptions.get(channel('stadt').id)).toMatchObject({
    ...{ guildId: discord.guildId, origin: 'command', roleId: null, topic: null, silent: false, language: 'de' },
    createdBy: discord.moderator.id,
  });
});

test('a subscribed channel gets new entries in the moderator’s language, silently, with a ping for key entries alone', async () => {
  const { discord, corpus, bot, channel, subscribe, titles } = await setUp();
  const role = discord.roles[1]?.id ?? '';
  const preview = await subscribe({ role, silent: true }, 'en-US');
  expect(preview.text).toContain('Subscribe this channel?');
  await pressFirst(discord, discord.moderator, preview);
  const fresh = [entryOf('Wichtig', ['Eins.'], { isKey: true }), entryOf('Nebenbei', ['Zwei.'])];
  corpus.entries = [...fresh, ...SMALL_CORPUS];
  await bot.newsdesk.reload({ force: false });
  await expect.poll(() => titles('stadt')).toEqual(['Nebenbei', 'Wichtig']);
  const [aside, key] = discord.messages(channel('stadt').id);
  expect([...(aside?.pinged ?? [])]).toEqual([]);
  expect([...(key?.pinged ?? [])]).toEqual([role]);
  expect((aside?.flags ?? 0) & FLAG_SUPPRESS_NOTIFICATIONS).toBe(FLAG_SUPPRESS_NOTIFICATIONS);
});

test('the button works after a restart', async () => {
  const { discord, bot, start, channel, subscribe } = await setUp();
  const preview = await subscribe({ topic: 'Haushalt der Stadt', silent: true });
  await bot.stop();
  const next = await start();
  expect((await pressFirst(discord, discord.moderator, preview)).text).toContain('Abonniert');
  expect(next.store.subscriptions.get(channel('stadt').id)).toMatchObject({
    topic: 'Haushalt der Stadt',
    silent: true,
  });
});

describe('a topic', () => {
  test('is shown with the newest entries about it, and followed', async () => {
    const { discord, corpus, bot, subscribe, titles } = await setUp();
    const preview = await subscribe({ topic: '  Haushalt  ' });
    expect(preview.text).toContain('zum Thema „Haushalt“');
    expect(preview.text).toContain('1 der letzten 3 Einträge passt zum Thema');
    expect(preview.text).toContain('**Stadtrat beschließt Haushalt**');
    expect(preview.text).not.toContain('Museum');
    expect(preview.text).toContain('Sprachmodell fehlt');
    await pressFirst(discord, discord.moderator, preview);
    const fresh = [entryOf('Neuer Haushalt', ['Der Haushalt steht.']), entryOf('Katze gerettet', ['Vom Baum.'])];
    corpus.entries = [...fresh, ...SMALL_CORPUS];
    await bot.newsdesk.reload({ force: false });
    await expect.poll(() => titles('stadt')).toEqual(['Neuer Haushalt']);
    await bot.newsdesk.drained();
    expect(titles('stadt')).toEqual(['Neuer Haushalt']);
    expect(titles('liveblog')).toEqual(['Katze gerettet', 'Neuer Haushalt']);
  });

  test('that no entry is about is said, and can be subscribed all the same', async () => {
    const { discord, subscribe } = await setUp();
    const preview = await subscribe({ topic: 'Bundesliga' });
    expect(preview.text).toContain('Von den letzten 3 Einträgen passt keiner');
    expect((await pressFirst(discord, discord.moderator, preview)).text).toContain('Abonniert');
  });

  test.each(['**fett** @everyone <@1>', '`x` ||y|| [a](https://example.org)'])('%j breaks nothing', async (topic) => {
    const { discord, bot, channel, subscribe } = await setUp();
    const preview = await subscribe({ topic });
    expect(preview.text.split('\n').find((line) => line.includes('Thema'))).not.toMatch(
      /(?<!\\)\*\*f|(?<!\\)<@1|(?<!\\)`/,
    );
    await pressFirst(discord, discord.moderator, preview);
    expect(bot.store.subscriptions.get(channel('stadt').id)?.topic).toBe(topic);
  });

  test('that is too long for the button is refused', async () => {
    const { subscribe } = await setUp();
    expect((await subscribe({ topic: 'x'.repeat(61) })).text).toContain('höchstens 60 Zeichen');
    expect((await subscribe({ topic: '🇩🇪'.repeat(15) })).components).toHaveLength(1);
  });
});

describe('refused, with what to do', () => {
  test.each([
    ['viewChannel', 'stadt', 'Kanal ansehen'],
    ['sendMessages', 'stadt', 'Nachrichten senden'],
    ['embedLinks', 'nachrichten', 'Links einbetten'],
    ['readMessageHistory', 'stadt', 'Nachrichtenverlauf anzeigen'],
    ['sendMessagesInThreads', 'sitzung', 'Nachrichten in Threads senden'],
  ] as const)('without %s in #%s', async (permission, name, label) => {
    const { channel, subscribe } = await setUp();
    channel(name).botPermissions &= ~PERMISSIONS[permission];
    await expect
      .poll(async () => (await subscribe({ channel: channel(name).id })).text, { timeout: 3_000 })
      .toContain(`fehlt mir ein Recht: „${label}“`);
  });

  test('a voice channel is not offered, and refused where the command is run in one', async () => {
    const { discord, channel } = await setUp();
    const run = (options: Record<string, string>) =>
      discord.run(discord.moderator, channel('sprechen').id, 'subscribe', options);
    expect(() => run({ channel: channel('sprechen').id })).toThrow(/of type/);
    expect((await run({}).reply).content).toContain('Wähl einen Textkanal');
  });

  test('@everyone as the role', async () => {
    const { discord, subscribe } = await setUp();
    const refused = await subscribe({ role: discord.guildId });
    expect(refused.text).toContain('@everyone pinge ich nicht');
    expect(refused.components).toEqual([]);
  });

  test('a role that the bot may not mention, until it may', async () => {
    const { discord, subscribe } = await setUp({ roles: [{ name: 'Eil', mentionable: false }] });
    const role = discord.roles[1]?.id ?? '';
    expect((await subscribe({ role })).text).toContain(`Erlaub in den Einstellungen von <@&${role}>`);
    discord.administration.changeRole(role, { mentionable: true });
    await expect.poll(async () => (await subscribe({ role })).components.length).toBe(1);
  });

  test('a locked thread', async () => {
    const { discord, channel, subscribe } = await setUp();
    discord.administration.changeChannel(channel('sitzung').id, { locked: true });
    await expect
      .poll(async () => (await subscribe({ channel: channel('sitzung').id })).text)
      .toContain('„Threads verwalten“');
  });

  test('a channel of another server', async () => {
    const { discord, bot, channel } = await setUp();
    discord.gateway.dispatch('GUILD_CREATE', {
      ...{ id: '1200000000000000001', name: 'Andere', owner_id: '1', features: [], roles: [], members: [] },
      ...{ channels: [{ id: '1200000000000000002', type: 0, name: 'fremd', permission_overwrites: [] }], threads: [] },
      ...{ unavailable: false, member_count: 1, large: false, joined_at: new Date(0).toISOString(), emojis: [] },
      ...{ stickers: [], presences: [], voice_states: [], stage_instances: [], guild_scheduled_events: [] },
    });
    await expect.poll(() => bot.client.channels.cache.has('1200000000000000002')).toBe(true);
    const preview = await reply(discord, discord.moderator, 'subscribe', { channel: channel('stadt').id });
    const message = discord.messages(channel('fragen').id).find(({ id }) => id === preview.id);
    const foreign = BigInt('1200000000000000002').toString(36);
    if (message)
      Object.assign(message.components[0]?.components[0] ?? {}, { custom_id: `subscribe:${foreign}.-.de0.` });
    const refused = await pressFirst(discord, discord.moderator, { ...preview, ...message });
    expect(refused.text).toContain('gehört zu einem anderen Server');
    expect(bot.store.subscriptions.get('1200000000000000002')).toBeNull();
  });

  test('when a permission is gone before the button is pressed', async () => {
    const { discord, bot, channel, subscribe } = await setUp();
    const preview = await subscribe();
    channel('stadt').botPermissions &= ~PERMISSIONS.sendMessages;
    await expect
      .poll(() => bot.client.channels.cache.get(channel('stadt').id))
      .toSatisfy((found) => found?.permissionsFor(bot.client.user)?.has('SendMessages') === false);
    expect((await pressFirst(discord, discord.moderator, preview)).text).toContain('„Nachrichten senden“');
    expect(bot.store.subscriptions.get(channel('stadt').id)).toBeNull();
  });

  test('a channel that the member may not manage', async () => {
    const { discord, bot, channel, subscribe } = await setUp();
    const stadt = channel('stadt');
    const [, , moderators] = discord.roles;
    stadt.overwrites = [{ id: moderators?.id ?? '', type: 0, allow: 0n, deny: PERMISSIONS.manageChannels }];
    discord.administration.changeChannel(stadt.id, { name: 'stadt' });
    await expect
      .poll(() => bot.client.channels.cache.get(stadt.id))
      .toHaveProperty('permissionOverwrites.cache.size', 1);
    expect((await subscribe()).text).toContain('brauchst du das Recht „Kanäle verwalten“');
  });
});

test('what the bot is invited with is enough for every kind of channel, and README’s link asks for just that', async () => {
  const { discord, bot, channel, subscribe } = await setUp();
  expect(readFileSync('README.md', 'utf8')).toContain(`&permissions=${INVITE_PERMISSIONS}\n`);
  for (const { id, managed, permissions } of discord.roles) {
    const left = managed ? INVITE_PERMISSIONS : permissions & ~INVITE_PERMISSIONS;
    discord.administration.changeRole(id, { permissions: left });
  }
  const known = () => bot.client.guilds.cache.first()?.roles.cache.map(({ permissions }) => permissions.bitfield);
  await expect.poll(known).toEqual(discord.roles.map(({ permissions }) => permissions));
  for (const name of ['stadt', 'nachrichten', 'sitzung', 'alt']) {
    expect((await subscribe({ channel: channel(name).id })).components).toHaveLength(1);
  }
});

test('only members with Manage Channels are offered the commands', async () => {
  const { discord } = await setUp();
  const names = discord.commandsFor(discord.reader).map(({ name }) => name);
  expect(names).toEqual(['ask', 'latest', 'entry', 'status']);
  expect(discord.commandsFor(discord.moderator)).toHaveLength(9);
});

test('subscribing again changes nothing; other wishes change the subscription', async () => {
  const { discord, bot, channel, subscribe } = await setUp();
  await pressFirst(discord, discord.moderator, await subscribe());
  expect(await subscribe()).toMatchObject({
    components: [],
    text: expect.stringContaining('schon genau so abonniert'),
  });
  expect((await subscribe({}, 'en-US')).text).toContain('**Language:** English');
  const change = await subscribe({ silent: true });
  expect(change.text).toContain('Dieses Abo ändern?');
  expect((await pressFirst(discord, discord.moderator, change)).text).toContain('Geändert');
  expect(bot.store.subscriptions.list().filter(({ channelId }) => channelId === channel('stadt').id)).toHaveLength(1);
  expect(bot.store.subscriptions.get(channel('stadt').id)?.silent).toBe(true);
});

test.each(['sitzung', 'alt', 'nachrichten'])('#%s can be subscribed, and gets entries', async (name) => {
  const { discord, corpus, bot, channel, subscribe, titles } = await setUp();
  await pressFirst(discord, discord.moderator, await subscribe({ channel: channel(name).id }));
  corpus.entries = [entryOf('Neu', ['Text.']), ...SMALL_CORPUS];
  await bot.newsdesk.reload({ force: false });
  await expect.poll(() => titles(name)).toEqual(['Neu']);
});

describe('/unsubscribe', () => {
  test('completes the subscribed channels, ends one, and says so', async () => {
    const { discord, corpus, bot, channel, subscribe, titles } = await setUp();
    await pressFirst(discord, discord.moderator, await subscribe());
    const choices = (typed: string) =>
      discord.complete(discord.moderator, channel('fragen').id, 'unsubscribe', 'channel', typed).choices;
    expect((await choices('')).map(({ name }) => name)).toEqual(['#liveblog', '#stadt']);
    const [stadt] = await choices('STA');
    const done = await reply(discord, discord.moderator, 'unsubscribe', { channel: stadt?.value ?? '' });
    expect(done.text).toContain(`Abbestellt: In <#${channel('stadt').id}>`);
    corpus.entries = [entryOf('Neu', ['Text.']), ...SMALL_CORPUS];
    await bot.newsdesk.reload({ force: false });
    await expect.poll(() => titles('liveblog')).toEqual(['Neu']);
    expect(titles('stadt')).toEqual([]);
  });

  test('takes this channel without an option', async () => {
    const { discord, channel } = await setUp();
    const { text } = await reply(discord, discord.moderator, 'unsubscribe');
    expect(text.trim()).toBe(`<#${channel('fragen').id}> ist nicht abonniert.`);
  });

  test.each([
    ['an id', (id: string) => id],
    ['a mention', (id: string) => `<#${id}>`],
    ['a name', () => 'stadt'],
    ['a name as Discord writes it', () => '#Stadt'],
  ])('takes %s as typed text', async (_, typed) => {
    const { discord, bot, channel, subscribe } = await setUp();
    await pressFirst(discord, discord.moderator, await subscribe());
    await reply(discord, discord.moderator, 'unsubscribe', { channel: typed(channel('stadt').id) });
    expect(bot.store.subscriptions.get(channel('stadt').id)).toBeNull();
  });

  test('says so when what was typed is no channel', async () => {
    const { discord, bot } = await setUp();
    const { text } = await reply(discord, discord.moderator, 'unsubscribe', { channel: '**x** @everyone' });
    expect(text.trim()).toBe('\\*\\*x\\*\\* @\u200Beveryone ist nicht abonniert.');
    expect(bot.store.subscriptions.list()).toHaveLength(1);
  });

  test('reaches a channel that was deleted', async () => {
    const { discord, bot, channel, subscribe } = await setUp();
    const { id } = channel('stadt');
    await pressFirst(discord, discord.moderator, await subscribe());
    discord.administration.removeChannel(id);
    await expect.poll(() => bot.client.channels.cache.has(id)).toBe(false);
    const choices = await discord.complete(discord.moderator, channel('fragen').id, 'unsubscribe', 'channel', '')
      .choices;
    expect(choices).toContainEqual({ name: `gelöschter oder verborgener Kanal ${id}`, value: id });
    expect((await reply(discord, discord.moderator, 'unsubscribe', { channel: id })).text).toContain('Abbestellt');
  });

  test('of a channel from the settings says how it stays away', async () => {
    const { discord, channel } = await setUp();
    const { text } = await reply(discord, discord.moderator, 'unsubscribe', { channel: channel('liveblog').id });
    expect(text).toContain('LIVEBLOG_CHANNEL_ID');
  });
});

test('/subscriptions lists channels with topic, role, sound and who asked', async () => {
  const { discord, channel, subscribe } = await setUp();
  const role = discord.roles[1]?.id ?? '';
  await pressFirst(discord, discord.moderator, await subscribe({ topic: 'Haushalt', role, silent: true }));
  const { text, flags } = await reply(discord, discord.moderator, 'subscriptions');
  expect(flags & FLAG_EPHEMERAL).toBe(FLAG_EPHEMERAL);
  expect(text).toContain('2 Abos');
  expect(text).toContain(`**<#${channel('liveblog').id}>**\nDeutsch · aus der Einstellung LIVEBLOG_CHANNEL_ID`);
  expect(text).toMatch(
    new RegExp(
      `<#${channel('stadt').id}>\\*\\*\nzum Thema „Haushalt“ · Ping: <@&${role}>, nur bei wichtigen Einträgen · lautlos · Deutsch · von <@${discord.moderator.id}>, <t:\\d+:R>`,
    ),
  );
});
