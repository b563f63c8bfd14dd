import { describe, expect, test } from 'vitest';
import { NoResponse } from '../../src/playground/interactions.ts';
import { PERMISSIONS } from '../../src/playground/model.ts';
import { APP, call } from '../support/api.ts';
import { standIn, TOKEN } from '../support/bot.ts';

async function setUp(now?: () => number) {
  const discord = await standIn(now ? { now } : {});
  const channel = discord.channels[0];
  if (!channel) throw new Error('no channel');
  const messages = `/channels/${channel.id}/messages`;
  return { discord, channel, messages };
}

const long = (length: number): string => 'x'.repeat(length);
const field = { name: 'n', value: 'v' };

describe('limits of a message', () => {
  test.each([
    ['content', { content: long(2_001) }, ['content']],
    ['embeds', { embeds: Array(11).fill({ title: 'x' }) }, ['embeds']],
    ['title', { embeds: [{ title: long(257) }] }, ['embeds', '0', 'title']],
    ['description', { embeds: [{ description: long(4_097) }] }, ['embeds', '0', 'description']],
    ['fields', { embeds: [{ fields: Array(26).fill(field) }] }, ['embeds', '0', 'fields']],
    ['field name', { embeds: [{ fields: [{ ...field, name: long(257) }] }] }, ['embeds', '0', 'fields', '0', 'name']],
    [
      'field value',
      { embeds: [{ fields: [{ ...field, value: long(1_025) }] }] },
      ['embeds', '0', 'fields', '0', 'value'],
    ],
    ['footer', { embeds: [{ footer: { text: long(2_049) } }] }, ['embeds', '0', 'footer', 'text']],
    ['author', { embeds: [{ author: { name: long(257) } }] }, ['embeds', '0', 'author', 'name']],
    ['the sum of all embeds', { embeds: [{ description: long(3_500) }, { description: long(2_501) }] }, ['embeds']],
    ['url', { embeds: [{ title: 'x', url: 'javascript:x' }] }, ['embeds', '0', 'url']],
    ['nonce', { content: 'x', nonce: long(26) }, ['nonce']],
  ])('%s', async (_, body, path) => {
    const { discord, messages } = await setUp();
    const { status, answer } = await call(discord, 'POST', messages, body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    expect(answer.errors).toHaveProperty([...path, '_errors', 'length'], 1);
  });

  test('all of them at once, each just within', async () => {
    const { discord, messages } = await setUp();
    const body = {
      content: '👍'.repeat(2_000),
      embeds: [{ title: long(256), description: long(4_096), footer: { text: long(1_648) } }],
    };
    expect((await call(discord, 'POST', messages, body)).status).toBe(200);
  });

  test('an empty message', async () => {
    const { discord, messages } = await setUp();
    expect(await call(discord, 'POST', messages, {})).toMatchObject({ status: 400, answer: { code: 50006 } });
  });
});

test.each([
  ['a name with capitals', { name: 'Ask', description: 'x' }],
  ['a long description', { name: 'ask', description: long(101) }],
  ['a long localised description', { name: 'ask', description: 'x', description_localizations: { de: long(101) } }],
  [
    'a required option after an optional one',
    {
      name: 'ask',
      description: 'x',
      options: [
        { type: 3, name: 'a', description: 'x' },
        { type: 3, name: 'b', description: 'x', required: true },
      ],
    },
  ],
])('a command with %s is refused', async (_, command) => {
  const { discord } = await setUp();
  expect(await call(discord, 'PUT', `/applications/${APP}/commands`, [command])).toMatchObject({
    status: 400,
    answer: { code: 50035 },
  });
});

describe('who is pinged', () => {
  const ROLE = '1100000000000000051';
  const text = `@everyone <@1100000000000000011> <@&${ROLE}>`;
  test.each([
    ['without allowed_mentions: all', { content: text }, 3],
    ['parse: []: nobody', { content: text, allowed_mentions: { parse: [] } }, 0],
    ['only users', { content: text, allowed_mentions: { parse: ['users'] } }, 1],
    ['one named role', { content: text, allowed_mentions: { parse: [], roles: [ROLE] } }, 1],
    ['embeds ping nobody', { embeds: [{ description: text }] }, 0],
  ])('%s', async (_, body, pinged) => {
    const { discord, channel, messages } = await setUp();
    channel.botPermissions |= PERMISSIONS.mentionEveryone;
    await call(discord, 'POST', messages, body);
    expect(discord.messages(channel.id)[0]?.pinged.size).toBe(pinged);
  });

  test('an edit without allowed_mentions falls back to pinging all', async () => {
    const { discord, channel, messages } = await setUp();
    channel.botPermissions |= PERMISSIONS.mentionEveryone;
    const { answer } = await call(discord, 'POST', messages, { content: text, allowed_mentions: { parse: [] } });
    await call(discord, 'PATCH', `${messages}/${answer.id}`, { content: text });
    expect(discord.messages(channel.id)[0]?.pinged.size).toBe(3);
  });
});

test('an enforced nonce makes one message for a few minutes', async () => {
  let now = Date.now();
  const { discord, channel, messages } = await setUp(() => now);
  const body = { content: 'x', nonce: 'n', enforce_nonce: true };
  const first = await call(discord, 'POST', messages, body);
  expect((await call(discord, 'POST', messages, body)).answer.id).toBe(first.answer.id);
  await call(discord, 'POST', messages, { content: 'x', nonce: 'n' });
  expect(discord.messages(channel.id)).toHaveLength(2);
  now += 10 * 60_000;
  await call(discord, 'POST', messages, body);
  expect(discord.messages(channel.id)).toHaveLength(3);
});

test('embeds with one address collapse into the first', async () => {
  const { discord, messages } = await setUp();
  const embeds = [
    { title: 'A', url: 'https://example.org/' },
    { title: 'B', url: 'https://example.org/' },
    { title: 'C' },
  ];
  const { answer } = await call(discord, 'POST', messages, { embeds });
  expect(answer.embeds.map(({ title }) => title)).toEqual(['A', 'C']);
});

test.each([
  ['another token', 'GET', '/users/@me', 401, 0, 'wrong'],
  ['an unknown channel', 'POST', '/channels/1999999999999999999/messages', 404, 10003, TOKEN],
  ['an unknown message', 'GET', '/channels/1100000000000000101/messages/1', 404, 10008, TOKEN],
  ['an unknown interaction', 'POST', '/interactions/1/x/callback', 404, 10062, TOKEN],
  ['an unknown webhook', 'PATCH', `/webhooks/${APP}/x/messages/@original`, 404, 10015, TOKEN],
  ['an unknown command', 'DELETE', `/applications/${APP}/commands/1`, 404, 10063, TOKEN],
])('%s', async (_, method, path, status, code, token) => {
  const { discord } = await setUp();
  expect(await call(discord, method, path, method === 'GET' ? undefined : {}, token)).toMatchObject({
    status,
    answer: { code },
  });
});

test.each([
  ['viewChannel', 50001],
  ['sendMessages', 50013],
  ['embedLinks', 50013],
] as const)('without %s a post is refused with %i', async (permission, code) => {
  const { discord, channel, messages } = await setUp();
  channel.botPermissions &= ~PERMISSIONS[permission];
  expect(await call(discord, 'POST', messages, { embeds: [{ title: 'x' }] })).toMatchObject({
    status: 403,
    answer: { code },
  });
});

describe('interactions', () => {
  async function withCommand() {
    let now = Date.now();
    const set = await setUp(() => now);
    await call(set.discord, 'PUT', `/applications/${APP}/commands`, [
      { name: 'ask', description: 'x', options: [{ type: 3, name: 'q', description: 'x', autocomplete: true }] },
    ]);
    const pending = set.discord.run(set.discord.reader, set.channel.id, 'ask', { q: 'x' });
    const callback = (body: unknown) =>
      call(set.discord, 'POST', `/interactions/${pending.id}/${pending.token}/callback`, body);
    const original = `/webhooks/${APP}/${pending.token}/messages/@original`;
    const wait = (ms: number) => {
      now += ms;
    };
    return { ...set, pending, callback, original, wait };
  }

  test('deferred, then edited; the second callback is refused', async () => {
    const { discord, pending, callback, original } = await withCommand();
    expect((await callback({ type: 5, data: { flags: 64 } })).status).toBe(204);
    await pending.acknowledged;
    expect(await callback({ type: 4, data: { content: 'x' } })).toMatchObject({ status: 400, answer: { code: 40060 } });
    await call(discord, 'PATCH', original, { content: 'fertig' });
    expect(await pending.reply).toMatchObject({ content: 'fertig', flags: 64 });
  });

  test('later than three seconds there is no such interaction', async () => {
    const { callback, wait } = await withCommand();
    wait(3_001);
    expect(await callback({ type: 5 })).toMatchObject({ status: 404, answer: { code: 10062 } });
  });

  test('a member whom nobody answers is told so', async () => {
    const { pending } = await withCommand();
    await expect(pending.reply).rejects.toThrow(NoResponse);
  });

  test('the token lasts fifteen minutes', async () => {
    const { discord, callback, original, wait } = await withCommand();
    await callback({ type: 5 });
    wait(15 * 60_000 + 1);
    expect(await call(discord, 'PATCH', original, { content: 'x' })).toMatchObject({
      status: 404,
      answer: { code: 10015 },
    });
  });

  test('an autocomplete takes 25 choices of 100 characters', async () => {
    const { discord, channel } = await withCommand();
    const choose = async (choices: object[]) => {
      const { id, token } = discord.complete(discord.reader, channel.id, 'ask', 'q', 'x');
      return (await call(discord, 'POST', `/interactions/${id}/${token}/callback`, { type: 8, data: { choices } }))
        .status;
    };
    expect(await choose(Array(25).fill({ name: long(100), value: long(100) }))).toBe(204);
    expect(await choose(Array(26).fill({ name: 'x', value: 'x' }))).toBe(400);
    expect(await choose([{ name: long(101), value: 'x' }])).toBe(400);
  });
});
