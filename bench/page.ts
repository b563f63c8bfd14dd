/** How long the playground takes from the opening of its page to the first cited answer in it, and what the page weighs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../tests/support/chromium.ts';
import { startPlayground } from '../tests/support/playground.ts';

const QUESTION = 'Wie hoch ist das Defizit im ukrainischen Haushalt?';
const CITED = /Eintrag \d/;

async function run(browser: Browser, dataDir: string) {
  const startedAt = performance.now();
  const playground = await startPlayground({ DATA_DIR: dataDir });
  const page = await browser.newPage({ locale: 'de-DE' });
  const openedAt = performance.now();
  await page.goto(playground.url);
  await page.locator('.suggestion').first().waitFor();
  await page.locator('#composer').fill(QUESTION);
  await page.keyboard.press('Enter');
  await page.locator('.embed', { hasText: CITED }).waitFor();
  const answeredAt = performance.now();
  await page.close();
  await playground.stop();
  return { servedMs: openedAt - startedAt, answeredMs: answeredAt - openedAt };
}

const browser = await launchBrowser();
const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-bench-'));
const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
console.log('start  page served  first cited answer after the page was opened');
for (const kind of ['cold', 'warm', 'warm']) {
  const { servedMs, answeredMs } = await run(browser, dataDir);
  console.log(`${kind}   ${inSeconds(servedMs)}        ${inSeconds(answeredMs)}`);
}
await browser.close();
rmSync(dataDir, { recursive: true });
