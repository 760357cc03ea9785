import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';
import { assertFailed } from './support/problem.js';

describe('an import by its mode', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** Each row with the transaction that wrote it. */
  const versions = async (table: string) =>
    (await service.target.query<object>(`select id, name, xmin::text from ${table} order by id`)).rows;

  describe('insert', () => {
    it('adds new records', async () => {
      const { run, rows } = await importSite(service, { mode: 'insert' });
      const { status, counts: counted } = await run('id,name\n1,one\n2,two\n');
      assert.equal(status, 'Completed');
      assert.deepEqual(counted, counts({ read: 2, applied: 2, inserted: 2 }));
      assert.deepEqual(await rows(), [
        { id: '1', name: 'one' },
        { id: '2', name: 'two' },
      ]);
    });

    it('refuses a record whose key is in the target already, and adds the others', async () => {
      const { run, rows, rejects } = await importSite(service, { mode: 'insert' });
      await run('id,name\n1,one\n2,two\n');
      const second = await run('id,name\n3,three\n1,another\n');
      assert.equal(second.status, 'Completed with Errors');
      assert.deepEqual(second.counts, counts({ read: 2, applied: 1, inserted: 1, rejected: 1 }));
      const [reject, ...more] = await rejects(second);
      assert.deepEqual(more, []);
      assert.equal(reject?.record, 2);
      assert.equal(reject.line, 3);
      assert.equal(reject.raw, '1,another');
      assert.deepEqual(
        reject.reasons.map(({ code, field }) => ({ code, field })),
        [{ code: 'key-exists', field: 'id' }],
      );
      assert.deepEqual(await rows(), [
        { id: '1', name: 'one' },
        { id: '2', name: 'two' },
        { id: '3', name: 'three' },
      ]);
    });

    it('without a key, adds equal records as often as they come', async () => {
      const { run, rows } = await importSite(service, {
        mode: 'insert',
        columns: 'id text, name text',
        schema: { fields: [{ name: 'id' }, { name: 'name' }] },
      });
      const { counts: counted } = await run('id,name\n1,one\n1,one\n');
      assert.deepEqual(counted, counts({ read: 2, applied: 2, inserted: 2 }));
      assert.equal((await rows()).length, 2);
    });
  });

  describe('upsert', () => {
    it('adds new records, changes those that differ and leaves the others and the rest of the table alone', async () => {
      const { run, rows } = await importSite(service);
      await run('id,name\n1,one\n2,two\n3,three\n');
      const second = await run('id,name\n2,TWO\n3,three\n4,four\n');
      assert.equal(second.status, 'Completed');
      assert.deepEqual(second.counts, counts({ read: 3, applied: 2, inserted: 1, updated: 1, unchanged: 1 }));
      assert.deepEqual(await rows(), [
        { id: '1', name: 'one' },
        { id: '2', name: 'TWO' },
        { id: '3', name: 'three' },
        { id: '4', name: 'four' },
      ]);
    });

    it('writes no row when the same file comes a second time', async () => {
      const { run, table } = await importSite(service);
      const file = 'id,name\n1,one\n2,\n';
      await run(file);
      const written = await versions(table);
      const second = await run(file);
      assert.equal(second.status, 'Completed');
      assert.deepEqual(second.counts, counts({ read: 2, unchanged: 2 }));
      assert.deepEqual(await versions(table), written);
    });

    it('tells an empty value from none that was there', async () => {
      const { run, rows } = await importSite(service);
      await run('id,name\n1,one\n');
      const { counts: counted } = await run('id,name\n1,\n');
      assert.deepEqual(counted, counts({ read: 1, applied: 1, updated: 1 }));
      assert.deepEqual(await rows(), [{ id: '1', name: null }]);
    });

    it('goes by all fields of the key', async () => {
      const { run, rows } = await importSite(service, {
        columns: 'company text, id text, name text, primary key (company, id)',
        schema: { primaryKey: ['company', 'id'], fields: [{ name: 'company' }, { name: 'id' }, { name: 'name' }] },
      });
      await run('company,id,name\nA,1,one\nB,1,one\n');
      const { counts: counted } = await run('company,id,name\nB,1,changed\n');
      assert.deepEqual(counted, counts({ read: 1, applied: 1, updated: 1 }));
      assert.deepEqual(await rows(), [
        { company: 'A', id: '1', name: 'one' },
        { company: 'B', id: '1', name: 'changed' },
      ]);
    });

    it('leaves columns the file does not have as they are', async () => {
      const { run, rows, table } = await importSite(service, { columns: 'id text primary key, name text, note text' });
      await run('id,name\n1,one\n');
      await service.target.query(`update ${table} set note = 'mine'`);
      await run('id,name\n1,changed\n');
      assert.deepEqual(await rows(), [{ id: '1', name: 'changed', note: 'mine' }]);
    });
  });

  describe('replace', () => {
    it('deletes what the file does not have', async () => {
      const { run, rows, table } = await importSite(service, { mode: 'replace' });
      await run('id,name\n1,one\n2,two\n3,three\n');
      const before = await versions(table);
      const second = await run('id,name\n2,TWO\n3,three\n4,four\n');
      assert.equal(second.status, 'Completed');
      assert.deepEqual(
        second.counts,
        counts({ read: 3, applied: 2, inserted: 1, updated: 1, deleted: 1, unchanged: 1 }),
      );
      assert.deepEqual(await rows(), [
        { id: '2', name: 'TWO' },
        { id: '3', name: 'three' },
        { id: '4', name: 'four' },
      ]);
      assert.deepEqual((await versions(table))[1], before[2]);
    });

    it('refuses a file with a reject, since its record would be deleted', async () => {
      const { run, rows, rejects } = await importSite(service, { mode: 'replace' });
      await run('id,name\n1,one\n2,two\n');
      const second = await run('id,name\n1,ONE\n,nobody\n');
      assertFailed(second, 'replace-with-rejects', /\b1\b/, /nothing was applied/i);
      assert.equal((await rejects(second)).length, 1);
      assert.deepEqual(await rows(), [
        { id: '1', name: 'one' },
        { id: '2', name: 'two' },
      ]);
    });
  });

  for (const mode of ['insert', 'upsert']) {
    it(`refuses the later record of a key that stands twice in the file (${mode}), naming the earlier`, async () => {
      const { run, rows, rejects } = await importSite(service, { mode });
      const { id, status, counts: counted, ...rest } = await run('id,name\n1,one\n2,two\n1,other\n1,third\n');
      assert.equal(status, 'Completed with Errors');
      assert.deepEqual(counted, counts({ read: 4, applied: 2, inserted: 2, rejected: 2 }));
      const refused = await rejects({ id, status, counts: counted, ...rest });
      assert.deepEqual(
        refused.map(({ record, line, raw }) => ({ record, line, raw })),
        [
          { record: 3, line: 4, raw: '1,other' },
          { record: 4, line: 5, raw: '1,third' },
        ],
      );
      for (const { reasons } of refused) {
        assert.deepEqual(
          reasons.map(({ code }) => code),
          ['duplicate-key'],
        );
        assert.match(JSON.stringify(reasons), /record 1\b/);
      }
      assert.deepEqual(await rows(), [
        { id: '1', name: 'one' },
        { id: '2', name: 'two' },
      ]);
    });
  }
});
