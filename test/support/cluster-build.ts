import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import type { Report } from '../../src/embedded/report.js';
import { runCommand } from '../../src/embedded/run-command.js';

/** The version of docker-compose.yml's images. */
export const SERVER_VERSION = '1.29.1';

/** The packages, and what their programs are called in the images. */
const PROGRAMS = [
  { path: 'cmd/server', built: 'server', name: 'temporal-server' },
  { path: 'cmd/tools/sql', built: 'sql', name: 'temporal-sql-tool' },
];

/** Long enough for a cold build on one slow core, in milliseconds. */
const TIME_LIMIT = 20 * 60_000;

/**
 * The folder of `temporal-server` and `temporal-sql-tool`, built with Go where the cache has them not yet: some minutes,
 * this once.
 *
 * @throws Error where they cannot be built.
 */
export async function buildTemporalServer(report: Report): Promise<string> {
  const cache = join(homedir(), '.cache', 'temporal-integrator');
  const folder = join(cache, `temporal-server-${SERVER_VERSION}`);
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const building = await mkdtemp(join(cache, '.build-'));
  try {
    report(`Building the Temporal server ${SERVER_VERSION} with Go: some minutes, this once`);
    for (const program of PROGRAMS) await build(program, building);
    // Somebody who was quicker has built the same.
    await rename(building, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return folder;
}

async function build({ path, built, name }: (typeof PROGRAMS)[number], folder: string): Promise<void> {
  const env = { ...process.env, CGO_ENABLED: '0', GOBIN: folder };
  const what = `go.temporal.io/server/${path}@v${SERVER_VERSION}`;
  const { ok, problem } = await runCommand('go', ['install', what], { env, timeout: TIME_LIMIT });
  if (!ok) throw new Error(`${what} could not be built (Go 1.25 or later and a module proxy are needed): ${problem}`);
  await rename(join(folder, built), join(folder, name));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
