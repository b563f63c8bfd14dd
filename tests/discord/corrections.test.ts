import { expect, onTestFinished, test, vi } from 'vitest';
import { ask } from '../../commands/ask.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { CHANNEL_TYPE, PERMISSIONS } from '../../src/playground/model.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf } from '../support/entries.ts';
import { tempFolder } from '../support/temp.ts';

/** Of what comes in its own time. */
const PATIENT = { timeout: 20_000 };

const page = (headline: string, text: string, rest: Partial<Entry> = {}) =>
  entryOf(headline, [text], { source: 'page.json', ...rest });
const START = ['C', 'B', 'A'].map((headline) => page(headline, `Text von ${headline}.`));
const [c, b, a] = START as [Entry, Entry, Entry];

const shown = (discord: StandIn, at = 0) => discord.messages(discord.channels[at]?.id ?? '');
const description = (discord: StandIn, at: number): string => shown(discord)[at]?.embeds[0]?.description ?? '';
/** What moderators were told of faults in the first channel. */
const notices = (discord: StandIn) =>
  shown(discord, 1).filter(({ content }) => content.startsWith(`In <#${discord.channels[0]?.id}> kann ich`));
const patchPath = /^\/channels\/\d+\/messages\/\d+$/;

async function setUp(
  options: Partial<Parameters<typeof startTestBot>[0]> = {},
  world: Parameters<typeof standIn>[0] = {},
) {
  const discord = await standIn(world);
  const corpus = { entries: START as readonly Entry[] };
  const dataDir = tempFolder();
  const start = () => startTestBot({ discord, corpus, dataDir, backlog: 3, ...options });
  let bot = await start();
  await bot.newsdesk.drained();
  return {
    discord,
    bot: () => bot,
    async show(entries: readonly Entry[]) {
      corpus.entries = entries;
      await bot.newsdesk.reload({ force: false });
      await bot.newsdesk.drained();
    },
    async restart() {
      await bot.stop();
      bot = await start();
      await bot.newsdesk.drained();
    },
  };
}

test('a correction edits the message in place, says when, and has a button that knows what changed', async () => {
  const { discord, bot, show, restart } = await setUp();
  await show([c, page('B', 'Der neue Text.'), a]);
  expect(shown(discord)).toHaveLength(3);
  expect(description(discord, 1)).toMatch(/^Der neue Text\.\n\n\*Korrigiert <t:\d+:t>\*$/);
  expect([description(discord, 0), description(discord, 2)]).toEqual(['Text von A.', 'Text von C.']);
  const [row] = shown(discord)[1]?.components ?? [];
  const [button] = row?.components ?? [];
  expect(button).toMatchObject({ type: 2, label: 'Was hat sich geändert?' });
  await restart();
  const key = String(button && 'custom_id' in button ? button.custom_id : '').replace(/^changes:/, '');
  const versions = bot().store.changesOf(key)?.versions;
  expect(versions?.map(({ entry }) => entry.body[0]?.text)).toEqual(['Text von B.', 'Der neue Text.']);
});

test('a withdrawn entry is struck through in place and kept; one that comes back is not', async () => {
  const { discord, show } = await setUp();
  await show([c, a]);
  expect(shown(discord)[1]?.embeds[0]?.title).toBe('~~B~~');
  expect(description(discord, 1)).toMatch(/^\*Zurückgezogen <t:\d+:t>\*\n\n~~Text von B\.~~$/);
  await show([c, b, a]);
  expect(shown(discord)[1]?.embeds[0]).toMatchObject({ title: 'B', description: 'Text von B.' });
});

test('an entry that left the window stays as it is', async () => {
  const { discord, show } = await setUp();
  await show([page('D', 'Neu.'), c, b]);
  expect(shown(discord).map(({ embeds }) => embeds[0]?.title)).toEqual(['A', 'B', 'C', 'D']);
  expect(shown(discord).every(({ editedTimestamp }) => editedTimestamp === null)).toBe(true);
});

