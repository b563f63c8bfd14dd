import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesAsJson } from '../../src/corpus/desk-text.ts';
import { visit } from '../support/browser.ts';
import { hasBrowser, launchBrowser } from '../support/chromium.ts';
import { entryOf } from '../support/entries.ts';
import { startPlayground } from '../support/playground.ts';

/** The whole product as someone without an account meets it: `npm start`, the real bot and model, a real browser. */

const LONG = Array.from({ length: 60 }, (_, at) => `Der ${at + 1}. Absatz erzählt vom Umbau des Hafens.`).join('\n\n');
const HOSTILE = {
  headline: '<img src=x onerror=alert(1)> @everyone',
  body: '<script>alert(2)</script> [hier](javascript:alert(3)) **fett** <@1100000000000000012>',
};
const FILES: Readonly<Record<string, string>> = {
  'brücke.md':
    '---\nheadline: Brücke nach Sturm gesperrt\n---\nNach dem Sturm bleibt die Brücke bis Freitag gesperrt.\n',
  'haushalt.md': '---\nheadline: Stadtrat beschließt Haushalt\n---\nDas Defizit beträgt 18 Millionen Euro.\n',
  'hafen.md': `---\nheadline: Der Hafen wird umgebaut\n---\n${LONG}\n`,
  'böse.json': entriesAsJson([entryOf(HOSTILE.headline, [HOSTILE.body])]),
};

