import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { SmallDisk } from '../support/small-disk.js';
import { Stage } from './support/stage.js';

/** How often a disk is full, and for how long each time, in milliseconds. */
const TIMES = 4;
const FULL_FOR = 3000;
const ROOM_FOR = 1000;

/** Folders of those all parts share, each on a disk of so many megabytes. */
const DISKS = { 'the file store': 'files', 'the folder exports go to': 'outboxes' } as const;

describe('a disk that is full again and again', function () {
  this.timeout(600_000);
  if (process.getuid?.() !== 0) {
    it('is mended when there is room (skipped: only root can mount a small disk)');
    return;
  }
  const disks = new Map<string, SmallDisk>();
  const stage = new Stage({
    furnish: async (folder) => {
      for (const name of Object.values(DISKS)) disks.set(name, await SmallDisk.mount(join(folder, name), 400));
    },
    clear: async () => {
      for (const disk of disks.values()) await disk.unmount();
    },
  });

  for (const [title, name] of Object.entries(DISKS)) {
    it(`under ${title}: nothing is lost, doubled, invented or stuck`, async () => {
      const over = new AbortController();
      const load = stage.workload.runUntil(over.signal);
      const disk = disks.get(name)!;
      for (let time = 0; time < TIMES; time++) {
        await delay(ROOM_FOR);
        await disk.fill();
        await delay(FULL_FOR);
        await disk.makeRoom();
      }
      over.abort();
      await load;
      await stage.assertAllIsWell(`${TIMES} times full: ${title}`);
    });
  }
});
