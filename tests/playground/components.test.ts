import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { NoResponse } from '../../src/playground/interactions.ts';
import { FLAG_EPHEMERAL, FLAG_LOADING } from '../../src/playground/model.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import { APP, call } from '../support/api.ts';
import { standIn } from '../support/bot.ts';

const long = (length: number): string => 'x'.repeat(length);
const button = (custom_id: string, rest = {}) => ({ type: 2, style: 1, label: 'x', custom_id, ...rest });
const row = (...components: object[]) => ({ type: 1, components });
const option = (value: string) => ({ label: value, value });
const select = (custom_id: string, rest = {}) => ({ type: 3, custom_id, options: [option('a'), option('b')], ...rest });

async function setUp(now?: () => number) {
  const discord = await standIn(now ? { now } : {});
  const channelId = discord.channels[0]?.id ?? '';
  const post = (components: unknown) =>
    call(discord, 'POST', `/channels/${channelId}/messages`, { content: 'x', components });
  return { discord, channelId, post };
}

test.each([
  ['a custom_id of 101 characters', [row(button(long(101)))]],
  ['a button without custom_id', [row({ type: 2, style: 1, label: 'x' })]],
  ['a button with neither label nor emoji', [row({ type: 2, style: 1, custom_id: 'a' })]],
  ['a link with a custom_id', [row(button('a', { style: 5, url: 'https://example.org' }))]],
  ['a link without url', [row({ type: 2, style: 5, label: 'x' })]],
  ['an unknown style', [row(button('a', { style: 7 }))]],
  ['a label of 81 characters', [row(button('a', { label: long(81) }))]],
  ['six buttons in a row', [row(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => button(id)))]],
  ['six rows', ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => row(button(id)))],
  ['an empty row', [row()]],
  ['a button outside a row', [button('a')]],
  ['the same custom_id twice', [row(button('a')), row(button('a'))]],
  ['a select menu beside a button', [row(select('a'), button('b'))]],
  ['a select menu without options', [row(select('a', { options: [] }))]],
  ['26 options', [row(select('a', { options: Array.from({ length: 26 }, (_, i) => option(String(i))) }))]],
  ['the same option twice', [row(select('a', { options: [option('a'), option('a')] }))]],
])('%s is refused', async (_, components) => {
  const { post } = await setUp();
  expect(await post(components)).toMatchObject({ status: 400, answer: { code: 50035 } });
});

test('everything at its limit is taken', async () => {
  const { post } = await setUp();
  const buttons = ['b', 'c', 'd', 'e'].map((id) => button(id));
  const link = { type: 2, style: 5, label: 'x', url: 'https://example.org' };
  const menus = [select('f', { max_values: 2 }), { type: 6, custom_id: 'g' }, { type: 8, custom_id: 'h' }];
  expect((await post([row(button(long(100)), ...buttons), row(link), ...menus.map((each) => row(each))])).status).toBe(
    200,
  );
});

