import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { cliStart } from './cli-start.js';
import { startClusterProduct } from './cluster-product.js';
import { consoleFirstPage } from './console-first-page.js';
import { consoleRunList } from './console-run-list.js';
import { consoleScripts } from './console-scripts.js';
import { haltSite } from './halt-site.js';
import { idleSites } from './idle-sites.js';
import { manyRuns } from './many-runs.js';
import { manySchedules } from './many-schedules.js';
import { manySites } from './many-sites.js';
import { millionExports } from './million-exports.js';
import { millionRecords } from './million-records.js';
import { oneFile } from './one-file.js';
import { startProduct, type Product } from './product.js';
import { formatTable, type Row } from './row.js';
import { scheduleList } from './schedule-list.js';
import { tenMillion } from './ten-million.js';
import { startTemporalFloor, type TemporalFloor } from './temporal-floor.js';
import { untilSignalled } from '../src/until-signalled.js';

const WORKS: Record<string, (product: Product, temporal: TemporalFloor) => Promise<Row | Row[]>> = {
  file: oneFile,
  imports: millionRecords,
  exports: millionExports,
  'ten-million': tenMillion,
  runs: manyRuns,
  sites: manySites,
  halt: haltSite,
  schedules: manySchedules,
  'schedule-list': scheduleList,
  console: async (product) => [
    await consoleFirstPage(product),
    await consoleScripts(product),
    ...(await consoleRunList(product)),
  ],
  cli: cliStart,
  // Last: its sites stay.
  idle: idleSites,
};

/** Measures on the topology of docker-compose.yml; else on the servers of `npm start`. */
const CLUSTER = 'cluster';

/**
 * Entry: measures the product beside its floors on this machine, prints a table and writes it as JSON. Arguments choose
 * what is measured, and on what: `npm run bench -- exports`, `npm run bench -- cluster runs` for the real server.
 */
async function run(): Promise<void> {
  const given = process.argv.slice(2);
  const isCluster = given[0] === CLUSTER;
  const chosen = isCluster ? given.slice(1) : given;
  const names = chosen.length > 0 ? chosen : Object.keys(WORKS);
  const unknown = names.find((name) => !(name in WORKS));
  if (unknown !== undefined) throw new Error(`There is no ${unknown}: choose of ${Object.keys(WORKS).join(', ')}.`);
  const product = isCluster ? await startClusterProduct() : await startProduct();
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
  try {
    for (const name of names) rows.push(...[(await WORKS[name]?.(product, temporal)) ?? []].flat());
  } finally {
    await temporal.stop();
    // Also what was measured before one of them failed.
    if (rows.length > 0) await tell(rows);
  }
}

async function tell(rows: readonly Row[]): Promise<void> {
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