test('a correction while the bot is down, or while its edit fails, is made in the end', async () => {
  const { discord, show } = await setUp();
  discord.fail({ method: 'PATCH', path: patchPath, times: 2, kind: { type: 'drop', processed: true } });
  discord.fail({ method: 'PATCH', path: patchPath, times: 2, kind: { type: 'status', status: 500 } });
  await show([c, page('B', 'Neu.'), page('A', 'Auch neu.')]);
  expect([description(discord, 0), description(discord, 1)]).toEqual([
    expect.stringContaining('Auch neu.'),
    expect.stringContaining('Neu.'),
  ]);
});

test.each([
  ['30046, edits of messages older than an hour', { type: 'status', status: 400, code: 30046 }],
  ['20022, edits of announcements', { type: 'status', status: 400, code: 20022 }],
  ['30046 as a 429 that says how long', { type: 'rate-limit', retryAfterSeconds: 6, code: 30046 }],
] as const)('refused edits (%s) wait, newest first, while posts go on', async (_, kind) => {
  const { discord, bot, show } = await setUp({ waits: { limitedMs: [600] } });
  discord.fail({ method: 'PATCH', path: patchPath, times: 1, kind });
  await show([page('D', 'Neu.'), c, page('B', 'B neu.'), page('A', 'A neu.')]);
  expect(shown(discord).map(({ embeds }) => embeds[0]?.title)).toEqual(['A', 'B', 'C', 'D']);
  const [status] = bot().publisher.status();
  expect(status).toMatchObject({ waiting: { edits: 2, posts: 0 }, fault: null });
  expect(Date.parse(status?.putOffUntil ?? '')).toBeGreaterThan(Date.now() - 1_000);
  if (kind.type === 'rate-limit') return;
  const edited: (string | undefined)[] = [];
  onTestFinished(
    discord.onMessage(({ kind: what, message }) => what === 'edited' && edited.push(message.embeds[0]?.title)),
  );
  await expect.poll(() => edited, PATIENT).toEqual(['B', 'A']);
  expect(bot().publisher.status()[0]?.waiting.edits).toBe(0);
});

