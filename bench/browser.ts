import { chromium, type Browser, type Page } from 'playwright-core';

import { findChromium } from '../test/console/support/chromium.js';

/** The system's Chromium. @throws Error where there is none. */
export async function openBrowser(): Promise<Browser> {
  const found = findChromium();
  if ('missing' in found) throw new Error(`The console cannot be measured: there is ${found.missing}.`);
  return chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Works in a page with a cache of its own, which is empty. */
export async function inNewPage<Result>(browser: Browser, work: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}
