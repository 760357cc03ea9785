import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Outlet } from './outlet.js';

const NAME = /^things-[\w.-]+\.csv$/;

/**
 * A folder into which each run puts a file of its own; whoever reaches it, a worker or an SFTP server, reaches it there.
 *
 * @param connectionTo the connection by which it is reached.
 */
export async function openFolderOutlet(path: string, connectionTo: (path: string) => object): Promise<Outlet> {
  await mkdir(path, { recursive: true });
  const taken = new Set<string>();
  return {
    connection: connectionTo(path),
    target: { file: 'things-{run}.csv', onExisting: 'fail' },
    take: async () => {
      const names = (await readdir(path)).filter((name) => NAME.test(name) && !taken.has(name));
      for (const name of names) taken.add(name);
      return (await Promise.all(names.map((name) => readRecords(join(path, name))))).flat();
    },
    leftovers: async () => (await readdir(path)).filter((name) => !NAME.test(name)),
  };
}

async function readRecords(path: string): Promise<string[]> {
  const lines = (await readFile(path, 'utf8')).split('\r\n');
  if (lines.shift() !== 'id,version,body' || lines.pop() !== '') throw new Error(`The file ${path} is not whole.`);
  return lines;
}
