import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun, waitForEnd } from './support/start-run.js';

describe('a file name that a run is reading', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('is refused to a second run, naming the first; it is free when the first has ended', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const request = { integration: 'things', file: 'a.csv' };
    const ask = () => service.http.post(`/sites/${things.site}/runs`, request, { Prefer: 'wait=60' });
    const refused = await ask();
    const ended = await release();
    assertProblem(refused, 'file-in-use', /a\.csv/, new RegExp(run.name));
    assert.equal(ended.status, 'Completed');
    const free = await ask();
    assert.equal(free.status, 200, free.text);
    assert.equal(free.body.status, 'Completed');
  });

  it('leaves a trace of the run that was refused: Not Run, with the cause', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const request = { integration: 'things', file: 'a.csv', name: 'the second' };
    await service.http.post(`/sites/${things.site}/runs`, request);
    await release();
    const { items } = (await service.http.get(`/sites/${things.site}/runs?status=Not%20Run`)).body;
    assert.equal(items.length, 1);
    assert.equal(items[0]?.name, 'the second');
    assert.equal(items[0].code, 'file-in-use');
    assert.match(items[0].reason, new RegExp(run.name));
  });

  it('keeps no run of another name waiting, and none of another site', async () => {
    const [things, other] = [await importSite(service), await importSite(service)];
    const { release } = await holdRun(service, things, 'a.csv');
    const elsewhere = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: other.table, mode: 'insert' },
    };
    await service.http.put(`/sites/${things.site}/integrations/elsewhere`, elsewhere);
    await service.http.put(`/sites/${things.site}/files/b.csv`, 'id\n7\n');
    await service.http.put(`/sites/${other.site}/files/a.csv`, 'id,name\n8,eight\n');
    const wait = { Prefer: 'wait=60' };
    const beside = await service.http.post(
      `/sites/${things.site}/runs`,
      { integration: 'elsewhere', file: 'b.csv' },
      wait,
    );
    const there = await service.http.post(`/sites/${other.site}/runs`, { integration: 'things', file: 'a.csv' }, wait);
    await release();
    assert.equal(beside.body.status, 'Completed', beside.text);
    assert.equal(there.body.status, 'Completed', there.text);
  });

  for (const [title, definition, request] of [
    ['says so', {}, { onFileInUse: 'wait' }],
    ['goes by an integration that says so', { onFileInUse: 'wait' }, {}],
  ] as const) {
    it(`is waited for by a second run that ${title}`, async () => {
      const things = await importSite(service, { definition });
      const { run, release } = await holdRun(service, things, 'a.csv');
      const asked = { integration: 'things', file: 'a.csv', ...request };
      const { status, body: waits, text } = await service.http.post(`/sites/${things.site}/runs`, asked);
      assert.equal(status, 202, text);
      assert.equal(waits.status, 'In-Progress');
      const refused = { integration: 'things', file: 'a.csv', onFileInUse: 'fail' };
      assertProblem(
        await service.http.post(`/sites/${things.site}/runs`, refused),
        'file-in-use',
        new RegExp(run.name),
      );
      const first = await release();
      const second = await waitForEnd(service, waits.id);
      assert.equal(second.status, 'Completed', JSON.stringify(second));
      const [load] = second.steps as { startedAt: string }[];
      assert.ok(String(load?.startedAt) >= String(first.endedAt));
    });
  }

  it('is refused to a rerun too', async () => {
    const things = await importSite(service);
    const { id } = await things.run('id,name\n1,one\n');
    const { release } = await holdRun(service, things, 'things.csv');
    const refused = await service.http.post(`/runs/${id}/rerun`);
    await release();
    assertProblem(refused, 'file-in-use', /things\.csv/);
  });

  it('may be uploaded again meanwhile; the run keeps the content it began with', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const again = await service.http.put(`/sites/${things.site}/files/a.csv`, 'id,name\n9,nine\n');
    const ended = await release();
    assert.equal(again.status, 200);
    assert.deepEqual(ended.file, run.file);
    assert.deepEqual(await things.rows(), [{ id: '1', name: 'one' }]);
    assert.equal((await service.http.get(`/runs/${run.id}/source-file`)).text, 'id,name\n1,one\n');
  });

  it('lets only one of ten runs that come at once read it', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const request = { integration: 'things', file: 'a.csv' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => service.http.post(`/sites/${things.site}/runs`, request)),
    );
    await release();
    for (const answer of answers) assertProblem(answer, 'file-in-use', new RegExp(run.name));
  });

  it('is free again when the run that read it was halted', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const stopped = await service.http.post(`/sites/${things.site}/stop`, { reason: 'stocktake' });
    assert.equal(stopped.body.message, `Site ${things.site} stopped successfully!`);
    const halted = await release();
    assert.equal(halted.id, run.id);
    assert.equal(halted.status, 'Failed');
    assert.equal(halted.reason, `Halted: site ${things.site} was stopped: stocktake`);
    await service.http.post(`/sites/${things.site}/start`);
    assert.equal((await things.runWith({ file: 'a.csv' })).status, 'Completed');
  });
});
