import { employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { median, quantile, timed } from './measure.js';
import type { Product } from './product.js';
import type { Row } from './row.js';
import type { TemporalFloor } from './temporal-floor.js';

const RUNS = 100;
const RECORDS = 100;
const ROUNDS = 3;

/** 100 runs of 100 records at once on one site, beside bare workflows of five activities. */
export async function manyRuns(product: Product, temporal: TemporalFloor): Promise<Row> {
  const site = `${product.api}/sites/DEV`;
  await call('PUT', `${site}/integrations/employees`, await employeesDefinition());
  const numbers = Array.from({ length: RUNS }, (_, index) => index);
  await Promise.all(
    numbers.map((n) => call('PUT', `${site}/files/many-${n}.csv`, employeesCsv(RECORDS, 1 + n * RECORDS))),
  );
  const [seconds, floors, lags]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await temporal.many(400, 5));
    seconds.push(
      await timed(() =>
        Promise.all(
          numbers.map(async (n) => {
            const asked = Date.now();
            const run = await call('POST', `${site}/runs`, { integration: 'employees', file: `many-${n}.csv` }, true);
            if (run.status !== 'Completed' || run.counts.read !== RECORDS) throw new Error(JSON.stringify(run));
            lags.push((Date.parse(run.startedAt) - asked) / 1000);
          }),
        ),
      ),
    );
  }
  const [rate, floor] = [RUNS / median(seconds), 400 / median(floors)];
  const p99 = quantile(lags, 0.99);
  return {
    work: `${RUNS} runs of ${RECORDS} records at once on one site`,
    measured: { value: rate, unit: 'runs/s' },
    floor: { name: `bare five-activity workflows ${floor.toFixed(1)}/s`, value: floor },
    ratio: rate / floor,
    target: 'at least 15 runs/s, start lag p99 at most 5 s',
    reached: rate >= 15 && p99 <= 5,
    notes: { 'start lag p50 s': median(lags), 'start lag p99 s': p99 },
  };
}
