import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';

import { COLUMNS } from './employees.js';
import { call } from './http.js';
import { median, timed } from './measure.js';
import { forgetPeakMemory, peakMemory } from './peak-memory.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

const run = promisify(execFile);
const RECORDS = 1_000_000;
const CHANGED = 1000;
const ROUNDS = 3;

/** 1,000,000 records sent as csv.zip, beside psql's copy into gzip; and Send Changed of a thousandth of them. */
export async function millionExports(product: Product): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-exports-'));
  await chmod(folder, 0o755);
  const hr = new pg.Pool({ connectionString: product.hrUrl });
  try {
    await prepare(product, hr, folder);
    const seconds: Record<'gzip' | 'all' | 'changed', number[]> = { gzip: [], all: [], changed: [] };
    await forgetPeakMemory(product.workers);
    for (let round = 0; round < ROUNDS; round++) {
      seconds.gzip.push(await timed(() => copyIntoGzip(product.hrUrl, join(folder, 'floor.csv.gz'))));
      seconds.all.push(await timed(() => send(product, 'all', RECORDS)));
      await hr.query(`update bench_sent set pay_rate = pay_rate + 1 where employee_number in
        (select employee_number from bench_sent order by random() limit ${CHANGED})`);
      seconds.changed.push(await timed(() => send(product, 'changed', CHANGED)));
    }
    return describe(seconds, (await peakMemory(product.workers)) / 1024 ** 2);
  } finally {
    await hr.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(product: Product, hr: pg.Pool, folder: string): Promise<void> {
  await hr.query(`create table bench_sent as
    select 'E' || lpad(n::text, 8, '0') as employee_number, 'First' || n as first_name, 'Last' || n as last_name,
      'person.' || n || '@example.com' as email, 'Night Fill' as department, 'Melbourne' as city,
      date '2019-04-01' + n % 28 as hire_date, 20 + (n % 6000) / 100.0 as pay_rate, 'part-time' as employment, true as active
    from generate_series(1, ${RECORDS}) as n order by random()`);
  await hr.query('alter table bench_sent add primary key (employee_number)');
  await hr.query('vacuum analyze bench_sent');
  const site = `${product.api}/sites/DEV`;
  const { kind, timeZone, connections } = (await call('GET', site)) as unknown as Record<string, object>;
  const outbox = { kind: 'folder', path: folder };
  await call('PUT', site, { kind, timeZone, connections: { ...connections, outbox } });
  await call('PUT', `${site}/integrations/sent`, {
    direction: 'export',
    source: { connection: 'hr', table: 'bench_sent' },
    primaryKey: 'employee_number',
    fields: COLUMNS,
    target: { connection: 'outbox', file: 'sent.csv.zip' },
  });
}

async function copyIntoGzip(url: string, file: string): Promise<void> {
  const copy = `\\copy (select ${COLUMNS.join(', ')} from bench_sent) to stdout (format csv, header)`;
  await run('sh', ['-c', `psql -X -q -v ON_ERROR_STOP=1 -c "$COPY" "$URL" | gzip -6 > "$FILE"`], {
    env: { ...process.env, COPY: copy, URL: url, FILE: file },
  });
}

async function send(product: Product, kind: 'all' | 'changed', expected: number): Promise<void> {
  const sent = await call('POST', `${product.api}/sites/DEV/integrations/sent/send-${kind}`, {}, true);
  if (sent.status !== 'Completed' || sent.counts.applied !== expected) throw new Error(JSON.stringify(sent));
}

function describe(seconds: Record<'gzip' | 'all' | 'changed', number[]>, megabytes: number): Row[] {
  const [gzip, all, changed] = [median(seconds.gzip), median(seconds.all), median(seconds.changed)];
  const notes = { 'peak MB of the worker, a process of its own as in production': megabytes };
  return [
    {
      work: '1,000,000 records sent as csv.zip (Send All)',
      measured: { value: all, unit: 's' },
      floor: { name: `psql copy into gzip -6 ${gzip.toFixed(2)} s`, value: gzip },
      ratio: all / gzip,
      target: 'at least 60% of its speed, at most 300 MB',
      reached: gzip / all >= 0.6 && megabytes <= 300,
      notes,
    },
    {
      work: `Send Changed, ${CHANGED} of 1,000,000 records changed`,
      measured: { value: changed, unit: 's' },
      floor: { name: `Send All ${all.toFixed(2)} s`, value: all },
      ratio: changed / all,
      target: 'less than Send All',
      reached: changed < all,
    },
  ];
}
