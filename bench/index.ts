import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { manyRuns } from './many-runs.js';
import { millionExports } from './million-exports.js';
import { millionRecords } from './million-records.js';
import { oneFile } from './one-file.js';
import { startProduct } from './product.js';
import { formatTable } from './row.js';
import { startTemporalFloor } from './temporal-floor.js';

/** Entry: measures the product beside its floors on this machine, prints a table and writes it as JSON. */
async function run(): Promise<void> {
  const product = await startProduct();
  try {
    const temporal = await startTemporalFloor(product.temporalAddress);
    const rows = [
      await oneFile(product, temporal),
      ...(await millionRecords(product)),
      ...(await millionExports(product)),
      await manyRuns(product, temporal),
    ];
    await temporal.stop();
    console.log(`\n${formatTable(rows)}\n`);
    const folder = join(import.meta.dirname, 'results');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
    const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version };
    await writeFile(path, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
    console.log(`Written to ${path}`);
  } finally {
    await product.stop();
  }
}

await run();
