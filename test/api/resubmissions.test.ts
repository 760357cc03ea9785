import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { counts } from './support/import-site.js';
import { assertFailed } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';

describe('a resubmission', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('is a run of its own, linked to the run whose rejects it corrects and named after it', async () => {
    const { site, run, corrected } = await ratesSite(service);
    const parent = await run(RATES);
    const { body } = await service.http.post(
      `/runs/${parent.id}/rejects/resubmit`,
      { records: [{ record: 2, values: { name: 'two' } }] },
      { Prefer: 'wait=60' },
    );
    assert.equal(body.status, 'Completed', JSON.stringify(body));
    assert.equal(body.name, `${parent.name} resubmit`);
    assert.equal(body.resubmits, parent.id);
    assert.equal(body.trigger, 'resubmit');
    assert.equal(body.site, site);
    assert.deepEqual(body.counts, counts({ read: 1, applied: 1, inserted: 1 }));
    const again = await corrected(parent, { records: [{ record: 3, values: { rate: '3' } }] });
    assert.equal(again.name, `${parent.name} resubmit 2`);
    const named = await corrected(parent, {
      records: [{ record: 4, values: { name: 'four', rate: null } }],
      name: 'last',
    });
    assert.equal(named.name, 'last');
  });

  it('brings the corrected values to the target and resolves the rejects that went through, those alone', async () => {
    const { run, corrected, reject, rows } = await ratesSite(service);
    const parent = await run(RATES);
    assert.deepEqual(parent.counts, counts({ read: 5, applied: 1, inserted: 1, rejected: 4 }));
    const records = [
      { record: 4, values: { name: 'four', rate: '4.5' } },
      { record: 2, values: { name: 'two' } },
      { record: 3, values: { name: 'III' } },
      { record: 5, values: { id: '5', name: 'five', rate: null } },
    ];
    const sent = await corrected(parent, { records });
    assert.equal(sent.status, 'Completed with Errors');
    assert.deepEqual(sent.counts, counts({ read: 4, applied: 3, inserted: 3, rejected: 1 }));
    assert.deepEqual(await rows(), [
      { id: '1', name: 'one', rate: '1' },
      { id: '2', name: 'two', rate: '2' },
      { id: '4', name: 'four', rate: '4.5' },
      { id: '5', name: 'five', rate: null },
    ]);
    for (const record of [2, 4, 5]) assert.equal((await reject(parent, record)).resolvedBy, sent.id);
    assert.equal((await reject(parent, 3)).resolvedBy, undefined);
    const { items } = (await service.http.get(`/runs/${parent.id}/rejects?resolved=false`)).body;
    assert.deepEqual(
      items.map(({ record }) => record),
      [3],
    );
  });

  it('has its records in the order of the file, and a file of its own that is kept', async () => {
    const { run, corrected } = await ratesSite(service);
    const parent = await run(RATES);
    const records = [{ record: 4 }, { record: 2, values: { name: '=two' } }];
    const sent = await corrected(parent, { records });
    assert.equal(sent.file.name, 'things.csv');
    const { text } = await service.http.get(`/runs/${sent.id}/source-file`);
    assert.equal(text, 'id,name,rate\r\n2,=two,2\r\n4,,-x\r\n');
  });

  it('sends all that are not resolved, as they are, when the cause is mended elsewhere', async () => {
    const { run, corrected, table, rows } = await ratesSite(service, {
      schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }, { name: 'rate' }] },
      columns: "id text primary key, name text, rate text check (rate < '5')",
    });
    const parent = await run('id,name,rate\n1,a,1\n2,b,6\n3,c,7\n');
    assert.deepEqual(parent.counts, counts({ read: 3, applied: 1, inserted: 1, rejected: 2 }));
    await service.target.query(`alter table ${table} drop constraint ${table}_rate_check`);
    const sent = await corrected(parent, { all: true });
    assert.deepEqual(sent.counts, counts({ read: 2, applied: 2, inserted: 2 }));
    assert.equal((await rows()).length, 3);
  });

  it('goes by the version, the parameters and the external files of its parent', async () => {
    const definition = { parameters: [{ name: 'company' }], externalFiles: [{ name: 'grades', key: 'grade' }] };
    const { site, runWith, corrected, table } = await ratesSite(service, { definition });
    await service.http.put(`/sites/${site}/files/rates.csv`, RATES);
    await service.http.put(`/sites/${site}/files/grades.csv`, 'grade,name\n1,one\n');
    const parent = await runWith({
      file: 'rates.csv',
      parameters: { company: 'ACME' },
      externalFiles: { grades: 'grades.csv' },
    });
    const changed = {
      schema: { primaryKey: 'id', fields: [{ name: 'id' }] },
      target: { connection: 'target', table, mode: 'upsert' },
    };
    assert.equal((await service.http.put(`/sites/${site}/integrations/things`, changed)).body.version, 2);
    const sent = await corrected(parent, { records: [{ record: 2, values: { name: 'two' } }] });
    assert.equal(sent.status, 'Completed', JSON.stringify(sent));
    assert.equal(sent.definitionVersion, 1);
    assert.deepEqual(sent.parameters, { company: 'ACME' });
    assert.deepEqual(sent.externalFiles, parent.externalFiles);
  });

  it('says no value as its integration does', async () => {
    const schema = {
      primaryKey: 'id',
      missingValues: ['-'],
      fields: [{ name: 'id' }, { name: 'rate', type: 'number' }],
    };
    const { run, corrected, rows } = await ratesSite(service, { schema, columns: 'id text primary key, rate numeric' });
    const parent = await run('id,rate\n1,x\n');
    const sent = await corrected(parent, { records: [{ record: 1, values: { rate: null } }] });
    assert.equal(sent.status, 'Completed', JSON.stringify(sent));
    assert.deepEqual(await rows(), [{ id: '1', rate: null }]);
  });

  it('has a header of its own where the file of its parent had none', async () => {
    const { run, corrected, rows, reject } = await ratesSite(service, {
      definition: { dialect: { header: false, delimiter: ';' } },
    });
    const parent = await run('1;one;1\n2;;2\n');
    assert.deepEqual((await reject(parent, 2)).values, { id: '2', name: '', rate: '2' });
    assert.equal((await corrected(parent, { records: [{ record: 2, values: { name: 'a;b' } }] })).status, 'Completed');
    assert.equal((await rows()).at(-1)?.name, 'a;b');
  });

  it('may be larger than a file may be: rejects of a large .zip are many', async () => {
    const { run, corrected, rows } = await ratesSite(service, { definition: { limits: { maxBytes: 40 } } });
    const parent = await run('id,name,rate\n1,one,1\n2,,2\n');
    const name = 'x'.repeat(100);
    assert.equal((await corrected(parent, { records: [{ record: 2, values: { name } }] })).status, 'Completed');
    assert.equal((await rows()).at(-1)?.name, name);
  });

  it('resolves the first reject too when the correction itself was refused and corrected', async () => {
    const { run, corrected, reject } = await ratesSite(service);
    const parent = await run(RATES);
    const first = await corrected(parent, { records: [{ record: 2, values: { name: 'two', rate: 'many' } }] });
    assert.equal(first.counts.rejected, 1);
    const second = await corrected(first, { records: [{ record: 1, values: { rate: '2' } }] });
    assert.equal(second.status, 'Completed');
    assert.equal(second.name, `${parent.name} resubmit resubmit`);
    assert.equal((await reject(first, 1)).resolvedBy, second.id);
    assert.equal((await reject(parent, 2)).resolvedBy, second.id);
  });

  it('stays one when it is run again: a correction that failed resolves its reject then', async () => {
    const { run, table, resubmit, reject } = await ratesSite(service);
    const parent = await run(RATES);
    await service.target.query(`alter table ${table} rename to ${table}_away`);
    const failed = (await resubmit(parent, { records: [{ record: 2, values: { name: 'two' } }] })).body;
    assertFailed(failed, 'target-invalid');
    assert.equal((await reject(parent, 2)).resolvedBy, undefined);
    await service.target.query(`alter table ${table}_away rename to ${table}`);
    const { body } = await service.http.post(`/runs/${failed.id}/rerun`, {}, { Prefer: 'wait=60' });
    assert.equal(body.status, 'Completed');
    assert.equal(body.resubmits, parent.id);
    assert.equal(body.rerunOf, failed.id);
    assert.equal((await reject(parent, 2)).resolvedBy, body.id);
  });
});
