import type { Page } from 'playwright-core';

import { assertAccessible } from './assert-accessible.js';
import { assertFits } from './assert-fits.js';
import { takePictures } from './take-pictures.js';

/** Fails where the page as it is now has a barrier, in light or in the dark, or does not fit; takes pictures of it. */
export async function assertUsable(page: Page, name: string): Promise<void> {
  await assertFits(page);
  for (const [colorScheme, suffix] of [
    ['light', ''],
    ['dark', '-dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page);
    await takePictures(page, name + suffix);
  }
  await page.emulateMedia({ colorScheme: null });
}
