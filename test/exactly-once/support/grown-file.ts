import { existsSync, readdirSync, statSync, watch, type Dirent, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** A file that appears, or grows, in a folder or in the folders in it. */
export interface FileMoment {
  folder: string;
  /** Matches its path. */
  path: RegExp;
  /** From this size on, in bytes. */
  bytes: number;
}

/** Acts as soon as there is such a file and it is so large, in the same turn of the event loop in which that is seen. */
export async function whenFileGrows(
  { folder, path, bytes }: FileMoment,
  signal: AbortSignal,
  act: (path: string) => void,
): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  await new Promise<void>((resolve, reject) => {
    let isOver = false;
    const look = (): void => {
      if (isOver) return;
      for (const inside of foldersIn(folder)) {
        if (!watchers.has(inside)) watchers.set(inside, watchFolder(inside, look));
      }
      const found = [...watchers.keys()].flatMap(filesIn).find((file) => path.test(file) && sizeOf(file) >= bytes);
      if (found === undefined) return;
      isOver = true;
      act(found);
      resolve();
    };
    signal.addEventListener('abort', () => {
      isOver = true;
      reject(new Error(`There was no file ${path.source} of ${bytes} bytes.`));
    });
    look();
  }).finally(() => {
    for (const watcher of watchers.values()) watcher.close();
  });
}

/** The size of a file, in bytes; -1 where there is none any more. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

function watchFolder(path: string, look: () => void): FSWatcher {
  const watcher = watch(path, look);
  // One that is gone by now gives no sign.
  watcher.on('error', () => undefined);
  return watcher;
}

/** The folder and those in it, at any depth. */
function foldersIn(folder: string): string[] {
  const inside = entriesOf(folder).filter((entry) => entry.isDirectory());
  return [folder, ...inside.flatMap(({ name }) => foldersIn(join(folder, name)))].filter((path) => existsSync(path));
}

function filesIn(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => (entry.isFile() ? [join(folder, entry.name)] : []));
}

/** Those of a folder that is gone by now are none. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
