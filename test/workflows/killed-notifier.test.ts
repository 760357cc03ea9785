import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { notifiedSite, type NotifiedSite } from '../api/support/notified-site.js';
import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { endWorkerProcesses, startWorkerProcess } from '../support/worker-process.js';

describe('A worker that is killed between sending a notification and noting it', () => {
  let service: TestService;
  let site: NotifiedSite;
  before(async () => (service = await startService({ worker: false })));
  after(async () => {
    await endWorkerProcesses();
    await site.server.stop();
    await service.stop();
  });

  it('is the only reason to send it twice, with the same id', async () => {
    const doomed = await startWorkerProcess(service);
    site = await notifiedSite(service, ['failed']);
    const killed = new Promise<void>((resolve) => {
      site.server.will(
        () => void doomed.end('SIGKILL').then(resolve),
        (response) => response.writeHead(204).end(),
      );
    });
    await site.run('id,nonsense\n1,One\n');
    const round = await service.temporal.workflow.start('notifications', {
      workflowId: `notifications-test/${randomUUID()}`,
      taskQueue: service.taskQueue,
    });
    await killed;
    const [waiting] = await site.listed();
    assert.deepEqual([waiting?.state, waiting?.attempts], ['waiting', 1]);

    await startWorkerProcess(service);
    await round.result();
    await site.hasten();
    await site.round();
    await eventually('it was sent', async () => (await site.listed('?state=sent')).length === 1);
    await site.hasten();
    await site.round();
    const ids = site.told().map(({ id }) => id);
    assert.equal(ids.length, 2);
    assert.equal(new Set(ids).size, 1);
  }).timeout(120_000);
});
