import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertFailed, assertProblem } from './support/problem.js';
import { holdRun } from './support/start-run.js';

describe('a rerun', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const rerun = (id: string, body?: unknown) => service.http.post(`/runs/${id}/rerun`, body, { Prefer: 'wait=60' });

  it('takes the same file and parameters and is linked to the run it repeats', async () => {
    const definition = { parameters: [{ name: 'company' }, { name: 'year', type: 'integer', default: 2024 }] };
    const { site, runWith } = await importSite(service, { definition });
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    const first = await runWith({ file: 'a.csv', parameters: { company: 'ACME' } });
    const { status, body, headers } = await rerun(first.id);
    assert.equal(status, 200);
    assert.equal(body.status, 'Completed');
    assert.notEqual(body.id, first.id);
    assert.notEqual(body.name, first.name);
    assert.equal(body.rerunOf, first.id);
    assert.equal(body.trigger, 'rerun');
    assert.deepEqual(body.parameters, { company: 'ACME', year: 2024 });
    assert.deepEqual(body.file, first.file);
    assert.equal(headers.get('location'), `/api/v1/runs/${body.id}`);
  });

  it('reads what the first run read, also when the file name stands for something else by now', async () => {
    const { site, run, rows } = await importSite(service);
    const first = await run('id,name\n1,first\n');
    await service.http.put(`/sites/${site}/files/things.csv`, 'id,name\n2,second\n');
    const { body } = await rerun(first.id);
    assert.equal(body.file.sha256, first.file.sha256);
    assert.deepEqual(await rows(), [{ id: '1', name: 'first' }]);
  });

  it('brings a Failed run to its end when the cause is mended', async () => {
    const { run, table, rows } = await importSite(service, { columns: null });
    const failed = await run('id,name\n1,one\n');
    assertFailed(failed, 'target-invalid');
    await service.target.query(`create table ${table} (id text primary key, name text)`);
    assert.equal((await rerun(failed.id)).body.status, 'Completed');
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
  });

  it('may have a name, which must be free', async () => {
    const { run } = await importSite(service);
    const { id, name } = await run('id,name\n1,one\n');
    assert.equal((await rerun(id, { name: 'once more' })).body.name, 'once more');
    assertProblem(await rerun(id, { name: 'once more' }), 'run-name-taken', /once more/);
    assertProblem(await rerun(id, { name }), 'run-name-taken');
  });

  it('is refused while the run is In-Progress', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const answer = await rerun(run.id);
    await release();
    assertProblem(answer, 'run-in-progress', new RegExp(run.name));
    assert.equal((await rerun(run.id)).status, 200);
  });

  it('is refused when the site is stopped, which leaves the task Pending Changed', async () => {
    const { site, run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    assertProblem(await rerun(id), 'site-stopped', new RegExp(site));
    const { tasks } = (await service.http.get(`/sites/${site}`)).body;
    assert.deepEqual(
      tasks.map(({ integration, status }) => [integration, status]),
      [['things', 'Pending Changed']],
    );
  });

  it('goes by the latest definition, or by the one the run went by, and says which', async () => {
    const { site, run, table, rows } = await importSite(service);
    const first = await run('id,name\n1,one\n');
    const changed = {
      schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { maxLength: 2 } }] },
      target: { connection: 'target', table, mode: 'upsert' },
    };
    assert.equal((await service.http.put(`/sites/${site}/integrations/things`, changed)).body.version, 2);
    for (const [request, version, rejected] of [
      [{}, 2, 1],
      [{ definition: 'latest' }, 2, 1],
      [{ definition: 'as-run' }, 1, 0],
    ] as const) {
      const { body } = await rerun(first.id, request);
      assert.equal(body.definitionVersion, version);
      assert.equal(body.counts.rejected, rejected);
    }
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    assertProblem(await rerun(first.id, { definition: 'oldest' }), 'invalid-request', /definition/);
    await service.http.delete(`/sites/${site}/integrations/things`);
    assertProblem(await rerun(first.id, { definition: 'as-run' }), 'integration-not-found', /things/);
  });

  it('is let through by a guard that is lifted, by that run alone', async () => {
    const definition = { limits: { maxRejects: 1 } };
    const schema = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] };
    const { run, rows } = await importSite(service, { definition, schema });
    const failed = await run('id,name\n1,one\n2,\n3,\n');
    assertFailed(failed, 'too-many-rejects', /maxRejects/);
    assertFailed((await rerun(failed.id)).body, 'too-many-rejects');
    assertProblem(await rerun(failed.id, { liftGuards: ['maxRecords'] }), 'invalid-request', /liftGuards/);
    const lifted = (await rerun(failed.id, { liftGuards: ['maxRejects'] })).body;
    assert.equal(lifted.status, 'Completed with Errors');
    assert.deepEqual(lifted.liftedGuards, ['maxRejects']);
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    assertFailed((await rerun(lifted.id)).body, 'too-many-rejects');
  });

  it('is refused when the integration is gone', async () => {
    const { site, run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    await service.http.delete(`/sites/${site}/integrations/things`);
    assertProblem(await rerun(id), 'integration-not-found', /things/);
  });

  it('is refused for a run nobody knows, and for an id that is none', async () => {
    assertProblem(await rerun(crypto.randomUUID()), 'run-not-found');
    assertProblem(await rerun('latest'), 'invalid-request', /run/);
  });

  it('is refused a property there is not', async () => {
    const { run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    assertProblem(await rerun(id, { file: 'b.csv' }), 'invalid-request', /file: there is no such property/);
  });
});
