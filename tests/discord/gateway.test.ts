import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connect } from '../../src/discord/bot.ts';
import { standIn, startTestBot, TOKEN } from '../support/bot.ts';
import { SMALL_CORPUS } from '../support/entries.ts';
import { tempFolder } from '../support/temp.ts';

const silent = pino({ level: 'silent' });

async function setUp() {
  const discord = await standIn();
  const bot = await startTestBot({ discord, corpus: { entries: SMALL_CORPUS }, dataDir: tempFolder() });
  const channelId = discord.channels[1]?.id ?? '';
  const latest = () => discord.run(discord.reader, channelId, 'latest').reply;
  return { discord, bot, latest };
}

test('a broken connection is resumed, and a command sent meanwhile is answered', async () => {
  const { discord, latest } = await setUp();
  discord.gateway.drop();
  await expect.poll(() => discord.gateway.isConnected()).toBe(false);
  expect((await latest()).embeds).toHaveLength(1);
  expect(discord.gateway.stats).toEqual({ identifies: 1, resumes: 1 });
});

test('opcode 7 reconnects and resumes', async () => {
  const { discord, latest } = await setUp();
  discord.gateway.reconnect();
  await expect.poll(() => discord.gateway.stats.resumes).toBe(1);
  expect((await latest()).embeds).toHaveLength(1);
});

test('an invalid session identifies anew', async () => {
  const { discord, latest } = await setUp();
  discord.gateway.invalidate();
  await expect.poll(() => discord.gateway.stats.identifies, { timeout: 15_000 }).toBe(2);
  expect((await latest()).embeds).toHaveLength(1);
});

test('a wrong token ends with what to do, and stays out of the message', async () => {
  const discord = await standIn();
  const wrong = 'wrong.token.here';
  const failed = connect({ token: wrong, apiUrl: discord.apiUrl, log: silent, onFatal: () => undefined });
  await expect(failed).rejects.toThrow(/DISCORD_TOKEN/);
  await expect(failed).rejects.not.toThrow(new RegExp(wrong));
});

test.each([
  [4004, /DISCORD_TOKEN/],
  [4014, /intents/],
])('when Discord closes with %i, the bot says what to do', async (code, remedy) => {
  const discord = await standIn();
  let fatal: Error | null = null;
  const client = await connect({
    token: TOKEN,
    apiUrl: discord.apiUrl,
    log: silent,
    onFatal: (error) => {
      fatal = error;
    },
  });
  discord.gateway.closeWith(code, 'closed');
  await expect.poll(() => fatal?.message).toMatch(remedy);
  await client.destroy();
});
