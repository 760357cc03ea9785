import type { Page } from 'playwright-core';
import pg from 'pg';

import { inNewPage, openBrowser } from './browser.js';
import { call } from './http.js';
import { median, quantile, timed } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

const SITE = 'LISTED';
const RUNS = 10_000;
const ROUNDS = 10;
/** Nobody notices less, in seconds. */
const TARGET = 0.1;
/** How far each frame scrolls, in pixels: about 50 runs. */
const FLING = 2000;

/** Scrolls to the oldest run, a fling a frame; answers the time between frames, in milliseconds. */
const SCROLL = `(async () => {
  const list = document.querySelector('.runs');
  const frame = () => new Promise(requestAnimationFrame);
  const frames = [];
  for (let last = await frame(), at = -1; list.scrollTop > at || list.getAttribute('aria-rowcount') === '-1';) {
    at = list.scrollTop;
    list.scrollTop += ${FLING};
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  return frames;
})()`;

/** Tells when the first run that is listed has the text that was typed, in milliseconds since the last key. */
const WATCH_FILTER = `
  addEventListener('input', ({ target }) => {
    const typedAt = performance.now();
    window.filteredAfter = new Promise((resolve) => {
      const look = () => {
        const first = document.querySelector('.runs [aria-rowindex="2"]')?.textContent;
        if (first?.includes(target.value)) resolve(performance.now() - typedAt);
        else requestAnimationFrame(look);
      };
      look();
    });
  }, true);`;

/** 10,000 runs of a site in the console: filtered as one types, and scrolled from the newest to the oldest. */
export async function consoleRunList({ api, databaseUrl }: Product): Promise<Row[]> {
  await call('PUT', `${api}/sites/${SITE}`, { kind: 'DEV' });
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const browser = await openBrowser();
  try {
    await writeRuns(database);
    return await inNewPage(browser, async (page) => {
      await page.addInitScript(WATCH_FILTER);
      await page.goto(`${new URL(api).origin}/sites/${SITE}/integrations`);
      await page.getByText(nameOf(RUNS)).waitFor();
      return [await measureFilter(page, api), await measureScroll(page)];
    });
  } finally {
    await browser.close();
    await database.query(`delete from run where site = '${SITE}'`);
    await database.end();
  }
}

/** Straight into the store: what lists them is measured, not what makes them. */
async function writeRuns(database: pg.Client): Promise<void> {
  await database.query(
    `insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters,
       temporal_run_id, read, applied, inserted, started_at, ended_at)
     select gen_random_uuid(), $1, 'employees', 1, 'run ' || lpad(n::text, 5, '0'),
       case when n % 10 = 0 then 'Failed' else 'Completed' end, 'manual', 'bench', '{}', '', n, n, n,
       timestamptz '2026-01-01Z' + n * interval '10 minutes', timestamptz '2026-01-01Z' + n * interval '10 minutes 5 s'
     from generate_series(1, $2) as n`,
    [SITE, RUNS],
  );
}

function nameOf(run: number): string {
  return `run ${String(run).padStart(5, '0')}`;
}

async function measureFilter(page: Page, api: string): Promise<Row> {
  const field = page.getByRole('searchbox', { name: 'Integration Run Name' });
  const [seconds, floors]: [number[], number[]] = [[], []];
  for (let round = 1; round <= ROUNDS; round++) {
    // Ten runs have it in their names.
    const text = nameOf(round * 970).slice(0, -1);
    floors.push(await timed(() => call('GET', `${api}/sites/${SITE}/runs?limit=100&q=${encodeURIComponent(text)}`)));
    await field.fill('');
    await page.getByText(nameOf(RUNS)).waitFor();
    await field.fill(text);
    seconds.push((await page.evaluate<number>('window.filteredAfter')) / 1000);
  }
  await field.fill('');
  await page.getByText(nameOf(RUNS)).waitFor();
  const [value, floor] = [median(seconds), median(floors)];
  return {
    work: `console: the first of ${RUNS} runs that have what was typed, after the last key`,
    measured: { value, unit: 's' },
    floor: { name: `the answer of the API ${floor.toFixed(3)} s`, value: floor },
    ratio: value / floor,
    target: `under ${TARGET * 1000} ms`,
    reached: value < TARGET,
    notes: { 'p95 s': quantile(seconds, 0.95) },
  };
}

async function measureScroll(page: Page): Promise<Row> {
  const frames = (await page.evaluate<number[]>(SCROLL)).map((frame) => frame / 1000);
  const [value, floor] = [Math.max(...frames), median(frames)];
  return {
    work: `console: the longest frame while ${RUNS} runs are scrolled from the newest to the oldest`,
    measured: { value, unit: 's' },
    floor: { name: `the median of ${frames.length} frames ${floor.toFixed(3)} s`, value: floor },
    ratio: value / floor,
    target: `under ${TARGET * 1000} ms`,
    reached: value < TARGET,
    notes: { 'p95 s': quantile(frames, 0.95) },
  };
}
