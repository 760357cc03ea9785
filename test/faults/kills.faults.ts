import { SeededRandom } from '../exactly-once/support/seeded-random.js';
import type { PartName } from '../support/topology.js';
import { disturb } from './support/disturb.js';
import { scaled, SEED } from './support/settings.js';
import { Stage } from './support/stage.js';

/** So many imports and exports while each of these is killed: 200 in all. */
const RUNS = 40;
/** Killed so often at most: where loads take longer than what is between two kills, none would ever end. */
const KILLS = 10;

const ALL: readonly PartName[] = ['worker-1', 'worker-2', 'api-1', 'temporal', 'postgres'];

const VICTIMS: Record<string, (random: SeededRandom) => readonly PartName[]> = {
  'a worker, or both': (random) =>
    random.pick<readonly PartName[]>([['worker-1'], ['worker-2'], ['worker-1', 'worker-2']]),
  'the API': () => ['api-1'],
  Temporal: () => ['temporal'],
  PostgreSQL: () => ['postgres'],
  'everything at once': () => ALL,
};

describe(`${scaled(RUNS) * Object.keys(VICTIMS).length} imports and exports`, function () {
  this.timeout(600_000);
  const stage = new Stage();

  for (const [index, [title, victims]] of Object.entries(VICTIMS).entries()) {
    it(`lose, double and invent nothing while ${title} is killed at random times`, async () => {
      const over = new AbortController();
      const [kills] = await Promise.all([
        disturb(stage.plant, { victims, times: KILLS, enough: over.signal, random: new SeededRandom(SEED + index) }),
        stage.workload.run(scaled(RUNS)).finally(() => over.abort()),
      ]);
      await stage.assertAllIsWell(`${kills} kills of ${title}`);
    });
  }
});
