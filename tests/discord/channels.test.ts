import { expect, test } from 'vitest';
import type { Entry } from '../../src/corpus/entry.ts';
import {
  CHANNEL_TYPE,
  FLAG_CROSSPOSTED,
  FLAG_SUPPRESS_NOTIFICATIONS,
  PERMISSIONS,
} from '../../src/playground/model.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf } from '../support/entries.ts';
import { tempFolder } from '../support/temp.ts';

/** Of what comes in its own time. */
const PATIENT = { timeout: 20_000 };

const CHANNELS = [
  { name: 'liveblog' },
  { name: 'ankündigungen', type: CHANNEL_TYPE.announcement },
  { name: 'fragen' },
  { name: 'faden', type: CHANNEL_TYPE.publicThread, parent: 'fragen' },
];

const entry = (headline: string, rest: Partial<Entry> = {}) =>
  entryOf(headline, [`Text von ${headline}.`], { source: 'page.json', ...rest });
const entries = (count: number) => Array.from({ length: count }, (_, at) => entry(`Neu ${count - at}`));
const idOf = (discord: StandIn, at: number): string => discord.channels[at]?.id ?? '';
const shown = (discord: StandIn, at: number) => discord.messages(idOf(discord, at));
const titles = (discord: StandIn, at: number) => shown(discord, at).map(({ embeds }) => embeds[0]?.title);

type Options = Partial<Parameters<typeof startTestBot>[0]>;

async function setUp(options: (discord: StandIn) => Options = () => ({})) {
  const discord = await standIn({ channels: CHANNELS, systemChannel: 'fragen' });
  const corpus = { entries: [entry('Alt')] as readonly Entry[] };
  const bot = await startTestBot({ discord, corpus, dataDir: tempFolder(), ...options(discord) });
  await bot.newsdesk.drained();
  const show = async (fresh: readonly Entry[]) => {
    corpus.entries = [...fresh, entry('Alt')];
    await bot.newsdesk.reload({ force: false });
  };
  return { discord, bot, show };
}

const subscribing =
  (...places: number[]) =>
  (discord: StandIn) => ({
    subscriptions: places.map((at) => ({ channelId: idOf(discord, at), guildId: discord.guildId })),
  });

test('every subscribed channel gets each entry once, threads and announcement channels too', async () => {
  const { discord, bot, show } = await setUp(subscribing(1, 3));
  await show(entries(3));
  await bot.newsdesk.drained();
  for (const at of [0, 1, 3]) expect(titles(discord, at)).toEqual(['Neu 1', 'Neu 2', 'Neu 3']);
  expect(shown(discord, 2)).toEqual([]);
});

test('a channel that is closed to the bot does not hold up the others, its moderators are told once, and it comes back', async () => {
  const { discord, bot, show } = await setUp((on) => ({ ...subscribing(1)(on), waits: { quarantineMs: [60_000] } }));
  const [closed] = discord.channels;
  if (closed) closed.botPermissions &= ~PERMISSIONS.sendMessages;
  await show(entries(2));
  await expect.poll(() => titles(discord, 1), PATIENT).toEqual(['Neu 1', 'Neu 2']);
  await expect.poll(() => shown(discord, 2), PATIENT).toHaveLength(1);
  expect(shown(discord, 2)[0]?.content).toMatch(
    new RegExp(`^In <#${closed?.id}> kann ich .*„Nachrichten senden“.*Nichts geht verloren`),
  );
  expect(bot.publisher.status()[0]).toMatchObject({
    waiting: { posts: 2 },
    fault: { remedy: 'send-messages', reason: expect.stringContaining('Send Messages') },
  });
  expect(bot.store.faults.get(closed?.id ?? '')?.toldAt).not.toBeNull();
  // the gateway tells of the permission: no need to wait for the next try
  if (closed) closed.botPermissions |= PERMISSIONS.sendMessages;
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['Neu 1', 'Neu 2']);
  expect(shown(discord, 2)).toHaveLength(1);
  expect(bot.publisher.status()[0]?.fault).toBeNull();
});

test('moderators are told once, also when the connection drops before the notice is answered', async () => {
  const { discord, bot, show } = await setUp((on) => ({ ...subscribing(1)(on), waits: { quarantineMs: [20] } }));
  const [closed] = discord.channels;
  if (closed) closed.botPermissions &= ~PERMISSIONS.sendMessages;
  const path = new RegExp(`${idOf(discord, 2)}/messages$`);
  discord.fail({ method: 'POST', path, times: 1, kind: { type: 'drop', processed: true } });
  await show(entries(1));
  await expect.poll(() => bot.store.faults.get(closed?.id ?? '')?.toldAt, PATIENT).toEqual(expect.any(String));
  expect(shown(discord, 2)).toHaveLength(1);
  expect(titles(discord, 1)).toEqual(['Neu 1']);
});

