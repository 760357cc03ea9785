import assert from 'node:assert/strict';

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Fails where axe finds something serious or critical against WCAG 2.2 AA on the page as it is now. */
export async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  assert.deepEqual(found, [], `axe on ${page.url()}`);
}
