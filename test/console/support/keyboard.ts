import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

/** So many steps at most lead to anything of a page. */
const STEPS = 80;

/** A page as it is used without a mouse. */
export interface Keyboard {
  /** Goes on with Tab until something has the focus. */
  tabTo: (found: Locator) => Promise<void>;
  /** Goes to a button or a link, and presses Enter. */
  press: (found: Locator) => Promise<void>;
  /** Goes down an open menu to an entry, and presses Enter. */
  choose: (entry: Locator) => Promise<void>;
  /** Goes to a radio button or a checkbox, and presses Space. */
  check: (found: Locator) => Promise<void>;
  /** Goes to a field, and types. */
  type: (field: Locator, text: string) => Promise<void>;
}

export function keyboardOf(page: Page): Keyboard {
  const isFocused = async (found: Locator) => (await found.and(page.locator(':focus')).count()) === 1;
  const goTo = async (found: Locator, key: string): Promise<void> => {
    await found.waitFor();
    for (let steps = 0; !(await isFocused(found)); steps++) {
      assert.ok(steps < STEPS, `${key} does not come to ${String(found)}`);
      await page.keyboard.press(key);
    }
  };
  const then = (key: string, way: string) => async (found: Locator) => {
    await goTo(found, way);
    await page.keyboard.press(key);
  };
  return {
    tabTo: (found) => goTo(found, 'Tab'),
    press: then('Enter', 'Tab'),
    choose: then('Enter', 'ArrowDown'),
    check: then('Space', 'Tab'),
    type: async (field, text) => {
      await goTo(field, 'Tab');
      await page.keyboard.type(text);
    },
  };
}
