import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';

describe('an import', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('brings every record of an uploaded file into its target and accounts for each', async () => {
    const site = await peopleSite(service);
    const { status, body } = await runPeople(service, site, peopleCsv(500));
    assert.equal(status, 200);
    assert.equal(body.status, 'Completed');
    assert.equal(body.counts.read, 500);
    assert.equal(body.counts.inserted, 500);
    const { rows } = await service.target.query('select count(*)::int as count from people');
    assert.deepEqual(rows, [{ count: 500 }]);
  });
});
