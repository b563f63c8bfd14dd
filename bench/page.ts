/** How long the playground takes from the opening of its page to the first cited answer in it, and what the page weighs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/support/chromium.ts';
import { startPlayground } from '../tests/support/playground.ts';

const QUESTION = 'Wie hoch ist das Defizit im ukrainischen Haushalt?';
const CITED = /Eintrag \d/;

async function answerIn(page: Page, url: string): Promise<number> {
  const openedAt = performance.now();
  await page.goto(url);
  // the first posts tell that the liveblog has been read in
  await page.locator('.count').waitFor();
  await page.getByPlaceholder('Frage').fill('/frage ');
  await page.getByRole('textbox', { name: 'frage' }).fill(QUESTION);
  const known = await page.locator('.embed').count();
  await page.keyboard.press('Enter');
  await page.locator('.embed', { hasText: CITED }).nth(known).waitFor();
  return performance.now() - openedAt;
}

async function run(browser: Browser, dataDir: string) {
  const startedAt = performance.now();
  const playground = await startPlayground({ DATA_DIR: dataDir });
  const servedMs = performance.now() - startedAt;
  const page = await browser.newPage({ locale: 'de-DE' });
  const atOnceMs = await answerIn(page, playground.url);
  const laterMs = await answerIn(page, playground.url);
  await page.close();
  await playground.stop();
  return { servedMs, atOnceMs, laterMs };
}

const browser = await launchBrowser();
const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-bench-'));
const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padEnd(11);
console.log('start  page served  cited answer after opening it at once  … and once more');
for (const kind of ['cold', 'warm', 'warm']) {
  const { servedMs, atOnceMs, laterMs } = await run(browser, dataDir);
  console.log(
    `${kind}   ${inSeconds(servedMs)}  ${inSeconds(atOnceMs)}                           ${inSeconds(laterMs)}`,
  );
}
await browser.close();
rmSync(dataDir, { recursive: true });
