import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import pg from 'pg';

import { COLUMNS, employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { timed } from './measure.js';
import { forgetPeakMemory, peakMemory } from './peak-memory.js';
import type { Product } from './product.js';
import { psqlFloor } from './psql-floor.js';
import type { Row } from './row.js';

const MILLION = 1_000_000;
const SIZES = [1, 10] as const;
/** In megabytes. */
const MEMORY = 300;

/** A file of 10,000,000 records beside one of 1,000,000: the memory of the worker is the same. */
export async function tenMillion(product: Product): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-ten-million-'));
  const hr = new pg.Pool({ connectionString: product.hrUrl });
  const site = `${product.api}/sites/DEV`;
  const [seconds, peaks]: [number[], number[]] = [[], []];
  try {
    await call('PUT', `${site}/integrations/large`, { ...(await employeesDefinition()), limits: { maxBytes: '2GB' } });
    for (const millions of SIZES) {
      const path = join(folder, `large-${millions}.csv`);
      await pipeline(Readable.from(blocks(millions)), createWriteStream(path));
      await upload(`${site}/files/large-${millions}.csv`, path);
      await hr.query('truncate employee');
      await forgetPeakMemory(product.workers);
      seconds.push(await timed(() => load(site, millions)));
      peaks.push((await peakMemory(product.workers)) / 1024 ** 2);
    }
    await hr.query('create table bench_large (like employee including all)');
    const psql = psqlFloor(product.hrUrl);
    const floor = await psql.load(join(folder, 'large-10.csv'), 'bench_large', COLUMNS, 'employee_number');
    return describe(seconds, peaks, floor);
  } finally {
    await hr.query('drop table if exists bench_large');
    await hr.query('truncate employee');
    await hr.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file, a hundred thousand records at a time. */
function* blocks(millions: number): Generator<Buffer> {
  const records = 100_000;
  for (let first = 1; first <= millions * MILLION; first += records) {
    const block = employeesCsv(records, first);
    yield first === 1 ? block : block.subarray(block.indexOf(0x0a) + 1);
  }
}

async function upload(address: string, path: string): Promise<void> {
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
  const request: RequestInit = { method: 'PUT', headers: { 'Content-Type': 'text/csv' }, body, duplex: 'half' };
  const response = await fetch(address, request);
  if (!response.ok) throw new Error(await response.text());
}

async function load(site: string, millions: number): Promise<void> {
  let run = await call('POST', `${site}/runs`, { integration: 'large', file: `large-${millions}.csv` }, true);
  const address = `${site.slice(0, site.lastIndexOf('/sites'))}/runs/${run.id}`;
  while (run.status === 'In-Progress') run = await call('GET', address, undefined, true);
  if (run.status !== 'Completed' || run.counts.applied !== millions * MILLION) throw new Error(JSON.stringify(run));
}

function describe(seconds: readonly number[], peaks: readonly number[], floor: number): Row {
  const [small = 0, large = 0] = seconds;
  const [smallPeak = 0, largePeak = 0] = peaks;
  return {
    work: '10,000,000 records, 10 columns, as .csv',
    measured: { value: large, unit: 's' },
    floor: { name: `psql staged upsert ${floor.toFixed(2)} s`, value: floor },
    ratio: large / floor,
    target: `memory as of 1,000,000, at most ${MEMORY} MB`,
    reached: largePeak <= MEMORY && largePeak <= 1.2 * smallPeak,
    notes: { 'of 1,000,000 s': small, 'peak MB of the worker': largePeak, 'of 1,000,000 MB': smallPeak },
  };
}
