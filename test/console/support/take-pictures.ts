import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

/** Where the pictures of all pages are written to; not kept by git. */
export const PICTURES = join(import.meta.dirname, '../../../dist/pictures');

/** A phone, a tablet, a desk. */
export const WIDTHS = [375, 768, 1280] as const;

/** Takes a picture of the page at each width, as `<name>-<width>.png`. */
export async function takePictures(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}
