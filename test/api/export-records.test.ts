import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { exportSite, type ExportSite } from './support/export-site.js';
import { counts } from './support/import-site.js';
import { RecordEndpoint } from './support/record-endpoint.js';

describe('an export of records to an http endpoint', () => {
  let service: TestService;
  let endpoint: RecordEndpoint;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    endpoint = new RecordEndpoint();
    await endpoint.start();
  });
  afterEach(() => endpoint.stop());

  const shop = (records: Record<string, unknown> = {}): Promise<ExportSite> =>
    exportSite(service, {
      columns: 'id int primary key, name text',
      connections: { shop: { kind: 'http', url: `${endpoint.url}/api`, token: 'env:SHOP_TOKEN', allowPrivate: true } },
      definition: { target: { connection: 'shop', records: { path: '/things', batchSize: 10, ...records } } },
    });
  const fill = ({ sql, table }: ExportSite, count: number) =>
    sql(`insert into ${table} select n, 'name ' || n from generate_series(1, ${count}) as n`);
  const ids = () => endpoint.records.map(({ id }) => Number(id)).sort((one, other) => one - other);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('sends every record once, in batches that are told apart by their keys', async () => {
    const site = await shop();
    await fill(site, 25);
    const run = await site.send('all');
    assert.deepEqual([run.status, run.counts], ['Completed', counts({ read: 25, applied: 25, inserted: 25 })]);
    assert.deepEqual(ids(), upTo(25));
    assert.deepEqual(
      endpoint.received.map(({ method, path, records }) => [method, path, records.length]),
      [10, 10, 5].map((length) => ['POST', '/api/things', length]),
    );
    assert.equal(new Set(endpoint.received.map(({ key }) => key)).size, 3);
    assert.ok(endpoint.received.every(({ key }) => key?.includes(run.id)));
  });

  it('makes rejects of what the endpoint refuses, which stay pending and go again', async () => {
    const site = await shop();
    await fill(site, 25);
    endpoint.answer = ({ records }) => ({
      status: 207,
      body: {
        results: records.flatMap(({ id }, index) =>
          Number(id) % 10 === 3
            ? [{ index, status: 'rejected', code: 'no-store', message: 'There is no store 7' }]
            : [],
        ),
      },
    });
    const run = await site.send('all');
    assert.equal(run.status, 'Completed with Errors');
    assert.deepEqual(run.counts, counts({ read: 25, applied: 22, inserted: 22, rejected: 3 }));
    const { items } = (await service.http.get(`/runs/${run.id}/rejects`)).body;
    assert.deepEqual(
      items.map(({ raw }) => (JSON.parse(String(raw)) as { id: number }).id).sort((one, other) => one - other),
      [3, 13, 23],
    );
    assert.match(JSON.stringify(items), /There is no store 7/);
    assert.equal((await site.pending()).records, 3);

    endpoint.answer = () => ({ status: 204 });
    endpoint.received.length = 0;
    assert.deepEqual((await site.send('changed')).counts, counts({ read: 25, applied: 3, inserted: 3, unchanged: 22 }));
    assert.deepEqual(ids(), [3, 13, 23]);
  });

  it('divides a batch that is refused as a whole until it knows which records are at fault', async () => {
    const site = await shop();
    await fill(site, 25);
    const taken: number[] = [];
    endpoint.answer = ({ records }) => {
      if (records.some(({ id }) => id === 7)) return { status: 422, body: { error: 'one of them is wrong' } };
      taken.push(...records.map(({ id }) => Number(id)));
      return { status: 200 };
    };
    const run = await site.send('all');
    assert.deepEqual(run.counts, counts({ read: 25, applied: 24, inserted: 24, rejected: 1 }));
    assert.deepEqual(
      taken.sort((one, other) => one - other),
      upTo(25).filter((id) => id !== 7),
    );
  });

  it('tells which records are gone, after the others', async () => {
    const site = await shop({ deletedPath: '/things/deleted' });
    await fill(site, 12);
    await site.send('all');
    await site.sql(`delete from ${site.table} where id in (4, 5)`);
    await site.sql(`update ${site.table} set name = 'other' where id = 6`);
    endpoint.received.length = 0;
    const run = await site.send('changed');
    assert.deepEqual(run.counts, counts({ read: 10, applied: 1, updated: 1, deleted: 2, unchanged: 9 }));
    assert.deepEqual(
      endpoint.received.map(({ path, records }) => [path, records]),
      [
        ['/api/things', [{ id: 6, name: 'other' }]],
        ['/api/things/deleted', [{ id: '4' }, { id: '5' }]],
      ],
    );
  });

  it('halted in the middle, has acknowledged what was answered, and Send Changed sends the rest', async () => {
    const site = await shop();
    await fill(site, 60);
    const answered = 3;
    endpoint.answer = (_, count) => (count <= answered ? { status: 204 } : undefined);
    const asked = await service.http.post(`/sites/${site.site}/integrations/things/send-all`);
    assert.equal(asked.status, 202);
    await eventually('the fourth batch is on its way', () => Promise.resolve(endpoint.received.length > answered));
    const stopped = await service.http.post(`/sites/${site.site}/stop`, { reason: 'stocktake' });
    assert.equal(stopped.status, 200, stopped.text);
    const run = (await service.http.get(`/runs/${asked.body.id}`)).body;
    assert.deepEqual([run.status, run.code], ['Failed', 'halted']);
    assert.deepEqual(run.counts, counts({ read: 30, applied: 30, inserted: 30 }));

    const arrived = endpoint.received.slice(0, answered).flatMap(({ records }) => records.map(({ id }) => Number(id)));
    endpoint.answer = () => ({ status: 204 });
    endpoint.received.length = 0;
    await service.http.post(`/sites/${site.site}/start`);
    assert.equal((await site.pending()).records, 30);
    await site.send('changed');
    assert.deepEqual(
      [...arrived, ...ids()].sort((one, other) => one - other),
      upTo(60),
    );
  });

  it('tries again what fails in passing, with the same keys, and gives up what is refused for good', async () => {
    const site = await shop();
    await fill(site, 5);
    endpoint.answer = (_, count) =>
      count === 1 ? { status: 503, headers: { 'Retry-After': '0' } } : count === 2 ? { status: 429 } : { status: 200 };
    assert.equal((await site.send('all')).status, 'Completed');
    assert.deepEqual(new Set(endpoint.received.map(({ key }) => key)).size, 1);
    endpoint.answer = () => ({ status: 401, body: { error: 'unknown token' } });
    const refused = await site.send('all');
    assert.deepEqual([refused.status, refused.code], ['Failed', 'connection-invalid']);
    assert.doesNotMatch(JSON.stringify(refused), /postgres:\/\/nobody/);
  });

  it('sends a whole file by PUT', async () => {
    const site = await exportSite(service, {
      connections: { shop: { kind: 'http', url: `${endpoint.url}/files`, allowPrivate: true } },
      definition: { target: { connection: 'shop', file: 'things-{site}.csv' } },
    });
    await site.sql(`insert into ${site.table} values ('a', 'one')`);
    const run = await site.send('all');
    assert.equal(run.status, 'Completed', run.reason);
    const [{ method, path, body } = { method: '', path: '', body: '' }] = endpoint.received;
    assert.deepEqual([method, path, body], ['PUT', `/files/things-${site.site}.csv`, 'id,name\r\na,one\r\n']);
  });
});
