import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startService, type TestService } from '../support/service.js';
import { exportSite } from './support/export-site.js';
import { counts } from './support/import-site.js';

describe('an export', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('sends the records of a table as a CSV file, in the order of their keys', async () => {
    const { sql, table, send, text, names } = await exportSite(service);
    await sql(`insert into ${table} values ('b', 'two, "quoted"'), ('a', 'ünö'), ('c', null)`);
    const run = await send('all');
    assert.equal(run.status, 'Completed', run.reason);
    assert.deepEqual(run.counts, counts({ read: 3, applied: 3, inserted: 3 }));
    assert.equal(await text(), 'id,name\r\na,ünö\r\nb,"two, ""quoted"""\r\nc,\r\n');
    assert.deepEqual(await names(), ['things.csv']);
    assert.equal((await service.http.get(`/runs/${run.id}/source-file`)).text, await text());
  });

  it('writes values as an import reads them by default', async () => {
    const { sql, table, send, text } = await exportSite(service, {
      columns: 'id int primary key, born date, at timestamptz, rate numeric(5,2), ok boolean',
    });
    await sql(
      `insert into ${table} values (1, '2020-02-29', '2020-02-29 12:00+01', 1.5, true), (2, null, null, 0, false)`,
    );
    await send('all');
    assert.equal(
      await text(),
      'id,born,at,rate,ok\r\n1,2020-02-29,2020-02-29 11:00:00+00,1.50,true\r\n2,,,0.00,false\r\n',
    );
  });

  it('gives the same bytes for the same records', async () => {
    const { sql, table, send, text } = await exportSite(service, {
      definition: { target: { connection: 'outbox', file: 'things.csv.zip' } },
    });
    await sql(`insert into ${table} select 'k' || n, 'name ' || n from generate_series(1, 500) as n order by random()`);
    await send('all');
    const first = await text('things.csv.zip');
    await sql(`update ${table} set name = name`);
    await send('all');
    assert.equal(await text('things.csv.zip'), first);
  });

  it('sends what a query gives with its parameters, under other names', async () => {
    const site = await exportSite(service, {
      columns: 'id text primary key, name text, company text',
      definition: {
        source: {
          connection: 'source',
          query: `select id, name as "full name", ':company' as literal from pg_temp_things where company = :company`,
        },
        parameters: [{ name: 'company', required: true }],
        fields: [{ name: 'Number', from: 'id' }, 'full name', 'literal'],
        primaryKey: 'Number',
      },
    });
    const query = `select id, name as "full name", ':company' as literal from ${site.table} where company = :company`;
    const { definition } = (await service.http.get(`/sites/${site.site}/integrations/things`)).body;
    const changed = { ...(definition as object), source: { connection: 'source', query } };
    assert.equal((await service.http.put(`/sites/${site.site}/integrations/things`, changed)).status, 200);
    await site.sql(`insert into ${site.table} values ('1', 'One', 'ACME'), ('2', 'Two', 'Other; drop table x')`);
    await site.send('all', { parameters: { company: 'Other; drop table x' } });
    assert.equal(await site.text(), 'Number,full name,literal\r\n2,Two,:company\r\n');
  });

  it('sends JSON lines with the types of the source', async () => {
    const { sql, table, send, text } = await exportSite(service, {
      columns: 'id int primary key, born date, rate numeric, ok boolean, note text',
      definition: { target: { connection: 'outbox', file: 'things-{date:yyyy}.jsonl' } },
    });
    await sql(
      `insert into ${table} values (2, '2020-02-29', 1.50, true, E'a\\tb\\\\c"d\\ne'), (1, null, null, null, 'é')`,
    );
    const run = await send('all');
    assert.equal(run.status, 'Completed', run.reason);
    const name = `things-${new Date().getUTCFullYear()}.jsonl`;
    const lines = (await text(name)).split('\n');
    assert.deepEqual(
      lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown),
      [
        { id: 1, born: null, rate: null, ok: null, note: 'é' },
        { id: 2, born: '2020-02-29', rate: 1.5, ok: true, note: 'a\tb\\c"d\ne' },
      ],
    );
  });

  it('replaces a file of its name, or leaves it and fails, as it is declared', async () => {
    const replacing = await exportSite(service);
    await writeFile(join(replacing.outbox, 'things.csv'), 'older');
    await replacing.sql(`insert into ${replacing.table} values ('a', 'one')`);
    await replacing.send('all');
    assert.equal(await replacing.text(), 'id,name\r\na,one\r\n');

    const careful = await exportSite(service, {
      definition: { target: { connection: 'outbox', file: 'things.csv', onExisting: 'fail' } },
    });
    await writeFile(join(careful.outbox, 'things.csv'), 'older');
    await careful.sql(`insert into ${careful.table} values ('a', 'one')`);
    const run = await careful.send('all');
    assert.deepEqual([run.status, run.code], ['Failed', 'file-exists']);
    assert.deepEqual([await careful.text(), await careful.names()], ['older', ['things.csv']]);
    assert.equal((await careful.pending()).records, 1);
  });

  it('fails where an empty file may not have its name, and knows what was sent before', async () => {
    const careful = await exportSite(service, {
      definition: { target: { connection: 'outbox', file: 'things.csv', onExisting: 'fail' } },
    });
    await careful.sql(`insert into ${careful.table} values ('a', 'one')`);
    assert.equal((await careful.send('all')).status, 'Completed');
    await careful.sql(`truncate ${careful.table}`);
    const run = await careful.send('all');
    assert.deepEqual([run.status, run.code], ['Failed', 'file-exists']);
    assert.equal(await careful.text(), 'id,name\r\na,one\r\n');
    await careful.sql(`insert into ${careful.table} values ('a', 'one')`);
    assert.equal((await careful.pending()).records, 0);
    await careful.sql(`truncate ${careful.table}`);
    await rm(join(careful.outbox, 'things.csv'));
    assert.equal((await careful.send('all')).status, 'Completed');
    assert.equal(await careful.text(), 'id,name\r\n');
  });

  it('is refused while another run sends its records', async () => {
    const { sql, table, site } = await exportSite(service);
    const client = await service.target.connect();
    try {
      await client.query(`begin; lock table ${table}`);
      const path = `/sites/${site}/integrations/things/send-all`;
      const first = await service.http.post(path, { name: 'the first' });
      assert.equal(first.status, 202);
      const second = await service.http.post(path);
      assert.deepEqual([second.status, second.body.code], [409, 'run-in-progress']);
      assert.match(second.text, /the first/);
    } finally {
      await client.query('rollback');
      client.release();
    }
    await sql('select 1');
  });

  it('fails, naming what to do, when its source does not fit', async () => {
    const twice = await exportSite(service, { columns: 'id text, name text' });
    await twice.sql(`insert into ${twice.table} values ('a', 'one'), ('a', 'two')`);
    const run = await twice.send('all');
    assert.deepEqual([run.status, run.code], ['Failed', 'source-invalid']);
    assert.match(run.reason, /same key/);
    assert.deepEqual(await twice.names(), []);
    await twice.sql(`update ${twice.table} set id = null where name = 'two'`);
    assert.match((await twice.send('all')).reason, /no value in a field of primaryKey/);
    await twice.sql(`alter table ${twice.table} drop column id`);
    assert.match((await twice.send('all')).reason, /no column id/);
    await twice.sql(`drop table ${twice.table}`);
    assert.match((await twice.send('all')).reason, /does not exist.*Correct source/);
  });

  it('sends nothing in a dry run, and says what it would send', async () => {
    const { sql, table, send, names, pending } = await exportSite(service);
    await sql(`insert into ${table} values ('a', 'one'), ('b', 'two')`);
    const run = await send('all', { dryRun: true });
    assert.deepEqual([run.status, run.counts], ['Completed', counts({ read: 2, applied: 2, inserted: 2 })]);
    assert.deepEqual(await names(), []);
    assert.deepEqual(await pending(), { records: 2, deletes: 0, read: 2 });
  });
});
