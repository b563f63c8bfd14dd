import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** A page as a new visitor opens it; the test fails on anything that the browser reports as wrong. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1100, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // the browser reports a server that is away by itself
    if (message.type() === 'error' && !/net::ERR_/.test(message.text())) faults.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    if (faults.length > 0) throw new Error(`The page reported: ${faults.join('\n')}`);
  });
  await page.goto(url);
  await page.getByRole('combobox').waitFor();
  return page;
}
