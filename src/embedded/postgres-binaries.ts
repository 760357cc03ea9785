import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import type { PostgresBinaries } from './installed-binaries.js';
import { shareBinaries } from './postgres-binaries-copy.js';
import type { PostgresUser } from './postgres-user.js';
import type { Report } from './report.js';
import { runCommand } from './run-command.js';

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
