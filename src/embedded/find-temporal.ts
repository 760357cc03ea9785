import { constants } from 'node:fs';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { buildTemporal } from './build-temporal.js';
import { downloadTemporal } from './download-temporal.js';
import { EmbeddedError } from './embedded-error.js';
import type { Report } from './report.js';
import { runCommand } from './run-command.js';

export interface TemporalSearch {
  /** Folders to look for `temporal` and `go` in, as in the variable PATH. */
  path: string;
  /** Where a downloaded or built server is kept for later starts; shared by all data folders of the user. */
  cacheFolder: string;
  /** The environment for the download and the build (proxies, home folder, Go's own settings). */
  env: NodeJS.ProcessEnv;
  report: Report;
  /** Gives the search up, with all it has started. */
  signal?: AbortSignal;
}

/**
 * The path of a Temporal command line that can run a dev server: the one on the PATH, else the one kept in the cache,
 * else the SDK's download, else one built with Go (about 2 minutes). Each step is reported as it happens.
 * Throws EmbeddedError, naming every way out, if all of them fail, and AbortError if `signal` gives it up.
 */
export async function findTemporal({ path, cacheFolder, env, report, signal }: TemporalSearch): Promise<string> {
  const installed = await findOnPath(path, report);
  if (installed !== undefined) return installed;

  const cached = join(resolve(cacheFolder), 'temporal');
  const version = await versionOf(cached);
  if (version !== undefined) {
    report(`Using the Temporal server kept in ${cached} (${version})`);
    return cached;
  }
  await mkdir(cacheFolder, { recursive: true }).catch((error: unknown) => {
    throw new EmbeddedError(`No Temporal server is at hand, and the cache cannot be written: ${String(error)}`);
  });
  await removeAbandoned(dirname(cached));
  const problems: string[] = [];
  const arrival = { target: cached, versionOf, env: { ...env, PATH: path }, report, signal };
  for (const provide of [downloadTemporal, buildTemporal]) {
    const problem = await provide(arrival);
    if (problem === undefined) return cached;
    signal?.throwIfAborted();
    report(problem);
    problems.push(problem);
  }
  throw new EmbeddedError(
    `There is no Temporal server, and none could be had:\n  ${problems.join('\n  ')}\nAny one of these helps:\n` +
      '  - set TEMPORAL_ADDRESS to a Temporal server that runs already\n' +
      '  - install the Temporal command line so that `temporal` is on the PATH (https://docs.temporal.io/cli)\n' +
      '  - let this machine reach https://temporal.download (HTTPS_PROXY), for the download\n' +
      '  - install Go 1.25 or later (https://go.dev/dl) with access to a module proxy (GOPROXY), for the build',
  );
}

async function findOnPath(path: string, report: Report): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const executable = resolve(folder, 'temporal');
    const exists = await access(executable, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!exists) continue;
    const version = await versionOf(executable);
    if (version !== undefined) {
      report(`Using ${executable} (${version})`);
      return executable;
    }
    report(`${executable} does not answer --version; passing it over`);
  }
  return undefined;
}

/** The first line it answers `--version` with, or undefined if it does not answer within 10 s. */
async function versionOf(executable: string): Promise<string | undefined> {
  const env = { HOME: '/nonexistent', PATH: '/usr/bin:/bin' };
  const { ok, stdout } = await runCommand(executable, ['--version'], { env, timeout: 10_000 });
  return ok && stdout.includes('version') ? stdout.split('\n')[0] : undefined;
}

/** What downloads and builds that were killed have left; a day later nobody is still at it. */
async function removeAbandoned(cacheFolder: string): Promise<void> {
  const day = 24 * 60 * 60_000;
  for (const name of await readdir(cacheFolder)) {
    if (!/^\.(download|build)-/.test(name)) continue;
    const path = join(cacheFolder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > day) await rm(path, { recursive: true, force: true });
  }
}
