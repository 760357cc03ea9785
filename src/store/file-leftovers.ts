import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Task } from './state-files.js';

/** A state file, and what is to be known to tell whether somebody needs it. */
export interface LeftState {
  task: Task;
  /** The run it is called after. */
  run: string;
  path: string;
}

/**
 * What is in a file store that may be needed no more: it knows how old things are, not who refers to them.
 *
 * A content nobody refers to may be uploaded again, or asked for again, at the very moment it is removed. So it is set
 * aside first, by a rename, and looked at once more: whoever uploads it meanwhile makes it anew in its place, whoever
 * asks for it takes it back (`FileStore.has`), and what turns out to be needed is put back.
 */
export class FileLeftovers {
  constructor(
    private readonly folder: string,
    /** Where a content belongs. */
    private readonly pathOf: (sha256: string) => string,
  ) {}

  /** Contents nobody has written or asked for since `before` (milliseconds since 1970), a folder of them at a time. */
  async *agedContents(before: number): AsyncGenerator<string[]> {
    for (const shelf of await list(this.folder)) {
      if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
      const aged: string[] = [];
      for (const name of await list(join(this.folder, shelf))) {
        if (await isOlder(join(this.folder, shelf, name), before)) aged.push(name);
      }
      if (aged.length > 0) yield aged;
    }
  }

  /** Sets a content aside. */
  async setAside(sha256: string): Promise<void> {
    await mkdir(join(this.folder, 'aside'), { recursive: true });
    await rename(this.pathOf(sha256), this.asideOf(sha256)).catch(unlessGone);
  }

  /** Contents that are set aside, also by a process that was killed then. */
  async listAside(): Promise<string[]> {
    return list(join(this.folder, 'aside'));
  }

  /** Puts a content that was set aside back in its place; answers whether it was there. */
  async putBack(sha256: string): Promise<boolean> {
    return rename(this.asideOf(sha256), this.pathOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  /** Removes a content that is set aside, unless it was written or asked for since `before`: then it is put back. */
  async removeAside(sha256: string, before: number): Promise<boolean> {
    const path = this.asideOf(sha256);
    if (!(await isOlder(path, before))) {
      await this.putBack(sha256);
      return false;
    }
    return rm(path).then(() => true, unlessGone);
  }

  /** Runs that have opened files. */
  async listOpened(before: number): Promise<string[]> {
    return this.agedIn('opened', before);
  }

  /** Removes parts of files that nobody has written to since; answers how many. */
  async removeParts(before: number): Promise<number> {
    const parts = await this.agedIn('incoming', before);
    for (const part of parts) await rm(join(this.folder, 'incoming', part), { force: true });
    return parts.length;
  }

  /** State files, a task's at a time. */
  async *agedStates(before: number): AsyncGenerator<LeftState[]> {
    const states = join(this.folder, 'states');
    for (const site of await list(states)) {
      for (const integration of await list(join(states, site))) {
        const task = { site: decodeURIComponent(site), integration: decodeURIComponent(integration) };
        const names = await this.agedIn(join('states', site, integration), before);
        // `<run>`, `<run>.candidate.<turn>`, `<run>.gone.<turn>`, each perhaps with a part's ending.
        yield names.map((name) => ({
          task,
          run: name.split('.')[0] ?? name,
          path: join(states, site, integration, name),
        }));
      }
    }
  }

  private async agedIn(folder: string, before: number): Promise<string[]> {
    const aged: string[] = [];
    for (const name of await list(join(this.folder, folder))) {
      if (await isOlder(join(this.folder, folder, name), before)) aged.push(name);
    }
    return aged;
  }

  private asideOf(sha256: string): string {
    return join(this.folder, 'aside', sha256);
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** Not of what is gone meanwhile. */
async function isOlder(path: string, before: number): Promise<boolean> {
  const written = await stat(path).catch(() => undefined);
  return written !== undefined && written.mtimeMs < before;
}

function unlessGone(error: unknown): false {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return false;
}
