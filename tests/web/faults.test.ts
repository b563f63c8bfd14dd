import { ButtonStyle, ComponentType, Events, type MessageActionRowComponentData, MessageFlags } from 'discord.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { servePage } from '../../src/playground/web/server.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { visit } from '../support/browser.ts';
import { hasBrowser, launchBrowser } from '../support/chromium.ts';
import { SMALL_CORPUS } from '../support/entries.ts';
import { tempFolder } from '../support/temp.ts';

/** What a page shows that needs a bot or a server in a state of its own: the real discord.js, the stand-in, a real browser. */

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function setUp() {
    const discord = await standIn();
    const bot = await startTestBot({ discord, corpus: { entries: SMALL_CORPUS }, dataDir: tempFolder() });
    let served = await servePage({ standIn: discord, desk: null, port: 0 });
    onTestFinished(() => served.close());
    const page = await visit(browser, served.url);
    const ask = async (question: string) => {
      await page.locator('#composer').fill(question);
      await page.keyboard.press('Enter');
    };
    const port = Number(new URL(served.url).port);
    const stop = () => served.close();
    const start = async () => {
      served = await servePage({ standIn: discord, desk: null, port });
    };
    return { discord, bot, page, ask, stop, start };
  }

  test('says when the bot does not answer in time, to the one who asked, until that is put away', async () => {
    const { discord, page, ask } = await setUp();
    const kind = { type: 'status', status: 403 } as const;
    discord.fail({ method: 'POST', path: /\/callback$/, times: 5, kind });
    await ask('Wer?');
    await page.getByText('Befehl wird gesendet').waitFor();
    await page.getByText('Die Anwendung reagiert nicht').waitFor();
    await page.getByText('Moderation', { exact: true }).click();
    await expect.poll(() => page.locator('.failed').count()).toBe(0);
    await page.getByText('Leserin', { exact: true }).click();
    await page.locator('.failed').getByRole('button', { name: 'Nachricht verwerfen' }).click();
    await expect.poll(() => page.locator('.failed').count()).toBe(0);
  });

  test('shows that the bot is thinking while it defers', async () => {
    const { discord, page, ask } = await setUp();
    const kind = { type: 'rate-limit', retryAfterSeconds: 1 } as const;
    discord.fail({ method: 'PATCH', path: /@original|%40original/, times: 1, kind });
    await ask('Wie hoch ist das Defizit?');
    await page.getByText('Liveblog-Bot denkt nach').waitFor();
    await page.locator('.embed', { hasText: '18 Millionen Euro' }).waitFor();
    expect(await page.getByText('Liveblog-Bot denkt nach').count()).toBe(0);
  });

  test('says that the connection is lost, and comes back by itself with what it missed', async () => {
    const { discord, bot, page, ask, stop, start } = await setUp();
    await stop();
    await page.getByText('Die Verbindung ist unterbrochen').waitFor();
    await ask('Wer?');
    await page.getByText('Der Nachbau ist nicht zu erreichen').waitFor();
    const channel = await bot.client.channels.fetch(discord.channels[1]?.id ?? '');
    if (channel?.isSendable()) await channel.send('Unterdessen');
    await start();
    await page.getByText('Die Verbindung steht wieder').waitFor();
    await page.getByText('Unterdessen').waitFor();
  });

  test('shows the newest of many messages, members’ too, and older ones when asked', async () => {
    const { discord, page } = await setUp();
    const [, questions] = discord.channels;
    for (let at = 1; at <= 250; at++) discord.say(discord.moderator, questions?.id ?? '', `Nachricht ${at}.`);
    await page.getByText('Nachricht 250.').waitFor();
    await expect.poll(() => page.locator('.message').count()).toBe(200);
    expect(await page.getByText('Nachricht 50.', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Ältere Nachrichten zeigen' }).click();
    await expect.poll(() => page.locator('.message').count()).toBe(250);
    expect(await page.locator('.message .author').first().innerText()).toBe('Moderation');
    await page.getByRole('heading', { name: 'Willkommen' }).waitFor();
  });

  test('a bot that is away is said to be starting', async () => {
    const { bot, page } = await setUp();
    expect(await page.locator('.banner').innerText()).toBe('');
    await bot.stop();
    await page.getByText('Der Bot fährt hoch').waitFor();
  });

  test('buttons and menus reach the bot, with who used them; its answers show where they belong', async () => {
    const { discord, bot, page } = await setUp();
    bot.client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isButton() && interaction.customId === 'more')
        await interaction.reply({ content: `Mehr für ${interaction.user.id}`, flags: MessageFlags.Ephemeral });
      if (interaction.isButton() && interaction.customId === 'done') await interaction.update({ content: 'Erledigt' });
      if (interaction.isStringSelectMenu()) await interaction.reply(`Gewählt: ${interaction.values.join()}`);
    });
    const channel = await bot.client.channels.fetch(discord.channels[1]?.id ?? '');
    if (!channel?.isSendable()) throw new Error('no channel');
    const row = (...components: MessageActionRowComponentData[]) => ({ type: ComponentType.ActionRow, components });
    const style = ButtonStyle.Primary;
    await channel.send({
      content: 'Was nun?',
      components: [
        row(
          { type: ComponentType.Button, style, label: 'Mehr', customId: 'more' },
          { type: ComponentType.Button, style, label: 'Fertig', customId: 'done' },
          { type: ComponentType.Button, style: ButtonStyle.Link, label: 'Quelle', url: 'https://example.org/' },
          { type: ComponentType.Button, style, label: 'Aus', customId: 'off', disabled: true },
        ),
        row({
          type: ComponentType.StringSelect,
          customId: 'choose',
          placeholder: 'Thema',
          options: [
            { label: 'Haushalt', value: 'a' },
            { label: 'Sturm', value: 'b', description: 'und Brücke' },
          ],
        }),
      ],
    });
    await page.getByRole('button', { name: 'Mehr' }).click();
    const reply = page.locator('.message.private', { hasText: `Mehr für ${discord.reader.id}` });
    expect(await reply.locator('.excerpt').innerText()).toBe('Was nun?');
    expect(await page.getByRole('link', { name: 'Quelle' }).getAttribute('href')).toBe('https://example.org/');
    expect(await page.getByRole('button', { name: 'Aus' }).isDisabled()).toBe(true);
    await page.getByLabel('Thema').selectOption({ label: 'Sturm – und Brücke' });
    await page.getByText('Gewählt: b').waitFor();
    await page.getByRole('button', { name: 'Fertig' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.content', { hasText: 'Erledigt' }).waitFor();
    await expect.poll(() => page.getByText('Was nun?').count()).toBe(0);
    await page.locator('.message .edited').waitFor();
  });
});
