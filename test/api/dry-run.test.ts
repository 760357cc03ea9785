import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

describe('a dry run', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const differences = async (run: string, query = '') => {
    const { status, body, text } = await service.http.get(`/runs/${run}/differences${query}`);
    assert.equal(status, 200, text);
    return body.items.map(({ kind, before, after }) => ({ kind, before, after }));
  };

  it('counts what would be, changes nothing, and tells the differences', async () => {
    const { site, run, runWith, rows } = await importSite(service, { mode: 'replace' });
    await run('id,name\n1,one\n2,two\n3,three\n');
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n2,TWO\n4,four\n');
    const dry = await runWith({ file: 'a.csv', dryRun: true });
    assert.equal(dry.status, 'Completed');
    assert.equal(dry.dryRun, true);
    assert.deepEqual(dry.counts, counts({ read: 3, applied: 2, inserted: 1, updated: 1, deleted: 1, unchanged: 1 }));
    assert.deepEqual(
      (await rows()).map(({ name }) => name),
      ['one', 'two', 'three'],
    );
    const all = await differences(dry.id);
    const expected = [
      { kind: 'delete', before: { id: '3', name: 'three' }, after: null },
      { kind: 'insert', before: null, after: { id: '4', name: 'four' } },
      { kind: 'update', before: { id: '2', name: 'two' }, after: { id: '2', name: 'TWO' } },
    ];
    assert.deepEqual(all, expected);
    for (const one of expected) assert.deepEqual(await differences(dry.id, `?kind=${one.kind}`), [one]);
    assertProblem(await service.http.get(`/runs/${dry.id}/differences?kind=change`), 'invalid-request', /kind/);
  });

  it('keeps the first 100 differences of each kind', async () => {
    const { site, runWith } = await importSite(service);
    const lines = Array.from({ length: 150 }, (_, index) => `${1000 + index},x`);
    await service.http.put(`/sites/${site}/files/a.csv`, `id,name\n${lines.join('\n')}\n`);
    const dry = await runWith({ file: 'a.csv', dryRun: true });
    assert.equal(dry.counts.inserted, 150);
    assert.equal((await differences(dry.id)).length, 100);
  });

  it('tells its rejects, and is repeated as it was, or in earnest when asked', async () => {
    const { site, runWith, rejects, rows } = await importSite(service, {
      schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] },
    });
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n2,\n');
    const dry = await runWith({ file: 'a.csv', dryRun: true });
    assert.equal(dry.status, 'Completed with Errors');
    assert.equal((await rejects(dry)).length, 1);
    const rerun = async (body: object) =>
      (await service.http.post(`/runs/${dry.id}/rerun`, body, { Prefer: 'wait=60' })).body;
    assert.equal((await rerun({})).dryRun, true);
    assert.deepEqual(await rows(), []);
    const real = await rerun({ dryRun: false });
    assert.equal(real.dryRun, false);
    assert.equal((await rows()).length, 1);
    assert.deepEqual(await differences(real.id), []);
  });
});
