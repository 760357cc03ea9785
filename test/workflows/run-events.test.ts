import assert from 'node:assert/strict';

import { runWorkflowId } from '../../src/model/workflow-ids.js';
import { exportSite } from '../api/support/export-site.js';
import { RecordEndpoint } from '../api/support/record-endpoint.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';

/** DESIGN §3: workflows carry ids and counts only; a run of any size stays below this. */
const MOST_EVENTS = 60;

describe('the history of a run', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  async function eventsOf(run: string): Promise<number> {
    const workflow = service.temporal.workflow.getHandle(runWorkflowId(run));
    await workflow.result();
    return (await workflow.describe()).historyLength;
  }

  it('is as long for 20,000 imported records as for 10, and below 60 events', async () => {
    const site = await peopleSite(service);
    const few = (await runPeople(service, site, peopleCsv(10))).body;
    const many = (await runPeople(service, site, peopleCsv(20_000))).body;
    assert.deepEqual([few.status, many.status], ['Completed', 'Completed']);
    const [ofFew, ofMany] = [await eventsOf(few.id), await eventsOf(many.id)];
    assert.equal(ofMany, ofFew);
    assert.ok(ofFew < MOST_EVENTS, `${ofFew} events`);
  });

  it('is as long for an export of 300 batches as for one of 3, and below 60 events', async () => {
    const endpoint = new RecordEndpoint();
    await endpoint.start();
    try {
      const shop = await exportSite(service, {
        columns: 'id int primary key, name text',
        connections: {
          shop: { kind: 'http', url: `${endpoint.url}/api`, token: 'env:SHOP_TOKEN', allowPrivate: true },
        },
        definition: { target: { connection: 'shop', records: { path: '/things', batchSize: 10 } } },
      });
      const sent = async (count: number): Promise<number> => {
        await shop.sql(
          `insert into ${shop.table} select n from generate_series(1, ${count}) as n on conflict do nothing`,
        );
        const run = await shop.send('all');
        assert.deepEqual([run.status, run.counts.applied], ['Completed', count]);
        return eventsOf(run.id);
      };
      const [ofFew, ofMany] = [await sent(30), await sent(3000)];
      assert.equal(ofMany, ofFew);
      assert.ok(ofFew < MOST_EVENTS, `${ofFew} events`);
    } finally {
      await endpoint.stop();
    }
  });
});
