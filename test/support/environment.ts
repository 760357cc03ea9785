import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Runtime } from '@temporalio/worker';

import { openDataFolder, type DataFolder } from '../../src/embedded/data-folder.js';
import { freePort } from '../../src/embedded/ports.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres.js';
import { createLog } from '../../src/observability/log/create-log.js';
import { readableLine } from '../../src/observability/log/readable-line.js';
import { installRuntime } from '../../src/runtime.js';
import type { EmbeddedTemporal } from '../../src/embedded/temporal.js';
import { prepareEngine, type EngineName } from './cluster-engine.js';
import { startWatchdog } from './watchdog.js';

/** The servers of one test run: real ones, found and started by the functions `npm start` uses. */
export interface TestEnvironment {
  postgres: EmbeddedPostgres;
  temporal: EmbeddedTemporal;
  namespace: string;
  /** A connection string for a database of that name; create it with `postgres.createDatabase`. */
  databaseUrl: (database: string) => string;
}

/** The dev server of `npm start`; `npm run test:cluster` has the same tests on the real one. */
const ENGINE: EngineName = process.env.INTEGRATOR_TEST_TEMPORAL === 'server' ? 'server' : 'dev';

let environment: TestEnvironment | undefined;
let folder: DataFolder | undefined;
let watchdog: ChildProcess | undefined;

/** The servers of this test run. Throws outside of a mocha run. */
export function testEnvironment(): TestEnvironment {
  if (environment === undefined) throw new Error('The test environment is started by mocha (see package.json)');
  return environment;
}

/** Called by mocha once, before all tests. Without servers there is nothing to test: the run ends, and they with it. */
export async function mochaGlobalSetup(): Promise<void> {
  try {
    environment = await startServers();
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

async function startServers(): Promise<TestEnvironment> {
  const write = (line: string): void => console.error(readableLine(line));
  installRuntime({ log: createLog({ process: 'test', level: 'warn', write }) });
  const started = Date.now();
  const report = (line: string) => console.log(`[${((Date.now() - started) / 1000).toFixed(1)} s] ${line}`);
  const path = mkdtempSync(join(tmpdir(), 'temporal-integrator-test-'));
  // When we are root, PostgreSQL runs as another user, who must be able to enter.
  chmodSync(path, 0o755);
  watchdog = startWatchdog(path);
  folder = await openDataFolder({ path, report });
  const namespace = 'default';
  // What a power loss would cost is no matter here. The real server has pools of its own.
  const extraFlags = ['-c', 'fsync=off', '-c', 'max_connections=400'];
  const postgres = await startPostgres({ folder, port: await freePort(), report, extraFlags });
  const engine = await prepareEngine(ENGINE, {
    folder,
    namespace,
    postgres: { adminUrl: postgres.url('postgres'), address: `127.0.0.1:${postgres.port}` },
    // Sites continue as new four times as often, so that every suite goes through some of it.
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 1024 },
    report,
  });
  const temporal = await engine.start();
  return { postgres, temporal, namespace, databaseUrl: (database) => postgres.url(database) };
}

/** Called by mocha once, after all tests, also when some failed. */
export async function mochaGlobalTeardown(): Promise<void> {
  await Promise.all([environment?.temporal.stop(), environment?.postgres.stop()]);
  environment = undefined;
  // Where no test had a worker, it is still there.
  await Runtime.instance().shutdown();
  setTimeout(endInSpite, 20_000).unref();
  folder?.release();
  if (folder !== undefined) rmSync(folder.path, { recursive: true, force: true });
  if (watchdog === undefined) return;
  // Waited for: with nothing left to do, this process would end before mocha has said how the tests went.
  watchdog.ref();
  watchdog.kill('SIGKILL');
  await once(watchdog, 'exit');
}

/** Something a test has left open keeps the process from ending: that is said, and must not hold up anybody. */
function endInSpite(): void {
  const left = process.getActiveResourcesInfo().join(', ');
  console.error(`A test has left something open (${left}); the process is ended in spite of it.`);
  process.exit();
}
