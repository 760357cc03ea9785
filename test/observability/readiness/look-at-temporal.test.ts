import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { Connection } from '@temporalio/client';

import { lookAtTemporal } from '../../../src/observability/readiness/look-at-temporal.js';
import { lookAtWorkers } from '../../../src/observability/readiness/look-at-workers.js';
import { watchTemporal } from '../../../src/watch-temporal.js';
import { testEnvironment } from '../../support/environment.js';
import { eventually } from '../../support/eventually.js';
import { Relay } from '../../support/relay.js';

describe('Temporal, looked at', () => {
  let relay: Relay;
  let connection: Connection;
  beforeEach(async () => {
    relay = await Relay.start(testEnvironment().temporal.address);
    connection = await watchTemporal({ address: relay.address });
  });
  afterEach(async () => {
    await connection.close();
    await relay.stop();
  });
  const look = (namespace = testEnvironment().namespace) => lookAtTemporal(connection, namespace)();

  it('is up where it has the namespace with its search attributes', async () => {
    await look();
  });

  it('is down where it has no such namespace, and the message names it', async () => {
    await assert.rejects(look('nowhere'), /has no namespace nowhere\. Create it/);
  });

  it('is down where the namespace lacks search attributes, and the message lists them', async () => {
    const namespace = `without-${randomUUID().slice(0, 8)}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as unknown as never },
    });
    const said = await eventually('the namespace is known', async () => {
      const error = await look(namespace).then(
        () => undefined,
        (thrown: unknown) => (thrown as Error).message,
      );
      return error?.includes('has no namespace') === true ? undefined : (error ?? 'nothing');
    });
    assert.match(said, new RegExp(`^The namespace ${namespace} lacks search attributes: IntegratorSite, .*Keyword`));
  });

  it('is down where it cannot be reached', async () => {
    await relay.stop();
    await assert.rejects(look(), /does not answer \(.*\)\. Look whether its server is up, and at TEMPORAL_ADDRESS/);
    const queue = { connection, namespace: testEnvironment().namespace, name: 'integrator' };
    await assert.rejects(lookAtWorkers(queue)(), /Temporal does not tell whether there is a worker/);
  });
});