describe('what a member does with a component', () => {
  interface Heard {
    readonly type: number;
    readonly data: { readonly custom_id: string; readonly component_type: number; readonly values?: string[] };
    readonly message: { readonly id: string; readonly content: string };
  }

  /** The newest interaction as the gateway would send it. */
  async function pressed(discord: StandIn, press: () => unknown): Promise<Heard> {
    const socket = new WebSocket(discord.apiUrl.replace('http', 'ws').replace('/api', ''));
    const heard = new Promise<Heard>((resolve) => {
      socket.onmessage = ({ data }) => {
        const { op, t, d } = JSON.parse(String(data));
        if (op === 10) socket.send(JSON.stringify({ op: 2, d: { token: 'a.secret.token', intents: 1 } }));
        if (t === 'GUILD_CREATE') press();
        if (t === 'INTERACTION_CREATE') resolve(d);
      };
    });
    return heard.finally(() => socket.close());
  }

  async function withMessage(components: unknown = [row(button('go'))]) {
    let now = Date.now();
    const set = await setUp(() => now);
    const { answer } = await set.post(components);
    const { discord, channelId } = set;
    const press = (customId = 'go', values?: string[]) =>
      discord.press(discord.reader, channelId, answer.id, customId, values);
    const reply = ({ id, token }: { id: string; token: string }, body: unknown, query = '') =>
      call(discord, 'POST', `/interactions/${id}/${token}/callback${query}`, body);
    const message = () => discord.messages(channelId).find(({ id }) => id === answer.id);
    const wait = (ms: number) => {
      now += ms;
    };
    return { ...set, messageId: answer.id, press, reply, message, wait };
  }

  test('the bot hears which component of which message, and what was chosen', async () => {
    const { discord, press, messageId } = await withMessage([row(select('pick', { max_values: 2 }))]);
    expect(await pressed(discord, () => press('pick', ['b', 'a']))).toMatchObject({
      type: 3,
      data: { custom_id: 'pick', component_type: 3, values: ['b', 'a'] },
      message: { id: messageId, content: 'x' },
    });
  });

  test('a select menu of roles and one of channels carry what was chosen', async () => {
    const components = [
      row({ type: 6, custom_id: 'role' }),
      row({ type: 8, custom_id: 'channel', channel_types: [0] }),
    ];
    const { discord, press, channelId } = await withMessage(components);
    const role = discord.roles[1]?.id ?? '';
    expect(await pressed(discord, () => press('role', [role]))).toMatchObject({
      data: { resolved: { roles: { [role]: { name: 'Eilmeldungen' } } } },
    });
    expect(await pressed(discord, () => press('channel', [channelId]))).toMatchObject({
      data: { resolved: { channels: { [channelId]: { name: 'liveblog', type: 0 } } } },
    });
  });

  test('type 7 changes the message in place', async () => {
    const { discord, channelId, press, reply, message } = await withMessage();
    const pending = press();
    expect((await reply(pending, { type: 7, data: { content: 'neu', components: [] } })).status).toBe(204);
    expect(await pending.reply).toMatchObject({ content: 'neu', components: [] });
    expect(message()).toMatchObject({ content: 'neu' });
    expect(discord.messages(channelId)).toHaveLength(1);
  });

  test('type 6 leaves it as it is until it is edited as @original', async () => {
    const { discord, press, reply, message } = await withMessage();
    const pending = press();
    await reply(pending, { type: 6 });
    await pending.acknowledged;
    expect(message()).toMatchObject({ content: 'x', flags: 0 });
    await call(discord, 'PATCH', `/webhooks/${APP}/${pending.token}/messages/@original`, { content: 'neu' });
    expect(await pending.reply).toMatchObject({ content: 'neu' });
    expect(message()).toMatchObject({ content: 'neu' });
  });

  test('type 4 answers with a message of its own that names the other one', async () => {
    const { press, reply, message, messageId, discord } = await withMessage();
    const pending = press();
    const { status, answer } = await reply(
      pending,
      { type: 4, data: { content: 'y', flags: 64 } },
      '?with_response=true',
    );
    expect(status).toBe(200);
    expect(answer).toMatchObject({ resource: { type: 4, message: { content: 'y' } } });
    expect(await pending.reply).toMatchObject({
      content: 'y',
      flags: FLAG_EPHEMERAL,
      interaction: { memberId: discord.reader.id, messageId },
    });
    expect(message()).toMatchObject({ content: 'x' });
  });

  test('type 5 thinks first, and a follow-up takes the place of that', async () => {
    const { discord, channelId, press, reply } = await withMessage();
    const pending = press();
    await reply(pending, { type: 5, data: { flags: 64 } });
    expect(discord.messages(channelId).at(-1)?.flags).toBe(FLAG_EPHEMERAL | FLAG_LOADING);
    await call(discord, 'POST', `/webhooks/${APP}/${pending.token}`, { content: 'fertig' });
    expect(await pending.reply).toMatchObject({ content: 'fertig', flags: FLAG_EPHEMERAL });
    const second = await call(discord, 'POST', `/webhooks/${APP}/${pending.token}`, { content: 'noch etwas' });
    const path = `/webhooks/${APP}/${pending.token}/messages/${second.answer.id}`;
    await call(discord, 'PATCH', path, { content: 'anders' });
    expect(discord.messages(channelId).map(({ content }) => content)).toEqual(['x', 'fertig', 'anders']);
  });

  test.each([
    ['a command', 6, 'run'],
    ['a command', 7, 'run'],
    ['a component', 8, 'press'],
    ['a component', 1, 'press'],
  ])('%s cannot be answered with type %i', async (_, type, how) => {
    const { discord, channelId, press, reply } = await withMessage();
    await call(discord, 'PUT', `/applications/${APP}/commands`, [{ name: 'ask', description: 'x' }]);
    const pending = how === 'run' ? discord.run(discord.reader, channelId, 'ask') : press();
    expect((await reply(pending, { type, data: { content: 'y' } })).status).toBe(400);
  });

  test('later than three seconds there is no such interaction, and the member is told', async () => {
    const { press, reply, wait } = await withMessage();
    const pending = press();
    wait(3_001);
    expect(await reply(pending, { type: 6 })).toMatchObject({ status: 404, answer: { code: 10062 } });
    await expect(pending.acknowledged).rejects.toThrow(NoResponse);
  });

  test.each([
    ['an unknown component', 'nope', undefined, /can be used/],
    ['a disabled button', 'off', undefined, /can be used/],
    ['a value that is not offered', 'pick', ['z'], /one of the options/],
    ['too many values', 'pick', ['a', 'b'], /1 to 1 values/],
    ['no value', 'pick', [], /1 to 1 values/],
  ])('%s cannot be used', async (_, customId, values, message) => {
    const { press } = await withMessage([row(button('off', { disabled: true })), row(select('pick'))]);
    expect(() => press(customId, values)).toThrow(message);
  });

  test('what only one member sees, no other can press, and the bot does not find in the channel', async () => {
    const { discord, channelId, press, reply } = await withMessage();
    const pending = press();
    await reply(pending, { type: 4, data: { content: 'y', flags: 64, components: [row(button('mine'))] } });
    const { id } = await pending.reply;
    expect(() => discord.press(discord.moderator, channelId, id, 'mine')).toThrow(/does not see/);
    expect((await call(discord, 'GET', `/channels/${channelId}/messages/${id}`)).answer.code).toBe(10008);
    const again = discord.press(discord.reader, channelId, id, 'mine');
    await reply(again, { type: 7, data: { content: 'z', components: [] } });
    expect(await again.reply).toMatchObject({ id, content: 'z', flags: FLAG_EPHEMERAL });
  });
});