test('a message that a moderator deleted is let be', async () => {
  const { discord, bot, show } = await setUp();
  const channelId = discord.channels[0]?.id ?? '';
  await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages/${shown(discord)[1]?.id}`, {
    method: 'DELETE',
    headers: { authorization: 'Bot a.secret.token' },
  });
  await show([c, page('B', 'Neu.'), a]);
  expect(shown(discord)).toHaveLength(2);
  expect(bot().publisher.status()).toMatchObject([{ waiting: { edits: 0 }, fault: null }]);
});

test('corrections ping nobody, whatever they say', async () => {
  const { discord, show } = await setUp();
  await show([c, page('B', '@everyone <@&1100000000000000051> <@1100000000000000011>'), a]);
  expect(shown(discord)[1]?.pinged.size).toBe(0);
});

test('a correction made while an answer was being written is noted at once', async () => {
  const { discord, bot, show } = await setUp();
  const place = discord.channels[1]?.id ?? '';
  const askedAt = new Date().toISOString();
  await show([c, page('B', 'Neu.'), a]);
  const { id: messageId } = await discord.run(discord.reader, place, ask.data.name, { question: 'Text von C' }).reply;
  // its own record comes first
  await expect.poll(() => bot().store.answers.noteFor(messageId), PATIENT).not.toBeNull();
  bot().store.answers.record({ messageId, channelId: place, language: 'de', embedCount: 1, askedAt, cited: [b] });
  await expect.poll(() => shown(discord, 1)[0]?.embeds.at(-1)?.title, PATIENT).toBe('Nachtrag');
});

test('a public answer gets a note under it when what it cites is corrected or withdrawn, and none once that is over', async () => {
  const { discord, bot, show } = await setUp();
  const place = discord.channels[1]?.id ?? '';
  const askedAt = new Date().toISOString();
  const question = discord.run(discord.reader, place, ask.data.name, { question: 'Text von B' });
  const answer = await question.reply;
  bot().store.answers.record({
    ...{
      messageId: answer.id,
      channelId: place,
      language: 'de',
      embedCount: answer.embeds.length,
      askedAt,
      cited: [b],
    },
  });
  const before = answer.embeds;
  await show([c, page('B', 'Neu.'), a]);
  expect(shown(discord, 1)[0]?.embeds).toEqual([
    ...before,
    expect.objectContaining({
      title: 'Nachtrag',
      description: expect.stringMatching(/^„B“ wurde .* korrigiert \(<t:\d+:t>\)\.$/),
    }),
  ]);
  await show([c, a]);
  expect(shown(discord, 1)[0]?.embeds.at(-1)?.description).toContain('zurückgezogen');
  await show([c, b, a]);
  expect(shown(discord, 1)[0]?.embeds).toEqual(before);
});

/** Entries that come one after the other, as pages: newest first. */
const growing = (...headlines: string[]): Entry[][] =>
  headlines.map((_, at) =>
    headlines
      .slice(0, at + 1)
      .map((headline) => page(headline, 'Neu.'))
      .toReversed(),
  );

test('an answer that the bot may not read holds up no post and no correction, and moderators are told once', async () => {
  const { discord, bot, show } = await setUp({ waits: { quarantineMs: [10] } });
  const [channel] = discord.channels;
  const place = channel?.id ?? '';
  const answer = await discord.run(discord.reader, place, ask.data.name, { question: 'Text von B' }).reply;
  if (channel) channel.botPermissions &= ~PERMISSIONS.readMessageHistory;
  await show([c, page('B', 'B neu.'), page('A', 'A neu.')]);
  for (const fresh of growing('D', 'E', 'F')) await show([...fresh, c, page('B', 'B neu.'), page('A', 'A neu.')]);
  await expect.poll(() => description(discord, 0), PATIENT).toContain('A neu.');
  expect(description(discord, 1)).toContain('B neu.');
  const posted = shown(discord).filter(({ id }) => id !== answer.id);
  expect(posted.map(({ embeds }) => embeds[0]?.title)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  expect(bot().publisher.status()).toMatchObject([{ waiting: { notes: 1 }, fault: { remedy: 'send-messages' } }]);
  expect(notices(discord)).toHaveLength(1);
  if (channel) channel.botPermissions |= PERMISSIONS.readMessageHistory;
  const now = () => shown(discord).find(({ id }) => id === answer.id);
  await expect.poll(() => now()?.embeds.at(-1)?.title, PATIENT).toBe('Nachtrag');
  expect(bot().publisher.status()).toMatchObject([{ waiting: { notes: 0 }, fault: null }]);
});

test.each([
  ['edits', CHANNEL_TYPE.text, 'PATCH', patchPath],
  ['crossposts', CHANNEL_TYPE.announcement, 'POST', /crosspost$/],
] as const)('moderators are told once of forbidden %s, however many posts succeed', async (_, type, method, path) => {
  const world = { channels: [{ name: 'liveblog', type }, { name: 'fragen' }], systemChannel: 'fragen' };
  const { discord, bot, show } = await setUp({ waits: { quarantineMs: [10] } }, world);
  discord.fail({ method, path, times: 1_000, kind: { type: 'status', status: 403, code: 50013 } });
  for (const fresh of growing('D', 'E', 'F', 'G')) await show([...fresh, c, page('B', `Fassung ${fresh.length}.`), a]);
  await expect.poll(() => bot().store.faults.get(discord.channels[0]?.id ?? '')?.attempts, PATIENT).toBeGreaterThan(4);
  expect(shown(discord).map(({ embeds }) => embeds[0]?.title)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
  expect(notices(discord)).toHaveLength(1);
});

test('a clock that is put back an hour holds nothing up', async () => {
  const { discord, bot, show } = await setUp();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  discord.fail({ method: 'PATCH', path: patchPath, times: 1, kind: { type: 'status', status: 400, code: 30046 } });
  await show([page('D', 'Neu.'), c, page('B', 'B neu.'), a]);
  vi.setSystemTime(Date.now() - 3_600_000);
  await show([page('E', 'Neu.'), page('D', 'Neu.'), c, page('B', 'B neu.'), a]);
  await expect.poll(() => description(discord, 1), PATIENT).toContain('B neu.');
  expect(shown(discord).map(({ embeds }) => embeds[0]?.title)).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(bot().publisher.status()).toMatchObject([{ waiting: { posts: 0, edits: 0 }, fault: null }]);
});
