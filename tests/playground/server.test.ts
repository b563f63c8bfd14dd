import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/discord/bot.ts';
import { CHANNEL_TYPE, FLAG_CROSSPOSTED, PERMISSIONS } from '../../src/playground/model.ts';
import type { StandInOptions } from '../../src/playground/stand-in.ts';
import { APP, call } from '../support/api.ts';
import { standIn, TOKEN } from '../support/bot.ts';

const CHANNELS = [
  { name: 'liveblog' },
  { name: 'nachrichten', type: CHANNEL_TYPE.announcement },
  { name: 'sitzung', type: CHANNEL_TYPE.publicThread, parent: 'liveblog' },
  { name: 'alt', type: CHANNEL_TYPE.publicThread, parent: 'liveblog', archived: true },
  { name: 'rubrik', type: CHANNEL_TYPE.category },
];

async function setUp(options: Partial<StandInOptions> = {}) {
  const discord = await standIn({ channels: CHANNELS, ...options });
  const channel = (name: string) => {
    const found = discord.channels.find((each) => each.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  const messages = (name: string) => `/channels/${channel(name).id}/messages`;
  const post = (name: string, body: object = { content: 'x' }) => call(discord, 'POST', messages(name), body);
  return { discord, channel, messages, post };
}

/** The real discord.js, as it sees the server. */
async function connected(options: Partial<StandInOptions> = {}) {
  const set = await setUp(options);
  const log = pino({ level: 'silent' });
  const client = await connect({ token: TOKEN, apiUrl: set.discord.apiUrl, log, onFatal: () => undefined });
  onTestFinished(() => client.destroy());
  const guild = client.guilds.cache.get(set.discord.guildId);
  if (!guild?.members.me) throw new Error('Expected the server with the bot’s own member');
  return { ...set, client, guild, me: guild.members.me };
}

describe('what discord.js makes of the server', () => {
  test('channels, open threads, roles, the system channel and the bot’s own member', async () => {
    const { guild } = await connected({ systemChannel: 'liveblog' });
    expect(guild.channels.cache.map(({ name }) => name)).toEqual(['liveblog', 'nachrichten', 'rubrik', 'sitzung']);
    expect(guild.roles.cache.map(({ name }) => name)).toEqual([
      '@everyone',
      'Eilmeldungen',
      'Moderation',
      'Liveblog-Bot',
    ]);
    expect(guild.systemChannel?.name).toBe('liveblog');
  });

  test('permissions per channel, and how they change', async () => {
    const { guild, me, channel } = await connected();
    const may = (name: string) =>
      guild.channels.cache.get(channel(name).id)?.permissionsFor(me).has('SendMessages') === true;
    expect(may('liveblog')).toBe(true);
    channel('liveblog').botPermissions &= ~PERMISSIONS.sendMessages;
    await expect.poll(() => may('liveblog')).toBe(false);
    expect([may('sitzung'), may('nachrichten')]).toEqual([false, true]);
    channel('liveblog').botPermissions |= PERMISSIONS.sendMessages;
    await expect.poll(() => may('liveblog')).toBe(true);
  });

  test('an archived thread is found by its id, and a post opens it', async () => {
    const { client, channel } = await connected();
    const thread = await client.channels.fetch(channel('alt').id);
    expect(thread?.isThread() && thread.archived).toBe(true);
    if (thread?.isSendable()) await thread.send('x');
    expect(channel('alt').archived).toBe(false);
    await expect.poll(() => thread?.isThread() && thread.archived).toBe(false);
  });

  test('channels and roles that come, change and go', async () => {
    const { discord, guild, channel } = await connected();
    const { administration } = discord;
    const added = administration.addChannel({ name: 'neu' });
    await expect.poll(() => guild.channels.cache.get(added.id)?.name).toBe('neu');
    administration.changeChannel(added.id, { name: 'umbenannt' });
    await expect.poll(() => guild.channels.cache.get(added.id)?.name).toBe('umbenannt');
    administration.removeChannel(channel('liveblog').id);
    await expect.poll(() => guild.channels.cache.has(channel('nachrichten').id) && guild.channels.cache.size).toBe(3);
    const role = discord.roles[1]?.id ?? '';
    administration.changeRole(role, { mentionable: false });
    await expect.poll(() => guild.roles.cache.get(role)?.mentionable).toBe(false);
    administration.removeRole(role);
    await expect.poll(() => guild.roles.cache.has(role)).toBe(false);
  });
});

describe('threads', () => {
  test('their own permission counts for posts', async () => {
    const { channel, post } = await setUp();
    channel('liveblog').botPermissions &= ~PERMISSIONS.sendMessagesInThreads;
    expect((await post('liveblog')).status).toBe(200);
    expect(await post('sitzung')).toMatchObject({ status: 403, answer: { code: 50013 } });
  });

  test('an archived one takes no edits until it is opened; a locked one takes no posts', async () => {
    const { discord, channel, messages, post } = await setUp();
    const { answer } = await post('sitzung');
    const edit = () => call(discord, 'PATCH', `${messages('sitzung')}/${answer.id}`, { content: 'y' });
    discord.administration.changeChannel(channel('sitzung').id, { archived: true });
    expect(await edit()).toMatchObject({ status: 400, answer: { code: 50083 } });
    const open = (name: string) => call(discord, 'PATCH', `/channels/${channel(name).id}`, { archived: false });
    expect((await open('sitzung')).status).toBe(200);
    expect((await edit()).status).toBe(200);
    discord.administration.changeChannel(channel('sitzung').id, { archived: true, locked: true });
    expect(await open('sitzung')).toMatchObject({ status: 403, answer: { code: 160005 } });
    expect(await post('sitzung')).toMatchObject({ status: 403, answer: { code: 160005 } });
  });

  test('a category takes no messages', async () => {
    const { post } = await setUp();
    expect(await post('rubrik')).toMatchObject({ status: 400, answer: { code: 50008 } });
  });
});

describe('announcements', () => {
  async function withPosts(count: number) {
    let now = Date.now();
    const set = await setUp({ now: () => now });
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push((await set.post('nachrichten')).answer.id);
    const crosspost = (id = '') => call(set.discord, 'POST', `${set.messages('nachrichten')}/${id}/crosspost`);
    const wait = (ms: number) => {
      now += ms;
    };
    return { ...set, ids, crosspost, wait };
  }

  test('a message is published once', async () => {
    const { ids, crosspost } = await withPosts(1);
    expect((await crosspost(ids[0])).answer.flags & FLAG_CROSSPOSTED).toBe(FLAG_CROSSPOSTED);
    expect(await crosspost(ids[0])).toMatchObject({ status: 400, answer: { code: 40033 } });
  });

  test('ten in an hour; the time to wait stands in the body alone', async () => {
    const { ids, crosspost, wait } = await withPosts(11);
    for (const id of ids.slice(0, 10)) expect((await crosspost(id)).status).toBe(200);
    wait(20 * 60_000);
    const { status, answer, headers } = await crosspost(ids[10]);
    expect([status, answer.code, answer.retry_after, headers.get('retry-after')]).toEqual([429, 20028, 2_400, '1']);
    wait(40 * 60_000);
    expect((await crosspost(ids[10])).status).toBe(200);
  });

  test('other channels have nothing to publish', async () => {
    const { discord, messages, post } = await setUp();
    const { answer } = await post('liveblog');
    const { status, answer: refusal } = await call(discord, 'POST', `${messages('liveblog')}/${answer.id}/crosspost`);
    expect([status, refusal.code]).toEqual([400, 50024]);
  });
});

describe('messages of a channel', () => {
  test('pages before, after and around one, newest first', async () => {
    const { discord, messages, post } = await setUp();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await post('liveblog')).answer.id);
    const page = async (query: string) => {
      const { answer } = await call(discord, 'GET', `${messages('liveblog')}?${query}`);
      return (answer as unknown as { id: string }[]).map(({ id }) => ids.indexOf(id));
    };
    expect(await page('limit=3')).toEqual([6, 5, 4]);
    expect(await page(`limit=2&before=${ids[4]}`)).toEqual([3, 2]);
    expect(await page(`limit=2&after=${ids[1]}`)).toEqual([3, 2]);
    expect(await page(`limit=3&around=${ids[3]}`)).toEqual([4, 3, 2]);
    expect((await call(discord, 'GET', `${messages('liveblog')}?limit=101`)).answer.code).toBe(50035);
  });

  test('a member’s message shows no content, cannot be edited, and is deleted with Manage Messages alone', async () => {
    const { discord, channel, messages } = await setUp();
    const { id } = discord.say(discord.reader, channel('liveblog').id, 'Hallo');
    const path = `${messages('liveblog')}/${id}`;
    expect((await call(discord, 'GET', path)).answer.content).toBe('');
    expect((await call(discord, 'PATCH', path, { content: 'y' })).answer.code).toBe(50005);
    expect((await call(discord, 'DELETE', path)).answer.code).toBe(50013);
    channel('liveblog').botPermissions |= PERMISSIONS.manageMessages;
    expect((await call(discord, 'DELETE', path)).status).toBe(204);
  });

  test('a public reply can be edited in the channel as long as it stands there', async () => {
    const { discord, channel, messages } = await setUp();
    await call(discord, 'PUT', `/applications/${APP}/commands`, [{ name: 'ask', description: 'x' }]);
    const pending = discord.run(discord.reader, channel('liveblog').id, 'ask');
    const data = { content: 'Antwort' };
    await call(discord, 'POST', `/interactions/${pending.id}/${pending.token}/callback`, { type: 4, data });
    const { id } = await pending.reply;
    const { status, answer } = await call(discord, 'PATCH', `${messages('liveblog')}/${id}`, { content: 'mit Notiz' });
    expect([status, answer.type]).toEqual([200, 20]);
    expect(discord.messages(channel('liveblog').id)[0]?.content).toBe('mit Notiz');
  });

  test.each([
    [30046, /older than 1 hour/],
    [20022, /announcement/],
  ])('edits can be refused for now with %i', async (code, message) => {
    const { discord, messages, post } = await setUp();
    const { answer } = await post('liveblog');
    const kind = { type: 'rate-limit', retryAfterSeconds: 600, code } as const;
    discord.fail({ method: 'PATCH', path: /messages/, times: 1, kind });
    const refused = await call(discord, 'PATCH', `${messages('liveblog')}/${answer.id}`, { content: 'y' });
    expect(refused).toMatchObject({ status: 429, answer: { code, message: expect.stringMatching(message) } });
  });
});

