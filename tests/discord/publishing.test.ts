import { expect, test } from 'vitest';
import { PERMISSIONS } from '../../src/playground/model.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf, SMALL_CORPUS } from '../support/entries.ts';
import { tempFolder } from '../support/temp.ts';

const titles = (discord: StandIn): (string | undefined)[] =>
  discord.messages(discord.channels[0]?.id ?? '').map(({ embeds }) => embeds[0]?.title);

const fresh = (n: number) => Array.from({ length: n }, (_, i) => entryOf(`Neu ${n - i}`, [`Text ${n - i}.`]));
const newest = (n: number, count: number) => fresh(n).slice(0, count);
const postPath = /^\/channels\/\d+\/messages$/;

async function setUp(backlog = 0) {
  const discord = await standIn();
  const corpus = { entries: SMALL_CORPUS };
  const dataDir = tempFolder();
  const start = () => startTestBot({ discord, corpus, dataDir, backlog });
  return { discord, corpus, dataDir, start };
}

test('the first start posts nothing old', async () => {
  const { discord, start } = await setUp();
  const { newsdesk } = await start();
  await newsdesk.drained();
  expect(titles(discord)).toEqual([]);
});

test('POST_BACKLOG posts the newest entries, the oldest of them first', async () => {
  const { discord, start } = await setUp(2);
  await (await start()).newsdesk.drained();
  expect(titles(discord)).toEqual(['Stadtrat beschließt Haushalt', 'Brücke nach Sturm gesperrt']);
});

test('new entries are posted oldest first, once each, also across restarts', async () => {
  const { discord, corpus, start } = await setUp();
  const first = await start();
  corpus.entries = [...fresh(2), ...SMALL_CORPUS];
  await first.newsdesk.reload({ force: false });
  await first.newsdesk.reload({ force: false });
  await first.newsdesk.drained();
  expect(titles(discord)).toEqual(['Neu 1', 'Neu 2']);
  await first.stop();
  corpus.entries = [...fresh(3), ...SMALL_CORPUS];
  await (await start()).newsdesk.drained();
  expect(titles(discord)).toEqual(['Neu 1', 'Neu 2', 'Neu 3']);
});

test('a correction of a posted entry does not post it again', async () => {
  const { discord, corpus, start } = await setUp(1);
  const { newsdesk } = await start();
  await newsdesk.drained();
  corpus.entries = [entryOf('Brücke nach Sturm gesperrt', ['Korrigiert.']), ...SMALL_CORPUS.slice(1)];
  await newsdesk.reload({ force: false });
  await newsdesk.drained();
  expect(titles(discord)).toHaveLength(1);
});

test.each([
  ['429', { type: 'rate-limit', retryAfterSeconds: 0.05 }],
  ['500', { type: 'status', status: 500 }],
  ['a connection that breaks before the post', { type: 'drop', processed: false }],
  ['a connection that breaks after the post', { type: 'drop', processed: true }],
] as const)('%s neither loses nor doubles an entry', async (_, kind) => {
  const { discord, corpus, start } = await setUp();
  const { newsdesk } = await start();
  discord.fail({ method: 'POST', path: postPath, times: 2, kind });
  corpus.entries = [...fresh(3), ...SMALL_CORPUS];
  await newsdesk.reload({ force: false });
  await newsdesk.drained();
  expect(titles(discord)).toEqual(['Neu 1', 'Neu 2', 'Neu 3']);
});

test('a post whose answer was lost is found in the channel when nonces are forgotten', async () => {
  const { discord, corpus, start } = await setUp();
  const { newsdesk } = await start();
  discord.fail({ method: 'POST', path: postPath, times: 1, kind: { type: 'drop', processed: true } });
  discord.onMessage(() => discord.forgetNonces());
  corpus.entries = [...newest(1, 1), ...SMALL_CORPUS];
  await newsdesk.reload({ force: false });
  await newsdesk.drained();
  expect(titles(discord)).toEqual(['Neu 1']);
});

test('what waits when the bot stops is posted after the next start', async () => {
  const { discord, corpus, start } = await setUp();
  const channel = discord.channels[0];
  const first = await start();
  if (channel) channel.botPermissions &= ~PERMISSIONS.sendMessages;
  corpus.entries = [...fresh(2), ...SMALL_CORPUS];
  await first.newsdesk.reload({ force: false });
  await expect.poll(() => first.publisher.status()[0]?.fault?.reason).toContain('Send Messages');
  expect(first.publisher.status()[0]?.waiting.posts).toBe(2);
  await first.stop();
  if (channel) channel.botPermissions |= PERMISSIONS.sendMessages;
  await (await start()).newsdesk.drained();
  expect(titles(discord)).toEqual(['Neu 1', 'Neu 2']);
});

test('a missing permission is said in one line, and posting goes on when it is given', async () => {
  const { discord, corpus, start } = await setUp();
  const channel = discord.channels[0];
  const { newsdesk, publisher, log } = await start();
  if (channel) channel.botPermissions &= ~PERMISSIONS.viewChannel;
  corpus.entries = [...fresh(1), ...SMALL_CORPUS];
  await newsdesk.reload({ force: false });
  await expect.poll(() => publisher.status()[0]?.fault?.reason).toContain('View Channel');
  expect(log().match(/"level":50/g)).toHaveLength(1);
  if (channel) channel.botPermissions |= PERMISSIONS.viewChannel;
  await newsdesk.drained();
  expect(titles(discord)).toEqual(['Neu 1']);
  expect(publisher.status()).toMatchObject([{ fault: null, waiting: { posts: 0 } }]);
});

test('an unknown channel is said in one line, and the commands go on', async () => {
  const { discord, corpus } = await setUp();
  const bot = await startTestBot({
    discord,
    corpus,
    dataDir: tempFolder(),
    backlog: 1,
    channelId: '1999999999999999999',
  });
  await expect.poll(() => bot.publisher.status()[0]?.fault?.reason).toContain('LIVEBLOG_CHANNEL_ID');
  const { embeds } = await discord.run(discord.reader, discord.channels[1]?.id ?? '', 'latest').reply;
  expect(embeds[0]?.description).toContain('Brücke');
});

test('a post pings nobody, whatever the entry says', async () => {
  const { discord, corpus, start } = await setUp();
  const { newsdesk } = await start();
  corpus.entries = [
    entryOf('@everyone <@1100000000000000011>', ['@here <@&1100000000000000001> <#1>']),
    ...SMALL_CORPUS,
  ];
  await newsdesk.reload({ force: false });
  await newsdesk.drained();
  const [message] = discord.messages(discord.channels[0]?.id ?? '');
  expect(message?.pinged.size).toBe(0);
  expect(message?.embeds[0]?.description).not.toMatch(/@here|(?<!\\)<[@#]/);
});
