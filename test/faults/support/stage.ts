import assert from 'node:assert/strict';

import { SeededRandom } from '../../exactly-once/support/seeded-random.js';
import { judge } from './judge.js';
import { Plant, type PlantOptions } from './plant.js';
import { SEED } from './settings.js';
import { Workload } from './workload.js';

export interface StageOptions extends Omit<PlantOptions, 'random'> {
  /** Changes the plant before there is any load. @param folder the one all parts share. */
  furnish?: (folder: string, topology: Plant['topology']) => Promise<void>;
  /** Takes back what `furnish` did, before the plant goes. */
  clear?: () => Promise<void>;
}

/** The plant of a suite with its load. After a test that failed the next one gets a new one. */
export class Stage {
  private current: { plant: Plant; workload: Workload } | undefined;
  private number = 0;

  /** Declares the suite's hooks. */
  constructor(private readonly options: StageOptions = {}) {
    before(() => console.log(`    FAULTS_SEED=${SEED}`));
    beforeEach(async () => {
      this.current ??= await this.open();
    });
    const close = () => this.close();
    afterEach(async function () {
      if (this.currentTest?.state === 'failed') await close();
    });
    after(close);
  }

  get plant(): Plant {
    return this.current!.plant;
  }

  get workload(): Workload {
    return this.current!.workload;
  }

  /** Nothing is as it should not be, whatever was done. Says how long it took until everything had recovered. */
  async assertAllIsWell(what: string): Promise<void> {
    const { plant, workload } = this;
    const begun = performance.now();
    assert.deepEqual(await judge(plant, workload), []);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`      ${what}; ${workload.ended} runs so far, ${tell(workload.statuses)}; judged in ${seconds} s`);
  }

  private async open(): Promise<{ plant: Plant; workload: Workload }> {
    const seed = SEED + 1000 * this.number++;
    const { furnish } = this.options;
    const plant = await Plant.start({ ...this.options, random: new SeededRandom(seed) });
    await furnish?.(plant.folder, plant.topology);
    return { plant, workload: await Workload.prepare(plant, seed) };
  }

  private async close(): Promise<void> {
    if (this.current !== undefined) await this.options.clear?.();
    await this.current?.plant.stop();
    this.current = undefined;
  }
}

function tell(statuses: Record<string, number>): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
}
