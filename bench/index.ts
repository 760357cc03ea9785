import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { manyRuns } from './many-runs.js';
import { manySchedules } from './many-schedules.js';
import { millionExports } from './million-exports.js';
import { millionRecords } from './million-records.js';
import { oneFile } from './one-file.js';
import { startProduct, type Product } from './product.js';
import { formatTable, type Row } from './row.js';
import { scheduleList } from './schedule-list.js';
import { startTemporalFloor, type TemporalFloor } from './temporal-floor.js';
import { untilSignalled } from '../src/until-signalled.js';

const WORKS: Record<string, (product: Product, temporal: TemporalFloor) => Promise<Row | Row[]>> = {
  file: oneFile,
  imports: millionRecords,
  exports: millionExports,
  runs: manyRuns,
  schedules: manySchedules,
  'schedule-list': scheduleList,
};

/**
 * Entry: measures the product beside its floors on this machine, prints a table and writes it as JSON. Arguments choose
 * what is measured: `npm run bench -- exports`.
 */
async function run(): Promise<void> {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(WORKS);
  const unknown = names.find((name) => !(name in WORKS));
  if (unknown !== undefined) throw new Error(`There is no ${unknown}: choose of ${Object.keys(WORKS).join(', ')}.`);
  const product = await startProduct();
  try {
    await Promise.race([
      measure(product, names),
      untilSignalled().then((signal) => {
        throw new Error(`Ended by ${signal}.`);
      }),
    ]);
  } finally {
    await product.stop();
  }
}

async function measure(product: Product, names: readonly string[]): Promise<void> {
  const temporal = await startTemporalFloor(product.temporalAddress);
  const rows: Row[] = [];
  for (const name of names) rows.push(...[(await WORKS[name]?.(product, temporal)) ?? []].flat());
  await temporal.stop();
  console.log(`\n${formatTable(rows)}\n`);
  const folder = join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version };
  await writeFile(path, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  console.log(`Written to ${path}`);
}

await run().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
