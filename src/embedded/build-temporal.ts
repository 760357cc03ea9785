import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Arrival } from './arrival.js';
import { runCommand } from './run-command.js';

/** The newest that `go install` can build: later ones have replace directives. It brings Temporal Server 1.29. */
const PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** Time between two words to the user, in milliseconds. */
const HEARTBEAT = 15_000;

/** Long enough for a cold build on one slow core, in milliseconds. */
const TIME_LIMIT = 20 * 60_000;

/** Builds the Temporal command line with Go, if `go` is on the PATH, and keeps it at `target`. */
export async function buildTemporal({ target, versionOf, env, report, signal }: Arrival): Promise<string | undefined> {
  const go = await runCommand('go', ['version'], { env, timeout: 20_000 });
  if (!go.ok) return 'It could not be built either: there is no working `go` on the PATH';
  report(`Building Temporal from source with ${go.stdout}: about 2 minutes, this once`);
  const started = Date.now();
  const heartbeat = setInterval(() => {
    report(`Still building Temporal (${Math.round((Date.now() - started) / 1000)} s)`);
  }, HEARTBEAT);
  const folder = await mkdtemp(join(dirname(target), '.build-'));
  try {
    const buildEnv = { ...env, CGO_ENABLED: '0', GOBIN: folder };
    const build = await runCommand('go', ['install', PACKAGE], { env: buildEnv, timeout: TIME_LIMIT, signal });
    const executable = join(folder, 'temporal');
    const version = await versionOf(executable);
    if (version === undefined) {
      return `Building it with Go failed: ${build.problem.split('\n').slice(-3).join(' / ')}`;
    }
    await rename(executable, target);
    report(`Built Temporal and kept it in ${target} (${version})`);
    return undefined;
  } finally {
    clearInterval(heartbeat);
    await rm(folder, { recursive: true, force: true });
  }
}
