import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { startService, type TestService } from '../support/service.js';
import { exportSite } from './support/export-site.js';
import { counts } from './support/import-site.js';

describe('an export whose state is not in the file store', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('says so, sends all as new, and goes on from there', async () => {
    const { site, sql, table, send, pending } = await exportSite(service);
    await sql(`insert into ${table} values ('a', 'one'), ('b', 'two')`);
    await send('changed');
    await rm(join(service.folder, 'files', 'states', site), { recursive: true });
    assert.deepEqual(await pending(), { records: 2, deletes: 0, read: 2 });
    const run = await send('changed');
    assert.deepEqual(run.counts, counts({ read: 2, applied: 2, inserted: 2 }));
    const { text } = await service.http.get(`/runs/${run.id}/details`);
    assert.match(text, /What was acknowledged \(2 records\) is not in the file store: all records count as new/);
    assert.deepEqual((await send('changed')).counts, counts({ read: 2, unchanged: 2 }));
  });
});
