import { chmodSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { lockFolder } from './folder-lock.js';
import { ProcessList } from './process-list.js';
import type { Report } from './report.js';
import type { ServerKind } from './server-kind.js';
import { writeFileAtomically } from './write-file-atomically.js';

/** The folder in which everything of the local default lives, held by this process until `release`. */
export interface DataFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Writes down a child, so that the next start can end it if this one is killed; call it right after the spawn. */
  recordProcess(name: ServerKind, pid: number): void;
  /** Crosses out a child that has ended. */
  forgetProcess(name: ServerKind): void;
  /**
   * Ends the children an earlier start wrote down and did not live to end, and reports each. A process is known by its
   * number and its start together, never by its name. Throws EmbeddedError if one cannot be ended.
   */
  endLeftovers(): Promise<void>;
  /** Gives the folder back; its content stays. */
  release(): void;
}

/**
 * Creates the folder if need be and takes it for this process.
 * Throws EmbeddedError if it cannot be written, or if a living process holds it.
 */
export async function openDataFolder({ path, report }: { path: string; report: Report }): Promise<DataFolder> {
  const folder = createFolder(resolve(path));
  const release = await lockFolder(folder);
  removeUnfinishedWrites(folder);
  const processes = new ProcessList(join(folder, 'processes.json'), report);
  return {
    path: folder,
    recordProcess: (name, pid) => processes.record(name, pid),
    forgetProcess: (name) => processes.forget(name),
    endLeftovers: () => processes.endAll(),
    release,
  };
}

function createFolder(path: string): string {
  try {
    // When we are root, PostgreSQL runs as another user who must get through, whatever our umask.
    if (mkdirSync(path, { recursive: true }) !== undefined) chmodSync(path, 0o755);
    const probe = join(path, `probe.${process.pid}`);
    writeFileAtomically(probe, '');
    rmSync(probe);
    return realpathSync(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new EmbeddedError(
      `Cannot write to the data folder ${path} (${code}). ` +
        'Set INTEGRATOR_DATA to a folder this user may write to, or change the permissions of this one.',
    );
  }
}

/** What a kill or a power loss left between writing and renaming; we hold the lock, so nobody else is writing. */
function removeUnfinishedWrites(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^(processes\.json|in-use-by\.\S+|probe\.\d+)\.[0-9a-f]{8}\.new$/.test(name))
      rmSync(join(folder, name), { force: true });
  }
}
