import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Database } from '../../../src/store/database.js';
import type { ImportCase } from './import-case.js';

/** Everything a run has left in the world. */
export interface Snapshot {
  rows: string[];
  rejects: object[];
  run: object[];
  marker: object[];
  steps: object[];
  /** Of the file store and of the folders files come from: path, size and when it was written. */
  files: string[];
}

export async function takeSnapshot(given: ImportCase): Promise<Snapshot> {
  const { database, target, folder } = given.lane.service;
  const select = async (from: Database, statement: string) => (await from.query<object>(statement, [given.run])).rows;
  return {
    rows: (await given.rows()).sort(),
    rejects: await select(database, 'select * from reject where run = $1 order by record'),
    run: await select(database, 'select * from run where id = $1'),
    marker: await select(target, 'select * from integrator.load where run = $1'),
    steps: await select(database, 'select * from run_step where run = $1 order by started_at'),
    files: await filesIn(folder),
  };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
}
