import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBlockingFolder } from './blocking-folder.js';
import type { PostgresBinaries } from './installed-binaries.js';
import type { PostgresUser } from './postgres-user.js';
import type { Report } from './report.js';

/**
 * A copy of the binaries in the first of `caches` that `user` can enter, made on first use and reported then; undefined
 * if none will do. The copy belongs to root and nobody else may write to it, since PostgreSQL is executed from it.
 */
export async function shareBinaries(
  binaries: PostgresBinaries,
  user: PostgresUser,
  caches: readonly string[],
  report: Report,
): Promise<string | undefined> {
  for (const cache of caches) {
    if (lstatSync(cache, { throwIfNoEntry: false }) === undefined) continue;
    if ((await findBlockingFolder(cache, user)) !== undefined) continue;
    const copy = join(cache, `temporal-integrator-postgres-${binaries.version}`);
    if (isOurs(copy)) return copy;
    report(`Copying PostgreSQL to ${copy}, because user ${user.name} cannot enter ${binaries.folder}`);
    if (await copyTo(copy, cache, binaries.folder)) return copy;
  }
  return undefined;
}

async function copyTo(copy: string, cache: string, source: string): Promise<boolean> {
  const temporary = await mkdtemp(join(cache, '.temporal-integrator-postgres-')).catch(() => undefined);
  if (temporary === undefined) return false;
  try {
    const content = join(temporary, 'native');
    await mkdir(content);
    await cp(source, content, { recursive: true, verbatimSymlinks: true });
    openToAll(content);
    await rename(content, copy);
    return true;
  } catch {
    // Another start has put its copy there first, or the place belongs to somebody else, or the disk is full.
    return isOurs(copy);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** In a folder like /tmp anybody may have made something of this name: only what we made ourselves is executed. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/** Readable by all and writable by the owner alone, whatever umask the files were installed with. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
