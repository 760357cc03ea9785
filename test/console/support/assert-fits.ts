import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { WIDTHS } from './take-pictures.js';

/** Fails where the page as a whole has to be scrolled sideways at one of the widths. */
export async function assertFits(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(wide <= width, `${page.url()} is ${wide} pixels wide at ${width}`);
  }
  if (before !== null) await page.setViewportSize(before);
}
