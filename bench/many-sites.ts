import pg from 'pg';

import { employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { inLanes } from './in-lanes.js';
import { quantile, timed } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';
import type { TemporalFloor } from './temporal-floor.js';

const SITES = 100;
const RUNS = 10;
const RECORDS = 100;

/** 1,000 runs at once on 100 sites, beside bare workflows of five activities. */
export async function manySites({ api, hrUrl }: Product, temporal: TemporalFloor): Promise<Row> {
  const names = Array.from({ length: SITES }, (_, index) => `SITE-${index}`);
  const integration = await employeesDefinition();
  const hr = new pg.Client({ connectionString: hrUrl });
  await hr.connect();
  await hr.query('truncate employee');
  await hr.end();
  await inLanes(names, 8, async (name) => {
    const site = `${api}/sites/${name}`;
    await call('PUT', site, { kind: 'DEV', connections: { hr: { kind: 'postgres', url: 'env:HR_DATABASE_URL' } } });
    await call('PUT', `${site}/integrations/employees`, { ...integration, source: undefined });
    const index = names.indexOf(name);
    for (let run = 0; run < RUNS; run++) {
      const first = 1 + (index * RUNS + run) * RECORDS;
      await call('PUT', `${site}/files/many-${run}.csv`, employeesCsv(RECORDS, first));
    }
    await call('POST', `${site}/start`);
  });
  const floor = 400 / (await temporal.many(400, 5));
  const lags: number[] = [];
  const requests = names.flatMap((site) => Array.from({ length: RUNS }, (_, run) => ({ site, run })));
  const seconds = await timed(() =>
    Promise.all(
      requests.map(async ({ site, run }) => {
        const asked = Date.now();
        const body = { integration: 'employees', file: `many-${run}.csv` };
        const ended = await call('POST', `${api}/sites/${site}/runs`, body, true);
        if (ended.status !== 'Completed' || ended.counts.read !== RECORDS) throw new Error(JSON.stringify(ended));
        lags.push((Date.parse(ended.startedAt) - asked) / 1000);
      }),
    ),
  );
  const rate = requests.length / seconds;
  return {
    work: `${requests.length} runs of ${RECORDS} records at once on ${SITES} sites`,
    measured: { value: rate, unit: 'runs/s' },
    floor: { name: `bare five-activity workflows ${floor.toFixed(1)}/s`, value: floor },
    ratio: rate / floor,
    target: 'at least 15 runs/s, none lost',
    reached: rate >= 15 && lags.length === requests.length,
    notes: { 'start lag p50 s': quantile(lags, 0.5), 'start lag p99 s': quantile(lags, 0.99) },
  };
}
