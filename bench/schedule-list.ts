import pg from 'pg';

import { call } from './http.js';
import { median, timed } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

const SCHEDULES = 5000;
const ROUNDS = 7;
/** In seconds. */
const TARGET = 0.3;

/** 5,000 schedules of a site, listed and filtered a page at a time, beside the same rows read by SQL. */
export async function scheduleList({ api, databaseUrl }: Product): Promise<Row> {
  const site = `${api}/sites/MANY`;
  await call('PUT', site, { kind: 'DEV' });
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    // Straight into the store: what lists them is measured, not what makes them. Disabled, so that none is due.
    await database.query(
      `insert into schedule (site, name, definition, enabled, note)
       select 'MANY', 'schedule-' || lpad(n::text, 4, '0'), jsonb_build_object('integration', 'employees-' || n % 10,
         'overlap', 'skip', 'catchUpMinutes', 10, 'jitterSeconds', 0, 'recurrence', jsonb_build_object('repeats', 'By Week',
         'every', 1 + n % 4, 'days', '["Monday"]'::jsonb, 'startDate', '2020-01-01', 'startTime', '06:00', 'end', 'Forever',
         'timeZone', 'Australia/Sydney', 'gap', 'next', 'fold', 'first')), false, 'bench'
       from generate_series(1, $1) as n`,
      [SCHEDULES],
    );
    const floors: number[] = [];
    const [page, filtered]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(
        await timed(() => database.query(`select * from schedule where site = 'MANY' order by name limit 500`)),
      );
      page.push(await timed(() => call('GET', `${site}/schedules?limit=500`)));
      filtered.push(
        await timed(() => call('GET', `${site}/schedules?limit=500&integration=employees-3&enabled=false`)),
      );
    }
    const [seconds, floor] = [Math.max(median(page), median(filtered)), median(floors)];
    return {
      work: `a page of 500 of ${SCHEDULES} schedules, with their next fires; filtered`,
      measured: { value: seconds, unit: 's' },
      floor: { name: `the rows by SQL ${floor.toFixed(3)} s`, value: floor },
      ratio: seconds / floor,
      target: `under ${TARGET * 1000} ms`,
      reached: seconds < TARGET,
      notes: { 'filtered s': median(filtered) },
    };
  } finally {
    await database.query(`delete from schedule where site = 'MANY'`);
    await database.end();
  }
}
