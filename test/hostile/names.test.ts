import assert from 'node:assert/strict';

import { exportSite } from '../api/support/export-site.js';
import { importSite } from '../api/support/import-site.js';
import { assertProblem } from '../api/support/problem.js';
import { startService, type TestService } from '../support/service.js';

/** Names that mean something else where they are put into SQL, into a path, or into an object as they are. */
const COLUMNS = [
  'x"; drop table things; --',
  "x'; drop table things; --",
  'x") values (1); --',
  '$1',
  ':name',
  '%s %I',
  '\\',
  'select',
  'a.b',
  '/* x',
  'constructor',
  'toString',
  'hasOwnProperty',
  'ctid; --',
  '💥',
];

/** PostgreSQL's way to write a name. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const csvOf = (...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((text) => quoted(text)).join()}\n`).join('');

/** `__proto__` as a name is refused where definitions are read: bodies.test.ts, test/model/table-schema.test.ts. */
describe('Hostile names', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('of columns go through an import as names, and as nothing else', async () => {
    const columns = `id text primary key, ${COLUMNS.map((name) => `${quoted(name)} text`).join()}`;
    const fields = ['id', ...COLUMNS].map((name) => ({ name }));
    const { run, rows, rejects } = await importSite(service, { columns, schema: { primaryKey: 'id', fields } });
    const values = COLUMNS.map((name) => `${name} of one`);
    const imported = await run(csvOf(['id', ...COLUMNS], ['1', ...values]));
    assert.equal(imported.status, 'Completed', imported.reason);
    assert.deepEqual(await rejects(imported), []);
    assert.deepEqual(await rows(), [{ id: '1', ...Object.fromEntries(COLUMNS.map((name, at) => [name, values[at]])) }]);
  });

  it('of keys go through updates as well', async () => {
    const key = 'k"; drop table things; --';
    const schema = {
      primaryKey: [key, 'constructor'],
      fields: [{ name: key }, { name: 'constructor' }, { name: 'v' }],
    };
    const columns = `${quoted(key)} text, "constructor" text, v text, primary key (${quoted(key)}, "constructor")`;
    const { run, rows } = await importSite(service, { columns, schema });
    for (const value of ['one', 'two']) {
      const { status, reason } = await run(csvOf([key, 'constructor', 'v'], ['a', 'b', value]));
      assert.equal(status, 'Completed', reason);
    }
    assert.deepEqual(await rows(), [{ [key]: 'a', constructor: 'b', v: 'two' }]);
  });

  it('of columns go through an export, and come out in its header', async () => {
    const columns = `id text primary key, ${COLUMNS.map((name) => `${quoted(name)} text`).join()}`;
    const { send, sql, table, text } = await exportSite(service, { columns });
    await sql(`insert into ${table} values ('1', ${COLUMNS.map((_, at) => `'v${at}'`).join()})`);
    const sent = await send('all');
    assert.equal(sent.status, 'Completed', sent.reason);
    const [header = ''] = (await text()).split('\n');
    for (const name of COLUMNS) assert.ok(header.includes(name.replaceAll('"', '""')), name);
  });

  for (const table of ["things'--", 'things;drop', 'pg_catalog.pg_class', 'constructor', 'a.b', '$1', 'things)']) {
    it(`of a table make a run Failed, and nothing else: ${table}`, async () => {
      const { site, runWith, rows } = await importSite(service);
      const target = { connection: 'target', table, mode: 'upsert' };
      const schema = { primaryKey: 'id', fields: [{ name: 'id' }] };
      const made = await service.http.put(`/sites/${site}/integrations/hostile`, { schema, target });
      assert.equal(made.status, 201, made.text);
      await service.http.put(`/sites/${site}/files/h.csv`, 'id\n1\n');
      const run = await runWith({ integration: 'hostile', file: 'h.csv' });
      assert.equal(run.status, 'Failed');
      assert.match(run.reason, /table|schema/);
      assert.deepEqual(await rows(), []);
    });
  }

  for (const table of ['things"; drop table x; --', 'things x', 'a.b.c', '', 'x'.repeat(64)]) {
    it(`of a table are refused where they are none: ${table.slice(0, 30)}`, async () => {
      const { site } = await importSite(service);
      const definition = {
        schema: { fields: [{ name: 'id' }] },
        target: { connection: 'target', table, mode: 'insert' },
      };
      assertProblem(
        await service.http.put(`/sites/${site}/integrations/hostile`, definition),
        'invalid-definition',
        /table/,
      );
    });
  }

  it('of parameters, files, groups and connections that every object has are unknown like any other', async () => {
    const { site } = await importSite(service);
    const { http } = service;
    const runs = (body: unknown) => http.post(`/sites/${site}/runs`, { integration: 'things', ...(body as object) });
    assertProblem(await runs({ parameters: { constructor: 1 } }), 'parameter-invalid');
    assertProblem(await runs({ exclude: ['constructor'] }), 'exclusion-invalid');
    assertProblem(await runs({ externalFiles: { constructor: 'a.csv' } }), 'file-not-found');
    assertProblem(await runs({ file: 'constructor.csv' }), 'file-not-found');
    assertProblem(await http.get(`/sites/${site}/connections/constructor/check`), 'connection-not-found');
    assertProblem(await http.post(`/sites/${site}/notifications/toString/test`), 'notification-not-found');
    assertProblem(await http.get(`/sites/${site}/integrations/hasOwnProperty`), 'integration-not-found');
  });
});
