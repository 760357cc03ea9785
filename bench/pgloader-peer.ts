import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { timed } from './measure.js';

const run = promisify(execFile);

/** A load by pgloader, without checks and upsert; undefined where it is not on the PATH. */
export function pgloaderPeer(
  url: string,
): ((file: string, table: string, columns: readonly string[]) => Promise<number>) | undefined {
  if (spawnSync('pgloader', ['--version']).status !== 0) return undefined;
  return async (file, table, columns) => {
    const command = join(tmpdir(), `temporal-integrator-bench-${process.pid}.load`);
    const list = columns.join(', ');
    await writeFile(
      command,
      `LOAD CSV FROM '${file}' (${list}) INTO ${url}?tablename=${table} (${list})
       WITH truncate, skip header = 1, fields terminated by ',';`,
    );
    return timed(() => run('pgloader', ['--quiet', command]));
  };
}