describe('pings of roles', () => {
  test.each([
    ['a role for everybody', true, true, 1],
    ['another role, with Mention Everyone', false, true, 1],
    ['another role, without', false, false, 0],
  ])('%s', async (_, mentionable, mayPingAll, pinged) => {
    const { discord, channel, post } = await setUp({ roles: [{ name: 'Eil', mentionable }] });
    if (mayPingAll) channel('liveblog').botPermissions |= PERMISSIONS.mentionEveryone;
    const role = discord.roles[1]?.id ?? '';
    await post('liveblog', { content: `<@&${role}>`, allowed_mentions: { parse: [], roles: [role] } });
    expect(discord.messages(channel('liveblog').id)[0]?.pinged.size).toBe(pinged);
  });

  test('naming a role and all roles at once is refused', async () => {
    const { discord, post } = await setUp();
    const role = discord.roles[1]?.id ?? '';
    const allowed_mentions = { parse: ['roles'], roles: [role] };
    expect((await post('liveblog', { content: 'x', allowed_mentions })).answer.code).toBe(50035);
  });
});

describe('commands of members', () => {
  const options = [
    { type: 7, name: 'channel', description: 'x', channel_types: [CHANNEL_TYPE.text] },
    { type: 8, name: 'role', description: 'x' },
    { type: 5, name: 'silent', description: 'x' },
  ];

  test('options of type channel, role and boolean come with what they name', async () => {
    const { discord, client, channel } = await connected();
    await call(discord, 'PUT', `/applications/${APP}/commands`, [{ name: 'sub', description: 'x', options }]);
    const role = discord.roles[1]?.id ?? '';
    const heard = new Promise<unknown[]>((resolve) => {
      client.on('interactionCreate', (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        const { options: given } = interaction;
        resolve([given.getChannel('channel')?.name, given.getRole('role')?.name, given.getBoolean('silent')]);
      });
    });
    discord.run(discord.reader, channel('liveblog').id, 'sub', { channel: channel('liveblog').id, role, silent: true });
    expect(await heard).toEqual(['liveblog', 'Eilmeldungen', true]);
  });

  test.each([
    [{ channel: '1' }, /id of a channel/],
    [{ channel: 'rubrik' }, /of type 0/],
    [{ role: '1' }, /id of a role/],
    [{ other: 'x' }, /option of \/sub/],
  ])('%j is offered by no client', async (given: Record<string, string>, message) => {
    const { discord, channel } = await setUp();
    await call(discord, 'PUT', `/applications/${APP}/commands`, [{ name: 'sub', description: 'x', options }]);
    const values = given.channel === 'rubrik' ? { channel: channel('rubrik').id } : given;
    expect(() => discord.run(discord.reader, channel('liveblog').id, 'sub', values)).toThrow(message);
  });

  test.each([
    [undefined, true, true],
    [String(PERMISSIONS.manageChannels), false, true],
    ['0', false, false],
  ])('default_member_permissions %s', async (needed, reader, moderator) => {
    const { discord } = await setUp();
    const command = { name: 'sub', description: 'x', default_member_permissions: needed };
    await call(discord, 'PUT', `/applications/${APP}/commands`, [command]);
    const offered = [discord.reader, discord.moderator].map((member) => discord.commandsFor(member).length === 1);
    expect(offered).toEqual([reader, moderator]);
  });
});
