import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { runWorkflowId, siteWorkflowId } from '../../src/model/workflow-ids.js';
import type { RunningWorker } from '../../src/run-worker.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { people, peopleCsv, peopleSite, runPeople } from '../support/sites.js';

const DEPLOYMENT = 'integrator';
const versionedBundle = { codePath: join(import.meta.dirname, '../../dist/workflow-bundle-versioned.js') };

describe('versions of workers', function () {
  this.timeout(120_000);
  let service: TestService;
  // Other tests may have versions of the same deployment.
  const [first, second] = [`first-${randomUUID()}`, `second-${randomUUID()}`] as const;

  before(async () => (service = await startService()));
  after(() => service.stop());

  async function startVersion(buildId: string): Promise<RunningWorker> {
    return service.startWorker({ workflowBundle: versionedBundle, buildId });
  }

  /** As `temporal worker deployment set-current-version` does, once Temporal knows the version. */
  async function makeCurrent(buildId: string): Promise<void> {
    const { namespace } = testEnvironment();
    const request = { namespace, deploymentName: DEPLOYMENT, buildId, identity: 'test' };
    await eventually(`the version ${buildId} is current`, () =>
      service.temporal.workflowService.setWorkerDeploymentCurrentVersion(request).then(
        () => true,
        () => false,
      ),
    );
  }

  /** Which version goes on with a workflow, and in which way. */
  async function versionOf(workflowId: string): Promise<unknown[]> {
    const { raw } = await service.temporal.workflow.getHandle(workflowId).describe();
    const { deploymentVersion, behavior } = raw.workflowExecutionInfo?.versioningInfo ?? {};
    return [deploymentVersion?.buildId, ['none', 'PINNED', 'AUTO_UPGRADE'][behavior ?? 0]];
  }

  /** A run that waits in the middle of its load, into a table of its own, until it is told to end. */
  async function beginHeldRun(site: string): Promise<{ id: string; end: () => Promise<void> }> {
    const target = { ...people.target, table: 'held_people' };
    await service.target.query('create table held_people (like people including all)');
    await service.http.put(`/sites/${site}/integrations/held`, { ...people, target });
    const held = await holdTable(service, 'held_people');
    await service.http.put(`/sites/${site}/files/held.csv`, peopleCsv(5));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'held', file: 'held.csv' });
    await untilLoading(service, body.id, 'insert into');
    return {
      id: body.id,
      end: async () => {
        await held.release();
        await eventually(`run ${body.id} is Completed`, async () => {
          return (await service.http.get(`/runs/${body.id}`)).body.status === 'Completed';
        });
      },
    };
  }

  it('leave a run its version, give new ones the current one, and take the site along', async () => {
    const site = await peopleSite(service);
    const siteVersion = () => versionOf(siteWorkflowId(site));
    await runPeople(service, site, peopleCsv(5));
    assert.deepEqual(await siteVersion(), [undefined, 'none']);

    // Versions are switched on: what was begun without them goes on with the first one.
    const older = await startVersion(first);
    await makeCurrent(first);
    const old = await beginHeldRun(site);
    await service.worker.stop();
    assert.deepEqual(await versionOf(runWorkflowId(old.id)), [first, 'PINNED']);
    assert.equal((await runPeople(service, site, peopleCsv(5), 'first.csv')).body.status, 'Completed');
    assert.deepEqual(await siteVersion(), [first, 'AUTO_UPGRADE']);

    await startVersion(second);
    await makeCurrent(second);
    const { body } = await runPeople(service, site, peopleCsv(5), 'second.csv');
    assert.equal(body.status, 'Completed', JSON.stringify(body));
    assert.deepEqual(await versionOf(runWorkflowId(body.id)), [second, 'PINNED']);
    assert.deepEqual(await siteVersion(), [second, 'AUTO_UPGRADE']);

    await old.end();
    assert.deepEqual(await versionOf(runWorkflowId(old.id)), [first, 'PINNED']);
    await older.stop();
    assert.equal((await runPeople(service, site, peopleCsv(5), 'last.csv')).body.status, 'Completed');
  });
});
