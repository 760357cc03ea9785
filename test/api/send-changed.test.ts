import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { exportSite } from './support/export-site.js';
import { counts } from './support/import-site.js';

describe('Send Changed', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('sends what is new or differs from what was acknowledged, and makes no file of nothing', async () => {
    const { sql, table, send, text, pending } = await exportSite(service);
    await sql(`insert into ${table} select 'k' || n, 'name ' || n from generate_series(1, 100) as n`);
    assert.deepEqual(await pending(), { records: 100, deletes: 0, read: 100 });
    await send('changed');
    assert.deepEqual(await pending(), { records: 0, deletes: 0, read: 100 });
    await sql(`update ${table} set name = 'other' where id = 'k7'`);
    await sql(`insert into ${table} values ('new', 'one')`);
    assert.deepEqual(await pending(), { records: 2, deletes: 0, read: 101 });
    const run = await send('changed');
    assert.deepEqual(run.counts, counts({ read: 101, applied: 2, inserted: 1, updated: 1, unchanged: 99 }));
    assert.equal(await text(), 'id,name\r\nk7,other\r\nnew,one\r\n');
    const nothing = await send('changed');
    assert.deepEqual(nothing.counts, counts({ read: 101, unchanged: 101 }));
    assert.equal(await text(), 'id,name\r\nk7,other\r\nnew,one\r\n');
  });

  it('goes by what is sent: a change of a column that is not, is none', async () => {
    const { sql, table, send } = await exportSite(service, {
      columns: 'id text primary key, name text, seen timestamptz default now()',
      definition: { fields: ['id', 'name'] },
    });
    await sql(`insert into ${table} (id, name) values ('a', 'one')`);
    await send('changed');
    await sql(`update ${table} set seen = now() + interval '1 day'`);
    assert.equal((await send('changed')).counts.applied, 0);
  });

  it('tells in a file of its own which records are gone, once', async () => {
    const { sql, table, send, text, names, pending } = await exportSite(service, {
      definition: { target: { connection: 'outbox', file: 'things.csv', deletedFile: 'gone.csv' } },
    });
    await sql(`insert into ${table} values ('a', 'one'), ('b, "x"', 'two'), ('c', 'three')`);
    await send('all');
    assert.deepEqual(await names(), ['things.csv']);
    await sql(`delete from ${table} where id <> 'c'`);
    assert.deepEqual(await pending(), { records: 0, deletes: 2, read: 1 });
    const run = await send('changed');
    assert.deepEqual(run.counts, counts({ read: 1, deleted: 2, unchanged: 1 }));
    assert.equal(await text('gone.csv'), 'id\r\na\r\n"b, ""x"""\r\n');
    assert.deepEqual((await send('changed')).counts, counts({ read: 1, unchanged: 1 }));
  });

  it('forgets records that are gone where the target is not told, and sends them as new when they come again', async () => {
    const { sql, table, send } = await exportSite(service);
    await sql(`insert into ${table} values ('a', 'one'), ('b', 'two')`);
    await send('all');
    await sql(`delete from ${table} where id = 'a'`);
    assert.deepEqual((await send('changed')).counts, counts({ read: 1, unchanged: 1 }));
    await sql(`insert into ${table} values ('a', 'one')`);
    assert.deepEqual((await send('changed')).counts, counts({ read: 2, applied: 1, inserted: 1, unchanged: 1 }));
  });

  it('is held back by the guard on deletions, and goes with it lifted', async () => {
    const { sql, table, send, names } = await exportSite(service, {
      definition: {
        limits: { maxDeletes: '50%' },
        target: { connection: 'outbox', file: 'things.csv', deletedFile: 'gone.csv' },
      },
    });
    await sql(`insert into ${table} values ('a', '1'), ('b', '2'), ('c', '3')`);
    await send('all');
    await sql(`delete from ${table} where id <> 'a'`);
    const held = await send('changed');
    assert.deepEqual([held.status, held.code], ['Failed', 'too-many-deletes']);
    assert.deepEqual(await names(), ['things.csv']);
    assert.equal((await send('changed', { liftGuards: ['maxDeletes'] })).counts.deleted, 2);
  });

  it('after Send All has nothing to send; Send All sends every record again', async () => {
    const { sql, table, send, text } = await exportSite(service);
    await sql(`insert into ${table} values ('a', 'one'), ('b', 'two')`);
    await send('all');
    await sql(`update ${table} set name = 'uno' where id = 'a'`);
    const again = await send('all');
    assert.deepEqual(again.counts, counts({ read: 2, applied: 2, updated: 2 }));
    assert.equal(await text(), 'id,name\r\na,uno\r\nb,two\r\n');
    assert.equal((await send('changed')).counts.applied, 0);
    await sql(`delete from ${table}`);
    await send('all');
    assert.equal(await text(), 'id,name\r\n');
  });

  it('is refused where nothing names a record', async () => {
    const { site } = await exportSite(service, { definition: { primaryKey: undefined } });
    const refused = await service.http.post(`/sites/${site}/integrations/things/send-changed`);
    assert.deepEqual([refused.status, refused.body.code], [400, 'invalid-request']);
    assert.match(refused.text, /primaryKey/);
  });
});
