import { setTimeout as delay } from 'node:timers/promises';

import { employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { inLanes } from './in-lanes.js';
import { quantile, timed } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';
import type { TemporalFloor } from './temporal-floor.js';

const SCHEDULES = 1000;
const RECORDS = 10;
const AT_ONCE = 16;
const MINUTE = 60_000;

/** 1,000 schedules that are due in the same minute on one site: how late each run begins, and that none is lost. */
export async function manySchedules(product: Product, temporal: TemporalFloor): Promise<Row> {
  const site = `${product.api}/sites/DEV`;
  await call('PUT', `${site}/integrations/employees`, await employeesDefinition());
  const floor = 400 / (await temporal.many(400, 5));
  const makeAll = async (at: Date, names: readonly number[]): Promise<void> => {
    const [startDate, startTime] = [at.toISOString().slice(0, 10), at.toISOString().slice(11, 16)];
    await inLanes(names, AT_ONCE, async (n) => {
      await call('PUT', `${site}/files/due-${n}.csv`, employeesCsv(RECORDS, 1 + n * RECORDS));
      await call('PUT', `${site}/schedules/due-${n}`, {
        integration: 'employees',
        file: `due-${n}.csv`,
        recurrence: { repeats: 'One Time', startDate, startTime, timeZone: 'UTC' },
      });
    });
  };
  // How long making one takes tells when all can be due.
  const far = new Date(Date.now() + 24 * 60 * MINUTE);
  const numbers = Array.from({ length: SCHEDULES }, (_, index) => index);
  const trial = numbers.slice(0, 100);
  const seconds = await timed(() => makeAll(far, trial));
  const due = new Date(
    Math.ceil((Date.now() + (seconds * 1.5 * SCHEDULES * 1000) / trial.length) / MINUTE + 1) * MINUTE,
  );
  await makeAll(due, numbers);
  if (Date.now() > due.getTime()) throw new Error('The schedules were not made before they were due.');
  const lags = await untilAllHaveRun(site, due);
  const rate = SCHEDULES / quantile(lags, 1);
  return {
    work: `${SCHEDULES} schedules due in the same minute on one site`,
    measured: { value: rate, unit: 'runs/s' },
    floor: { name: `bare five-activity workflows ${floor.toFixed(1)}/s`, value: floor },
    ratio: rate / floor,
    target: 'none lost',
    reached: lags.length === SCHEDULES,
    notes: { 'start lag p50 s': quantile(lags, 0.5), 'start lag p99 s': quantile(lags, 0.99) },
  };
}

/** How late each began, in seconds, when all have ended. */
async function untilAllHaveRun(site: string, due: Date): Promise<number[]> {
  for (;;) {
    await delay(5000);
    const runs: { status: string; intendedAt: string; startedAt: string }[] = [];
    const from = encodeURIComponent(due.toISOString());
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await call('GET', `${site}/runs?scheduled=true&limit=500&from=${from}${cursor}`);
      runs.push(...(page as unknown as { items: typeof runs }).items);
      const { next } = page as unknown as { next?: string };
      cursor = next === undefined ? undefined : `&cursor=${encodeURIComponent(next)}`;
    }
    if (runs.length >= SCHEDULES && runs.every(({ status }) => status !== 'In-Progress')) {
      const completed = runs.filter(({ status }) => status === 'Completed');
      return completed.map(({ intendedAt, startedAt }) => (Date.parse(startedAt) - Date.parse(intendedAt)) / 1000);
    }
  }
}
