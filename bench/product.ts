import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { freePort } from '../src/embedded/ports.js';
import { HR_URL_FILE } from '../src/local-servers.js';

/** The product as `npm start` runs it, in a data folder of its own. */
export interface Product {
  /** Address of the API with its prefix. */
  api: string;
  temporalAddress: string;
  /** Connection URL of the example's HR database. */
  hrUrl: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts `dist/start.js` (build first) and waits until it is up. */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-bench-'));
  await chmod(folder, 0o755);
  const [port, temporalPort, uiPort] = [await freePort(), await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../dist/start.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      INTEGRATOR_DATA: folder,
      INTEGRATOR_PORT: String(port),
      INTEGRATOR_TEMPORAL_PORT: String(temporalPort),
      INTEGRATOR_TEMPORAL_UI_PORT: String(uiPort),
    },
  });
  await untilUp(child);
  return {
    api: `http://127.0.0.1:${port}/api/v1`,
    temporalAddress: `127.0.0.1:${temporalPort}`,
    hrUrl: await readFile(join(folder, HR_URL_FILE), 'utf8'),
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilUp(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('The product has no output.');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    if (!line.includes('Ctrl-C')) continue;
    // What it says from here on is of no interest, but must not fill the pipe.
    child.stdout.resume();
    return;
  }
  throw new Error('The product did not start.');
}
