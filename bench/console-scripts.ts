import type { Browser, Page } from 'playwright-core';

import { inNewPage, openBrowser } from './browser.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

/** In kB, of 1,000 bytes. */
const TARGET = 150;

/** What has come so far of scripts: bytes on the wire, and as they are. */
const SCRIPTS = `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce(
  (sum, { encodedBodySize, decodedBodySize }) => ({ sent: sum.sent + encodedBodySize, raw: sum.raw + decodedBodySize }),
  { sent: 0, raw: 0 })`;

interface Scripts {
  sent: number;
  raw: number;
}

/** JavaScript of the first page, compressed as the API sends it, and what the editor of definitions adds. */
export async function consoleScripts({ api }: Product): Promise<Row> {
  const { origin } = new URL(api);
  const browser = await openBrowser();
  try {
    const first = await scriptsOf(browser, `${origin}/sites/DEV`, 'heading');
    const editor = await scriptsOf(browser, `${origin}/sites/DEV/definitions/integrations/employees`, 'textbox');
    const [sent, raw] = [first.sent / 1000, first.raw / 1000];
    return {
      work: 'console: JavaScript of the first page, compressed',
      measured: { value: sent, unit: 'kB' },
      floor: { name: `as it is ${raw.toFixed(0)} kB`, value: raw },
      ratio: sent / raw,
      target: `under ${TARGET} kB`,
      reached: sent < TARGET,
      notes: { 'editor kB': editor.sent / 1000 - sent },
    };
  } finally {
    await browser.close();
  }
}

function scriptsOf(browser: Browser, address: string, shows: 'heading' | 'textbox'): Promise<Scripts> {
  return inNewPage(browser, async (page: Page) => {
    await page.goto(address);
    await page.getByRole('main').getByRole(shows).first().waitFor();
    return page.evaluate<Scripts>(SCRIPTS);
  });
}
