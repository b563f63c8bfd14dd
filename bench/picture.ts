/** Makes the README's picture: the playground on the shipped corpus, as it is at this moment. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../tests/support/chromium.ts';
import { startPlayground } from '../tests/support/playground.ts';

const FILE = 'docs/playground.png';
const QUESTIONS = [
  'Wie hoch ist das Defizit im ukrainischen Haushalt?',
  'What does Guterres expect of the peace talks?',
];

const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-picture-'));
const playground = await startPlayground({ DATA_DIR: dataDir });
const browser = await launchBrowser();
const page = await browser.newPage({ locale: 'de-DE', colorScheme: 'dark', viewport: { width: 1280, height: 656 } });
await page.goto(playground.url);
await page.locator('.count').waitFor();
for (const question of QUESTIONS) {
  const known = await page.locator('.embed').count();
  await page.locator('#composer').fill(question);
  await page.keyboard.press('Enter');
  await page.locator('.embed').nth(known).waitFor();
}
await page.locator('.log').evaluate((log) => log.scrollTo(0, log.scrollHeight));
await page.screenshot({ path: FILE });
await browser.close();
await playground.stop();
rmSync(dataDir, { recursive: true });
console.log(`${FILE}: ${Math.round(statSync(FILE).size / 1000)} kB`);
