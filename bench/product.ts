import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';

import { openDataFolder } from '../src/embedded/data-folder.js';
import { applyExample } from '../src/example.js';
import { openLocalDatabase, openLocalTemporal } from '../src/local-servers.js';
import { Parts } from '../src/parts.js';
import { imageEnvironment } from './image-environment.js';

/** The product as docker-compose.yml runs it, a worker and an API as processes of their own; on servers of this machine. */
export interface Product {
  /** Address of the API with its prefix. */
  api: string;
  temporalAddress: string;
  /** Connection URL of the control database. */
  databaseUrl: string;
  /** Connection URL of the example's HR database. */
  hrUrl: string;
  /** The processes that move the records. */
  workers: readonly number[];
  stop(): Promise<void>;
}

/** Starts `dist/worker.js` and `dist/api/index.js` (build first), and applies the example. */
export async function startProduct(): Promise<Product> {
  const path = await mkdtemp(join(tmpdir(), 'temporal-integrator-bench-'));
  await chmod(path, 0o755);
  const parts = new Parts();
  const stop = async () => {
    await parts.stop(console.error);
    await rm(path, { recursive: true, force: true });
  };
  try {
    return { ...(await startIn(path, parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startIn(path: string, parts: Parts): Promise<Omit<Product, 'stop'>> {
  const report = () => undefined;
  const folder = await parts.start(
    () => openDataFolder({ path, report }),
    (held) => held.release(),
  );
  const { url, hrUrl = url } = await parts.start(
    () => openLocalDatabase(folder, report),
    (server) => server.stop(),
  );
  const { connectionOptions } = await parts.start(
    (signal) => openLocalTemporal(folder, report, signal),
    (server) => server.stop(),
  );
  const temporalAddress = connectionOptions.address ?? '';
  const environment = {
    ...(await imageEnvironment()),
    INTEGRATOR_DATABASE_URL: url,
    INTEGRATOR_DATA: path,
    INTEGRATOR_PORT: '0',
    TEMPORAL_ADDRESS: temporalAddress,
    HR_DATABASE_URL: hrUrl,
  };
  const start = (entry: string) =>
    parts.start(
      () => startEntry(entry, environment),
      (running) => running.stop(),
    );
  const worker = await start('worker.js');
  const { said } = await start('api/index.js');
  const api = (JSON.parse(said) as { url: string }).url;
  await applyExample({ api, hrUrl, dataFolder: path });
  return { api: `${api}/api/v1`, temporalAddress, hrUrl, databaseUrl: url, workers: [worker.pid] };
}

/** Starts an entry of the build and waits until it says that it is up. */
async function startEntry(entry: string, environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../dist', entry)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
    // A Ctrl-C in the terminal reaches us alone, who stop everything in order.
    detached: true,
  });
  const exited = once(child, 'exit');
  for await (const said of createInterface({ input: child.stdout })) {
    if (!said.includes('is up')) continue;
    // What it says from here on is of no interest, but must not fill the pipe.
    child.stdout.resume();
    const stop = async () => {
      child.kill('SIGTERM');
      await exited;
    };
    return { said, pid: child.pid ?? 0, stop };
  }
  throw new Error(`${entry} did not start.`);
}
