import assert from 'node:assert/strict';

import type { ErrorCode } from '../../src/model/errors.js';
import type { RejectCode } from '../../src/model/reject.js';
import { startService, type TestService } from '../support/service.js';
import { importSite, type ImportSiteOptions } from './support/import-site.js';
import { assertFailed, SAYS_WHAT_TO_DO } from './support/problem.js';

const text = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }, { name: 'note' }] };
const inserting = { mode: 'insert', schema: { fields: [{ name: 'id' }, { name: 'name' }] } };

/** What is wrong with a target, by the rule it breaks; the reason must say what is wrong where, and what to do. */
const faults: { title: string; site: ImportSiteOptions; file: string; code: ErrorCode; said: RegExp[] }[] = [
  {
    title: 'has no table of that name',
    site: { columns: null },
    file: 'id,name\n1,one\n',
    code: 'target-invalid',
    said: [/things_/, SAYS_WHAT_TO_DO],
  },
  {
    title: 'has no schema of that name',
    site: { columns: null, definition: { target: { connection: 'target', table: 'nowhere.things', mode: 'upsert' } } },
    file: 'id,name\n1,one\n',
    code: 'target-invalid',
    said: [/nowhere/, SAYS_WHAT_TO_DO],
  },
  {
    title: 'misses a column',
    site: { schema: text },
    file: 'id,name,note\n1,one,x\n',
    code: 'target-invalid',
    said: [/"note"/, /things_/, SAYS_WHAT_TO_DO],
  },
  {
    title: 'has no unique index for the key',
    site: { columns: 'id text, name text' },
    file: 'id,name\n1,one\n',
    code: 'target-invalid',
    said: [/unique/i, /\bid\b/, /things_/, SAYS_WHAT_TO_DO],
  },
  {
    title: 'has a unique index of part of the key only',
    site: {
      columns: 'id text primary key, name text',
      schema: { ...text, primaryKey: ['id', 'name'], fields: text.fields.slice(0, 2) },
    },
    file: 'id,name\n1,one\n',
    code: 'target-invalid',
    said: [/unique/i, /\bid, name\b/, SAYS_WHAT_TO_DO],
  },
  {
    title: 'cannot compare the key',
    site: { columns: 'name text, id json' },
    file: 'id,name\n1,one\n',
    code: 'target-invalid',
    said: [/json/, SAYS_WHAT_TO_DO],
  },
  {
    title: 'is a view nothing can be written to',
    site: {
      columns: null,
      definition: { target: { connection: 'target', table: 'pg_catalog.pg_tables', mode: 'insert' } },
      ...inserting,
      schema: { fields: [{ name: 'schemaname' }, { name: 'tablename' }] },
    },
    file: 'schemaname,tablename\n1,one\n',
    code: 'target-invalid',
    said: [/pg_tables/],
  },
];

/** What a target refuses of a record: the code of its reject, and what its message must tell. */
const refusals: { title: string; columns: string; file: string; code: RejectCode; said: RegExp[] }[] = [
  {
    title: 'has a column too short for a value',
    columns: 'id text primary key, name varchar(3)',
    file: 'id,name\n1,one\n2,three\n',
    code: 'target-type',
    said: [/\bname\b/, /character varying\(3\)/],
  },
  {
    title: 'has a column of another type',
    columns: 'id text primary key, name integer',
    file: 'id,name\n1,1\n2,two\n',
    code: 'target-type',
    said: [/integer/, /"two"/],
  },
  {
    title: 'has a column that must have a value',
    columns: 'id text primary key, name text not null',
    file: 'id,name\n1,one\n2,\n',
    code: 'target-required',
    said: [/name/],
  },
  {
    title: 'has a check the record breaks',
    columns: `id text primary key, name text constraint short_names check (length(name) < 4)`,
    file: 'id,name\n1,one\n2,three\n',
    code: 'target-check',
    said: [/short_names/],
  },
  {
    title: 'has a unique index beside the key that the record breaks',
    columns: 'id text primary key, name text constraint names_once unique',
    file: 'id,name\n1,one\n2,one\n',
    code: 'target-unique',
    said: [/names_once/],
  },
];

describe('a target that does not fit', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  for (const { title, site, file, code, said } of faults) {
    it(`fails the run when it ${title}, says so, and nothing is applied`, async () => {
      const things = await importSite(service, site);
      assertFailed(await things.run(file), code, ...said);
      if (site.columns !== null) assert.deepEqual(await things.rows(), []);
    });
  }

  for (const { title, columns, file, code, said } of refusals) {
    it(`refuses the record alone when it ${title}; the others are applied`, async () => {
      const things = await importSite(service, { columns });
      const run = await things.run(file);
      assert.equal(run.status, 'Completed with Errors', JSON.stringify(run));
      assert.equal(run.counts.applied, 1);
      const [reject, ...more] = await things.rejects(run);
      assert.deepEqual(more, []);
      assert.equal(reject?.record, 2);
      assert.equal(reject.reasons[0]?.code, code, JSON.stringify(reject));
      for (const one of said) assert.match(JSON.stringify(reject.reasons[0]).replaceAll('\\"', '"'), one);
    });
  }

  it('fails the run when the site has its connection no more', async () => {
    const { site, run } = await importSite(service);
    await service.http.put(`/sites/${site}`, { kind: 'DEV', connections: {} });
    assertFailed(await run('id,name\n1,one\n'), 'connection-invalid', /\btarget\b/, new RegExp(site), SAYS_WHAT_TO_DO);
  });

  it('can be mended: the same file is Completed then', async () => {
    const { run, table, rows } = await importSite(service, { columns: null });
    assertFailed(await run('id,name\n1,one\n'), 'target-invalid');
    await service.target.query(`create table ${table} (id text primary key, name text)`);
    assert.equal((await run('id,name\n1,one\n')).status, 'Completed');
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
  });
});