test('a channel that was deleted does not hold up the others', async () => {
  const { discord, bot, show } = await setUp((on) => ({ ...subscribing(1)(on), waits: { quarantineMs: [60_000] } }));
  discord.administration.removeChannel(idOf(discord, 0));
  await show(entries(1));
  await expect.poll(() => shown(discord, 0).at(-1)?.embeds[0]?.title, PATIENT).toBe('Neu 1');
  await expect.poll(() => bot.publisher.status()[0]?.fault?.remedy, PATIENT).toBe('channel-gone');
});

test('without the history a send whose end was not seen is not repeated blindly', async () => {
  const { discord, bot, show } = await setUp();
  const [channel] = discord.channels;
  discord.fail({ method: 'POST', path: /messages$/, times: 1, kind: { type: 'drop', processed: true } });
  const stop = discord.onMessage(() => {
    stop();
    discord.forgetNonces();
    if (channel) channel.botPermissions &= ~PERMISSIONS.readMessageHistory;
  });
  await show(entries(1));
  await expect.poll(() => bot.publisher.status()[0]?.fault?.reason, PATIENT).toContain('Read Message History');
  if (channel) channel.botPermissions |= PERMISSIONS.readMessageHistory;
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['Neu 1']);
});

test('a send whose end was not seen is found behind hundreds of other messages', async () => {
  const { discord, bot, show } = await setUp((on) => ({ ...subscribing(1)(on), waits: { passingMs: [300] } }));
  await show(entries(1));
  await bot.newsdesk.drained();
  discord.fail({ method: 'POST', path: /messages$/, times: 1, kind: { type: 'drop', processed: true } });
  const stop = discord.onMessage(({ message }) => {
    if (message.authorId !== discord.botId) return;
    discord.forgetNonces();
    stop();
    for (let n = 0; n < 250; n++) discord.say(discord.reader, message.channelId, `Plauderei ${n}`);
  });
  await show(entries(2));
  await bot.newsdesk.drained();
  for (const at of [0, 1]) {
    const own = shown(discord, at).filter(({ authorId }) => authorId === discord.botId);
    expect(own.map(({ embeds }) => embeds[0]?.title)).toEqual(['Neu 1', 'Neu 2']);
  }
});

test('a token that is refused ends the bot with a clear line', async () => {
  const { discord, bot, show } = await setUp();
  discord.fail({ method: 'POST', path: /messages$/, times: 1, kind: { type: 'status', status: 401 } });
  await show(entries(1));
  await expect.poll(bot.fatal, PATIENT).toMatch(/DISCORD_TOKEN/);
  expect(bot.publisher.status()[0]?.waiting.posts).toBe(1);
});

test('an entry that Discord refuses is set aside, said in the log and counted, and tried again when it is corrected', async () => {
  const { discord, bot, show } = await setUp();
  discord.fail({ method: 'POST', path: /messages$/, times: 1, kind: { type: 'status', status: 400, code: 50035 } });
  await show(entries(2));
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['Neu 2']);
  expect(bot.publisher.status()[0]).toMatchObject({ refused: 1, waiting: { posts: 0 } });
  expect(bot.log()).toContain('set aside: Discord answers 400');
  await show([entry('Neu 2'), entryOf('Neu 1', ['Kürzer.'], { source: 'page.json' })]);
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['Neu 2', 'Neu 1']);
});

test('a role is pinged by key entries when they are posted, and by nothing else, ever', async () => {
  const { discord, bot, show } = await setUp((on) => ({
    subscriptions: [{ channelId: idOf(on, 0), roleId: on.roles[1]?.id ?? '', silent: true }],
  }));
  const role = discord.roles[1]?.id ?? '';
  const key = entry('Eilmeldung', { isKey: true });
  await show([entry(`Noch etwas <@&${role}>`), key, entry('Etwas')]);
  await bot.newsdesk.drained();
  expect(shown(discord, 0).map(({ pinged }) => [...pinged])).toEqual([[], [role], []]);
  expect(shown(discord, 0).map(({ flags }) => flags & FLAG_SUPPRESS_NOTIFICATIONS)).toEqual([
    FLAG_SUPPRESS_NOTIFICATIONS,
    0,
    FLAG_SUPPRESS_NOTIFICATIONS,
  ]);
  shown(discord, 0)[1]?.pinged.clear();
  await show([entry(`Noch etwas <@&${role}>`), { ...key, url: 'https://example.org/neu' }, entry('Etwas')]);
  await bot.newsdesk.drained();
  expect(shown(discord, 0)[1]?.editedTimestamp).not.toBeNull();
  expect(shown(discord, 0).flatMap(({ pinged }) => [...pinged])).toEqual([]);
});

