import assert from 'node:assert/strict';

import { Connection } from '@temporalio/client';

import { SeededRandom } from '../exactly-once/support/seeded-random.js';
import { disturb } from './support/disturb.js';
import { patiently } from './support/patience.js';
import type { Plant } from './support/plant.js';
import { scaled, SEED } from './support/settings.js';
import { Stage } from './support/stage.js';

const RUNS = 60;
const VERSIONS = { 'worker-1': 'older', 'worker-2': 'newer' } as const;

describe('two workers of different versions', function () {
  this.timeout(600_000);
  const stage = new Stage({
    environment: (part) => (part in VERSIONS ? { INTEGRATOR_BUILD_ID: VERSIONS[part as keyof typeof VERSIONS] } : {}),
    furnish: (_, topology) => makeCurrent(topology, 'older'),
  });

  it('lose, double and invent nothing while the newer one takes over and both are killed', async () => {
    const { plant, workload } = stage;
    const over = new AbortController();
    const victims = (random: SeededRandom) => [random.pick(Object.keys(VERSIONS) as (keyof typeof VERSIONS)[])];
    await workload.run(scaled(RUNS) / 2);
    await makeCurrent(plant.topology, 'newer');
    await Promise.all([
      disturb(plant, { victims, times: 8, enough: over.signal, random: new SeededRandom(SEED) }),
      workload.run(scaled(RUNS)).finally(() => over.abort()),
    ]);
    await stage.assertAllIsWell('newer has taken over');
  });

  it('do without the older one when its runs have ended', async () => {
    await stage.plant.topology.kill('worker-1');
    await stage.workload.run(scaled(RUNS) / 2);
    await stage.assertAllIsWell('the older one is gone');
    assert.equal(stage.plant.topology.restarts('worker-2'), 0);
  });
});

/** As an operator does with `temporal worker deployment set-current-version`. */
async function makeCurrent(
  { temporalAddress, namespace }: Pick<Plant['topology'], 'temporalAddress' | 'namespace'>,
  buildId: string,
): Promise<void> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    await patiently(`Version ${buildId} becomes the current one`, () =>
      connection.workflowService.setWorkerDeploymentCurrentVersion({
        namespace,
        deploymentName: 'integrator',
        buildId,
        identity: 'test',
      }),
    );
  } finally {
    await connection.close();
  }
}
