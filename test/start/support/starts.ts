import { join } from 'node:path';

import { openDataFolder } from '../../../src/embedded/data-folder.js';
import { identifyProcess } from '../../../src/embedded/process-identity.js';
import { scratchFolder } from '../../embedded/support/scratch-folder.js';
import { Started, type StartOptions } from './started.js';

/** The starts of a test or suite, with their folders; `end` leaves nothing of them. */
export class Starts {
  private readonly starts: Started[] = [];
  private readonly removals: (() => void)[] = [];

  /** A fresh folder that every user may enter. */
  folder(): string {
    return scratchFolder((remove) => this.removals.push(remove));
  }

  /** Where a data folder can be; it is not there yet. */
  newData(): string {
    return join(this.folder(), 'data');
  }

  start(data: string, options?: StartOptions): Started {
    const started = new Started(data, options);
    this.starts.push(started);
    return started;
  }

  async end(): Promise<void> {
    for (const { data } of await this.killAll()) {
      const folder = await openDataFolder({ path: data, report: () => undefined }).catch(() => undefined);
      await folder?.endLeftovers();
      folder?.release();
    }
    this.removals.splice(0).forEach((remove) => remove());
  }

  private async killAll(): Promise<Started[]> {
    const starts = this.starts.splice(0);
    await Promise.all(starts.map((started) => started.kill()));
    return starts;
  }
}

/** Which of these processes run; one that has ended and only waits to be collected does not. */
export function running(pids: Record<string, number>): string[] {
  return Object.keys(pids).filter((name) => identifyProcess(pids[name]!) !== undefined);
}
