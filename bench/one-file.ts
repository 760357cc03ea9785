import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

import pg from 'pg';

import { COLUMNS, employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { inTurn, median, timed } from './measure.js';
import type { Product } from './product.js';
import { psqlFloor } from './psql-floor.js';
import type { Row } from './row.js';
import type { TemporalFloor } from './temporal-floor.js';

const RECORDS = 10_000;
const ROUNDS = 15;

/** 1 MB of CSV, from the HTTP request to Completed, beside psql's staged upsert and a bare workflow. */
export async function oneFile(product: Product, temporal: TemporalFloor): Promise<Row> {
  const csv = employeesCsv(RECORDS);
  const path = join(tmpdir(), `temporal-integrator-bench-${process.pid}.csv`);
  await writeFile(path, csv);
  const hr = new pg.Pool({ connectionString: product.hrUrl });
  await hr.query('create table bench_psql (like employee including all)');
  const site = `${product.api}/sites/DEV`;
  await call('PUT', `${site}/integrations/employees`, {
    ...(await employeesDefinition()),
    limits: { maxBytes: '2MB' },
  });
  await call('PUT', `${site}/files/bench.csv`, csv);
  const psql = psqlFloor(product.hrUrl);
  const seconds = await inTurn(ROUNDS, {
    product: async () => {
      await hr.query('truncate employee');
      return timed(async () => {
        const run = await call('POST', `${site}/runs`, { integration: 'employees', file: 'bench.csv' }, true);
        if (run.status !== 'Completed' || run.counts.applied !== RECORDS) throw new Error(JSON.stringify(run));
      });
    },
    psql: async () => {
      await hr.query('truncate bench_psql');
      return psql.load(path, 'bench_psql', COLUMNS, 'employee_number');
    },
    workflow: () => temporal.one(1),
  });
  await hr.end();
  const floor = median(seconds.psql) + median(seconds.workflow);
  return {
    work: `1 MB CSV (${RECORDS} records, 10 columns), HTTP request to Completed`,
    measured: { value: median(seconds.product), unit: 's' },
    floor: {
      name: `${psql.name} staged upsert ${median(seconds.psql).toFixed(3)} s + bare workflow ${median(seconds.workflow).toFixed(3)} s`,
      value: floor,
    },
    ratio: median(seconds.product) / floor,
    target: 'at most 2.5',
    reached: median(seconds.product) / floor <= 2.5,
  };
}