describe.skipIf(!hasBrowser)('the playground in the browser', () => {
  const root = mkdtempSync(join(tmpdir(), 'liveblog-page-'));
  const corpus = join(root, 'corpus');
  let playground: Awaited<ReturnType<typeof startPlayground>>;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(corpus);
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(corpus, name), text);
    [playground, browser] = await Promise.all([
      startPlayground({ CORPUS_DIR: corpus, DATA_DIR: join(root, 'data') }),
      launchBrowser(),
    ]);
    // every entry has been read in and posted
    const page = await browser.newPage();
    await page.goto(playground.url);
    await page.locator('.count', { hasText: String(Object.keys(FILES).length) }).waitFor({ timeout: 100_000 });
    await page.close();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    expect(await playground?.stop()).toBe(0);
    expect(playground?.stderr().replace(/^Indexing: \d+ of \d+\n/gm, '')).toBe('');
    rmSync(root, { recursive: true, force: true });
  });

  const open = (options: Parameters<typeof visit>[2] = {}) => visit(browser, playground.url, options);
  const lastMessage = (page: Page): Locator => page.locator('.message').last();
  const messageWith = (page: Page, text: string): Locator => page.locator('.message', { hasText: text });
  const channel = (page: Page, name: string): Promise<void> => page.locator('.channel', { hasText: name }).click();
  const become = (page: Page, role: string): Promise<void> => page.getByText(role, { exact: true }).click();
  const command = async (page: Page, typed: string): Promise<void> => {
    await page.locator('#composer').click();
    await page.keyboard.type(typed);
  };

  test('a question, by the keyboard alone, is answered with what the liveblog says', async () => {
    const page = await open();
    await page.keyboard.type('/fra');
    await page.getByRole('option', { name: /\/frage.*wörtlich zitiert/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Wie hoch ist das Defizit der Stadt?');
    await page.keyboard.press('Enter');
    const answer = messageWith(page, '18 Millionen Euro');
    await answer.waitFor();
    expect(await answer.locator('.origin').innerText()).toMatch(/Leserin hat\s+\/frage\s+benutzt/);
    expect(await answer.locator('blockquote').innerText()).toBe('Das Defizit beträgt 18 Millionen Euro.');
    expect(await page.locator('#composer').inputValue()).toBe('');
  });

  test('words alone are a question', async () => {
    const page = await open();
    await command(page, 'Wann öffnet die gesperrte Brücke?');
    await page.keyboard.press('Enter');
    await lastMessage(page).getByText('bis Freitag').waitFor();
  });

  test('an option is completed by the bot while it is typed', async () => {
    const page = await open();
    await command(page, '/eintrag Stadt');
    await page.getByRole('option', { name: 'Stadtrat beschließt Haushalt' }).click();
    await page.keyboard.press('Enter');
    await expect.poll(() => lastMessage(page).locator('.embed-title').innerText()).toBe('Stadtrat beschließt Haushalt');
  });

  test('what is missing or wrong is said at its place, and what was typed stays', async () => {
    const page = await open();
    await command(page, '/neueste 99');
    await page.keyboard.press('Enter');
    await page.getByText('anzahl: Eine Zahl von 1 bis 10.').waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await page.getByText('Die 2 neuesten Einträge').waitFor();
    await command(page, '/frage ');
    await page.keyboard.press('Enter');
    await page.getByText('frage: Diese Angabe fehlt.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('#composer').waitFor();
  });

  test('only a moderator is offered /neuladen, and only the moderator sees its answer', async () => {
    const page = await open();
    await command(page, '/');
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option', { name: '/neuladen' }).count()).toBe(0);
    await page.keyboard.press('Backspace');
    await become(page, 'Moderation');
    await command(page, '/neu');
    await page.getByRole('option', { name: '/neuladen' }).click();
    await page.keyboard.press('Enter');
    await lastMessage(page).getByText('Es hat sich nichts geändert').waitFor();
    await lastMessage(page).getByText('Nur du kannst dies sehen').waitFor();
    await become(page, 'Leserin');
    await expect.poll(() => page.locator('.message.private').count()).toBe(0);
    await become(page, 'Moderation');
    await lastMessage(page).getByRole('button', { name: 'Nachricht verwerfen' }).click();
    await expect.poll(() => page.locator('.message.private').count()).toBe(0);
  });

  test('an entry that is added while one looks appears in the channel, from the desk and from a file', async () => {
    const page = await open();
    await channel(page, 'liveblog');
    await page.getByRole('button', { name: 'Redaktion', exact: true }).click();
    await page.getByRole('button', { name: 'Neuer Eintrag' }).click();
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await page.getByText('Ein Eintrag braucht eine Überschrift oder einen Text.').waitFor();
    await page.getByLabel('Überschrift').fill('Fähren fahren wieder');
    await page
      .getByLabel('Text', { exact: true })
      .fill('Seit Mittag legen die Fähren ab.\n\n> Endlich.\n> — Kapitänin');
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await page.getByText('Veröffentlicht.').waitFor();
    const post = messageWith(page, 'Fähren fahren wieder');
    await post.getByText('– Kapitänin').waitFor();

    writeFileSync(join(corpus, 'neu.tmp'), '---\nheadline: Aus der Datei\n---\nEin Eintrag aus einer neuen Datei.\n');
    renameSync(join(corpus, 'neu.tmp'), join(corpus, 'neu.md'));
    await messageWith(page, 'Aus der Datei').waitFor();
    await page.locator('.entry', { hasText: 'Aus der Datei' }).waitFor();
  });

  test('a correction changes the post in place, and a button shows what changed to the one who asks', async () => {
    const page = await open();
    await channel(page, 'liveblog');
    await page.getByRole('button', { name: 'Redaktion', exact: true }).click();
    await page.getByRole('button', { name: 'Bearbeiten: Stadtrat beschließt Haushalt' }).click();
    await page.getByLabel('Text', { exact: true }).fill('Das Defizit beträgt 21 Millionen Euro.');
    await page.getByRole('button', { name: 'Speichern' }).click();
    const post = messageWith(page, 'Das Defizit beträgt 21 Millionen Euro.');
    await post.getByText('Korrigiert').waitFor();
    await post.getByText('(bearbeitet)').waitFor();
    await page.locator('.entry.edited', { hasText: 'Stadtrat' }).waitFor();
    await post.getByRole('button', { name: 'Was hat sich geändert?' }).click();
    const changes = page.locator('.message.private');
    await expect.poll(() => changes.locator('s').allInnerTexts()).toEqual(['18']);
    expect(await changes.locator('.excerpt').innerText()).toBe('Stadtrat beschließt Haushalt');
    expect(await changes.locator('strong').allInnerTexts()).toContain('21');
    await become(page, 'Moderation');
    await expect.poll(() => page.locator('.message.private').count()).toBe(0);
  });

  test('a withdrawn entry is struck through in the channel, and stands there again when it is taken back', async () => {
    const page = await open();
    await channel(page, 'liveblog');
    await page.getByRole('button', { name: 'Redaktion', exact: true }).click();
    await page.getByRole('button', { name: 'Zurückziehen: Brücke nach Sturm gesperrt' }).click();
    const post = messageWith(page, 'Brücke nach Sturm gesperrt');
    await post.getByText('Zurückgezogen').waitFor();
    await post.locator('.embed-title s', { hasText: 'Brücke nach Sturm gesperrt' }).waitFor();
    await page.getByRole('button', { name: 'Wiederherstellen: Brücke nach Sturm gesperrt' }).click();
    await expect.poll(() => post.locator('s').count()).toBe(0);
  });

  test('a moderator subscribes a channel after a preview, by a button', async () => {
    const page = await open();
    await become(page, 'Moderation');
    await command(page, '/abonnieren ');
    await page.getByRole('button', { name: 'Option kanal hinzufügen' }).click();
    await page.getByRole('option', { name: '#eilmeldungen' }).click();
    await page.keyboard.press('Enter');
    await lastMessage(page).getByRole('button', { name: 'Abonnieren' }).click();
    await command(page, '/abos');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await lastMessage(page).getByText('#eilmeldungen').waitFor();
  });

  test('a command that fills several lines keeps its button for sending at the right', async () => {
    const page = await open({ viewport: { width: 760, height: 640 } });
    await become(page, 'Moderation');
    await command(page, '/abonnieren ');
    for (const option of ['thema', 'rolle'])
      await page.getByRole('button', { name: `Option ${option} hinzufügen` }).click();
    const rightOf = async (locator: Locator): Promise<number> => {
      const { x, width } = (await locator.boundingBox()) ?? { x: Number.NaN, width: Number.NaN };
      return x + width;
    };
    const gap = (await rightOf(page.locator('.command-form'))) - (await rightOf(page.locator('.send')));
    expect(Math.round(gap)).toBe(8);
  });

  test('posts that come while another channel is shown are counted', async () => {
    const page = await open();
    const count = page.locator('.channel', { hasText: 'liveblog' }).locator('.count');
    await count.waitFor();
    await channel(page, 'liveblog');
    await expect.poll(() => count.count()).toBe(0);
  });

  test('whatever an entry or a question holds is shown as text', async () => {
    const page = await open();
    await channel(page, 'liveblog');
    const post = messageWith(page, HOSTILE.headline);
    await post.waitFor();
    expect(await post.locator('.embed-text').innerText()).toContain('<script>alert(2)</script>');
    expect(await post.locator('img, script, strong, a[href^="javascript"], .mention').count()).toBe(0);
    await channel(page, 'fragen');
    const question = '<svg onload=alert(4)> **Sturm** [x](javascript:alert(5))';
    await command(page, question);
    await page.keyboard.press('Enter');
    const answer = lastMessage(page);
    await expect.poll(() => answer.locator('.embed-title').innerText()).toBe(question);
    expect(await page.locator('.message svg[onload], .message a[href^="javascript"]').count()).toBe(0);
  });

  test('German and English: the page, the commands and the answers follow the switch, and it is remembered', async () => {
    const page = await open({ locale: 'en-GB' });
    await page.getByPlaceholder('Ask a question').waitFor();
    await command(page, '/ask ');
    await page.keyboard.type('How large is the deficit?');
    await page.keyboard.press('Enter');
    await lastMessage(page).getByText('As of').waitFor();
    expect(await lastMessage(page).locator('.origin').innerText()).toMatch(/Reader used\s+\/ask/);
    await page.getByText('DE', { exact: true }).click();
    await page.getByPlaceholder('Frage stellen').waitFor();
    await command(page, '/neueste');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await lastMessage(page).getByText('neuesten Einträge').waitFor();
    await page.reload();
    await page.getByPlaceholder('Frage stellen').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
  });

  test('light and dark follow the system until one is chosen', async () => {
    const page = await open({ colorScheme: 'dark' });
    const background = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.querySelector("main")).backgroundColor');
    const dark = await background();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await background();
    expect(light).not.toBe(dark);
    await page.getByTitle('dunkel').click();
    expect(await background()).toBe(dark);
    await page.reload();
    await page.getByRole('combobox').waitFor();
    expect(await background()).toBe(dark);
  });

  test('on a phone everything is within reach and nothing is wider than the screen', async () => {
    const page = await open({ viewport: { width: 360, height: 640 } });
    const widest = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth');
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Kanäle und Einstellungen zeigen' }).click();
    await channel(page, 'liveblog');
    await messageWith(page, 'Der Hafen wird umgebaut').waitFor();
    await expect.poll(() => page.getByRole('navigation').isVisible()).toBe(false);
    expect(await widest()).toBe(360);
    await command(page, '/neueste 3');
    await page.keyboard.press('Enter');
    await lastMessage(page).getByText('Die 3 neuesten Einträge').waitFor();
    expect(await widest()).toBe(360);
    await page.getByRole('button', { name: 'Redaktion', exact: true }).click();
    await page.getByRole('complementary').waitFor();
    expect(await widest()).toBe(360);
    await page.getByRole('button', { name: 'Redaktion schließen' }).click();
  });

  test('by the keyboard one gets everywhere, and out of everything', async () => {
    const page = await open();
    const focused = (): Promise<string> =>
      page.evaluate('(document.activeElement.getAttribute("aria-label") || document.activeElement.textContent).trim()');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Zum Eingabefeld');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^liveblog/);
    await page.keyboard.press('Enter');
    expect(await page.locator('[aria-current=page]').innerText()).toContain('liveblog');
    expect(await focused()).toMatch(/^liveblog/);
    for (const key of ['Tab', 'Tab', 'Tab', 'ArrowRight', 'Tab', 'ArrowRight']) await page.keyboard.press(key);
    await page.getByPlaceholder('Ask a question').waitFor();
    await page.getByRole('button', { name: 'Newsroom', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'New entry' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.entry-form input:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('New entry');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Not lost');
    await page.keyboard.press('Escape');
    await page.getByText('DE', { exact: true }).click();
    expect(await page.getByLabel('Überschrift').inputValue()).toBe('Not lost');
    await page.getByRole('button', { name: 'Abbrechen', exact: true }).click();
    await page.locator('#composer').focus();
    await page.keyboard.type('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious, %s',
    async (colorScheme) => {
      const page = await open({ colorScheme, viewport: { width: 1400, height: 800 } });
      await page.evaluate(axe.source);
      const violations = async (): Promise<string[]> => {
        const found = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
        return found.violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
      };
      await become(page, 'Moderation');
      await page.locator('.entry').first().getByRole('button').last().click();
      await page.locator('.entry.withdrawn').waitFor();
      await command(page, '/');
      await page.getByRole('option').first().waitFor();
      expect(await violations()).toEqual([]);
      await page.keyboard.type('frage ');
      await page.getByRole('button', { name: 'Zurücksetzen' }).click();
      await page.getByText('Alles ist wieder wie im Korpus.').waitFor();
      await page.getByRole('button', { name: 'Neuer Eintrag' }).click();
      await channel(page, 'liveblog');
      expect(await violations()).toEqual([]);
    },
    120_000,
  );
});
