import { SeededRandom } from '../exactly-once/support/seeded-random.js';
import { disturb } from './support/disturb.js';
import { scaled, SEED } from './support/settings.js';
import { Stage } from './support/stage.js';

const RESTARTS = 50;

describe('a load that does not end', function () {
  this.timeout(1_200_000);
  const stage = new Stage();

  for (const [title, part] of [
    ['Temporal', 'temporal'],
    ['PostgreSQL', 'postgres'],
  ] as const) {
    it(`loses, doubles and invents nothing through ${scaled(RESTARTS)} restarts of ${title} after a kill`, async () => {
      const over = new AbortController();
      const before = stage.workload.ended;
      const disturbance = { victims: () => [part], times: scaled(RESTARTS), random: new SeededRandom(SEED) };
      await Promise.all([
        disturb(stage.plant, disturbance).finally(() => over.abort()),
        stage.workload.runUntil(over.signal),
      ]);
      await stage.assertAllIsWell(`${stage.workload.ended - before} runs meanwhile`);
    });
  }
});