test('announcements are published within the budget of an hour, key entries first', async () => {
  const { discord, bot, show } = await setUp(subscribing(1));
  await show([entry('Eilmeldung', { isKey: true }), ...entries(12)]);
  await bot.newsdesk.drained();
  const published = () =>
    shown(discord, 1)
      .filter(({ flags }) => flags & FLAG_CROSSPOSTED)
      .map(({ embeds }) => embeds[0]?.title);
  expect(published()).toContain('Eilmeldung');
  expect(published()).toHaveLength(9);
  expect(bot.publisher.status()[1]).toMatchObject({ waiting: { crossposts: 4, posts: 0 }, fault: null });
  await show([entry('Noch eine Eilmeldung', { isKey: true }), entry('Eilmeldung', { isKey: true }), ...entries(12)]);
  await bot.newsdesk.drained();
  expect(published()).toContain('Noch eine Eilmeldung');
  expect(shown(discord, 0).some(({ flags }) => flags & FLAG_CROSSPOSTED)).toBe(false);
});

test('a topic is asked of the engine, and nothing is posted while it cannot answer', async () => {
  let isBusy = false;
  const { discord, bot, show } = await setUp((on) => ({
    subscriptions: [{ channelId: idOf(on, 1), topic: 'Hochwasser' }],
    entriesAbout: async (topic) => {
      if (isBusy) throw new Error('the engine is busy');
      return new Set([topic === 'Hochwasser' ? 'neu-1' : '']);
    },
  }));
  isBusy = true;
  await show(entries(2));
  await expect.poll(() => bot.publisher.status()[0]?.fault?.reason, PATIENT).toContain('busy');
  isBusy = false;
  await bot.newsdesk.drained();
  expect([titles(discord, 0), titles(discord, 1)]).toEqual([['Neu 1', 'Neu 2'], ['Neu 1']]);
});

test('a flood is a digest of the older entries and the newest in full; the digest is kept up to date', async () => {
  const { discord, bot, show } = await setUp(() => ({ flood: { limit: 5, newestInFull: 2, digestSize: 20 } }));
  await show(entries(12));
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['10 weitere Einträge im Überblick', 'Neu 11', 'Neu 12']);
  const digest = () => shown(discord, 0)[0]?.embeds[0]?.description?.split('\n');
  expect(digest()).toEqual(Array.from({ length: 10 }, (_, at) => `- Neu ${at + 1}`));
  await show(entries(12).filter(({ headline }) => headline !== 'Neu 4'));
  await bot.newsdesk.drained();
  expect(digest()?.[3]).toMatch(/^- ~~Neu 4~~ · \*Zurückgezogen <t:\d+:t>\*$/);
});

test('a digest that Discord refuses is tried again when one of its entries changes', async () => {
  const { discord, bot, show } = await setUp(() => ({ flood: { limit: 2, newestInFull: 1, digestSize: 20 } }));
  discord.fail({ method: 'POST', path: /messages$/, times: 1, kind: { type: 'status', status: 400, code: 50035 } });
  await show(entries(4));
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['Neu 4']);
  const [newest, third, ...others] = entries(4);
  if (newest && third) await show([newest, { ...third, url: 'https://example.org/neu' }, ...others]);
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual(['Neu 4', '3 weitere Einträge im Überblick']);
  expect(bot.publisher.status()[0]).toMatchObject({ refused: 0, waiting: { posts: 0 } });
});

test.each([
  ['the send fails at Discord', { type: 'status', status: 500 }],
  ['Discord asks to wait', { type: 'rate-limit', retryAfterSeconds: 6 }],
] as const)('nothing is posted after a channel is unsubscribed, also when before that %s', async (_, kind) => {
  const waits = { passingMs: [60_000], limitedMs: [60_000] };
  const { discord, bot, show } = await setUp(() => ({ waits }));
  discord.fail({ method: 'POST', path: /messages$/, times: 1, kind });
  await show(entries(1));
  await expect.poll(bot.log, PATIENT).toMatch(/Discord (answers 500|asks to wait)/);
  bot.store.subscriptions.remove(idOf(discord, 0));
  bot.publisher.resume();
  await bot.newsdesk.drained();
  expect(titles(discord, 0)).toEqual([]);
  expect(bot.publisher.status()).toEqual([]);
});
