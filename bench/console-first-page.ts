import type { Browser } from 'playwright-core';

import { inNewPage, openBrowser } from './browser.js';
import { call } from './http.js';
import { inTurn, median, quantile } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

const TASKS = 20;
const ROUNDS = 10;
/** In seconds. */
const TARGET = 1;

/** Tells when all tasks are painted, in milliseconds since the navigation began. */
const WATCH_TASKS = `
  window.usableAt = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (document.querySelectorAll('table.tasks tbody tr').length < ${TASKS}) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    watch.observe(document, { childList: true, subtree: true });
  });`;

/** From navigation to a site's page with its tasks, with an empty cache, beside an address that answers a word. */
export async function consoleFirstPage({ api }: Product): Promise<Row> {
  const { origin } = new URL(api);
  await makeTasks(api);
  const browser = await openBrowser();
  try {
    const taken = await inTurn(ROUNDS, {
      page: () => timeFirstPage(browser, `${origin}/sites/CONSOLE`),
      word: () => timeWord(browser, `${origin}/livez`),
    });
    const [seconds, floor] = [median(taken.page), median(taken.word)];
    const worst = quantile(taken.page, 0.95);
    return {
      work: `console: navigation to a site's page with its ${TASKS} tasks, cache empty`,
      measured: { value: seconds, unit: 's' },
      floor: { name: `an address that answers one word ${floor.toFixed(3)} s`, value: floor },
      ratio: seconds / floor,
      target: `p95 under ${TARGET} s`,
      reached: worst < TARGET,
      notes: { 'p95 s': worst },
    };
  } finally {
    await browser.close();
  }
}

async function makeTasks(api: string): Promise<void> {
  const site = `${api}/sites/CONSOLE`;
  await call('PUT', site, { kind: 'DEV', connections: { hr: { kind: 'postgres', url: 'env:HR_DATABASE_URL' } } });
  const schema = { fields: [{ name: 'id' }], primaryKey: 'id' };
  for (let task = 1; task <= TASKS; task++) {
    const target = { connection: 'hr', table: `table_${task}`, mode: 'upsert' };
    await call('PUT', `${site}/integrations/task-${task}`, { schema, target });
  }
}

function timeFirstPage(browser: Browser, address: string): Promise<number> {
  return inNewPage(browser, async (page) => {
    await page.addInitScript(WATCH_TASKS);
    await page.goto(address);
    return (await page.evaluate<number>('window.usableAt')) / 1000;
  });
}

function timeWord(browser: Browser, address: string): Promise<number> {
  return inNewPage(browser, async (page) => {
    await page.goto(address);
    return (await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].loadEventEnd`)) / 1000;
  });
}
