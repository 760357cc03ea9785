import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import { employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { median, timed } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

const RUNS = 20;
const RECORDS = 200_000;
const ROUNDS = 3;
/** How often a step says that it lives, and hears whether it is to end, in seconds: DESIGN §6. */
const HEARTBEAT = 5;

/** The halt of a site in the middle of 20 imports, beside the heartbeat by which they hear of it. */
export async function haltSite({ api, hrUrl }: Product): Promise<Row> {
  const site = `${api}/sites/DEV`;
  await call('PUT', `${site}/integrations/halted`, { ...(await employeesDefinition()), limits: { maxBytes: '100MB' } });
  const numbers = Array.from({ length: RUNS }, (_, index) => index);
  for (const n of numbers) await call('PUT', `${site}/files/halted-${n}.csv`, employeesCsv(RECORDS, 1 + n * RECORDS));
  const hr = new pg.Pool({ connectionString: hrUrl });
  const seconds: number[] = [];
  let left = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await hr.query('truncate employee');
      for (const n of numbers) await call('POST', `${site}/runs`, { integration: 'halted', file: `halted-${n}.csv` });
      await delay(2000);
      seconds.push(await timed(() => call('POST', `${site}/stop`, { reason: 'benchmark' })));
      left += await countHalfApplied(hr);
      await call('POST', `${site}/start`);
    }
  } finally {
    await hr.end();
  }
  const value = median(seconds);
  return {
    work: `halt of a site in the middle of ${RUNS} imports of ${RECORDS} records`,
    measured: { value, unit: 's' },
    floor: { name: `heartbeat ${HEARTBEAT} s`, value: HEARTBEAT },
    ratio: value / HEARTBEAT,
    target: 'at most 5 s, nothing half-applied',
    reached: value <= 5 && left === 0,
    notes: { 'slowest s': Math.max(...seconds), 'records of half a file': left },
  };
}

/** Records of files that are there neither wholly nor not at all. */
async function countHalfApplied(hr: pg.Pool): Promise<number> {
  const { rows } = await hr.query<{ count: number }>(
    `select coalesce(sum(count), 0)::int as count
     from (select count(*) as count from employee group by (substr(employee_number, 2)::int - 1) / $1) as files
     where count <> $1`,
    [RECORDS],
  );
  return rows[0]?.count ?? Number.NaN;
}
