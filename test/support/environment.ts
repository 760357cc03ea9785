import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataFolder, type DataFolder } from '../../src/embedded/data-folder.js';
import { findTemporal } from '../../src/embedded/find-temporal.js';
import { freePort } from '../../src/embedded/ports.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres.js';
import { installRuntime } from '../../src/runtime.js';
import { SEARCH_ATTRIBUTES } from '../../src/workflows/search-attributes.js';
import { startTemporal, type EmbeddedTemporal } from '../../src/embedded/temporal.js';

/** The servers of one test run: real ones, found and started by the functions `npm start` uses. */
export interface TestEnvironment {
  postgres: EmbeddedPostgres;
  temporal: EmbeddedTemporal;
  namespace: string;
  /** A connection string for a database of that name; create it with `postgres.createDatabase`. */
  databaseUrl: (database: string) => string;
}

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
  installRuntime();
  const started = Date.now();
  const report = (line: string) => console.log(`[${((Date.now() - started) / 1000).toFixed(1)} s] ${line}`);
  const path = mkdtempSync(join(tmpdir(), 'temporal-integrator-test-'));
  // When we are root, PostgreSQL runs as another user, who must be able to enter.
  chmodSync(path, 0o755);
  watchdog = startWatchdog(path);
  folder = await openDataFolder({ path, report });
  const { PATH = '' } = process.env;
  const cacheFolder = join(homedir(), '.cache', 'temporal-integrator');
  const executable = await findTemporal({ path: PATH, cacheFolder, env: process.env, report });
  const namespace = 'default';
  const [postgres, temporal] = await Promise.all([
    // What a power loss would cost is no matter here.
    startPostgres({ folder, port: await freePort(), report, extraFlags: ['-c', 'fsync=off'] }),
    startTemporal({
      folder,
      executable,
      port: await freePort(),
      uiPort: await freePort(),
      namespace,
      searchAttributes: Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, 'Keyword' as const])),
      report,
      // Sites continue as new four times as often, so that every suite goes through some of it.
      extraFlags: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=1024'],
    }),
  ]);
  return { postgres, temporal, namespace, databaseUrl: (database) => postgres.url(database) };
}

/** Called by mocha once, after all tests, also when some failed. */
export async function mochaGlobalTeardown(): Promise<void> {
  await Promise.all([environment?.temporal.stop(), environment?.postgres.stop()]);
  environment = undefined;
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

/** However this process ends (Ctrl-C, a crash, kill -9), its servers and its folder go with it. */
function startWatchdog(path: string): ChildProcess {
  const script = fileURLToPath(new URL('../embedded/support/end-with-parent.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  return child;
}
