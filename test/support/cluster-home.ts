import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDataFolder, type DataFolder } from '../../src/embedded/data-folder.js';
import type { Report } from '../../src/embedded/report.js';
import { startWatchdog } from './watchdog.js';

/** A folder for all of a topology. */
export interface ClusterHome {
  /** Of the servers. */
  data: DataFolder;
  /** Of workers and APIs (`INTEGRATOR_DATA`), as the volume `files` of docker-compose.yml. */
  shared: string;
  /** The file of what a part has said. */
  log(part: string): string;
  remove(): Promise<void>;
}

/** Makes one that goes with this process, however it ends. */
export async function openHome(report: Report): Promise<ClusterHome> {
  const path = mkdtempSync(join(tmpdir(), 'temporal-integrator-cluster-'));
  // When we are root, PostgreSQL runs as another user, who must be able to enter.
  chmodSync(path, 0o755);
  const watchdog = startWatchdog(path);
  const data = await openDataFolder({ path, report });
  const [shared, logs] = [join(path, 'shared'), join(path, 'logs')];
  mkdirSync(shared);
  mkdirSync(logs, { mode: 0o700 });
  return {
    data,
    shared,
    log: (part) => join(logs, `${part}.log`),
    remove: async () => {
      data.release();
      await rm(path, { recursive: true, force: true });
      watchdog.kill('SIGKILL');
    },
  };
}
