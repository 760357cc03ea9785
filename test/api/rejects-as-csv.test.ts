import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { counts } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';

const CSV = { 'Content-Type': 'text/csv' };

describe('the rejects of a run as CSV', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const download = async (run: string, query = '?format=csv', headers = {}) => {
    const response = await fetch(`${service.api.url}/api/v1/runs/${run}/rejects${query}`, { headers });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/csv; charset=utf-8/);
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename=".*rejects\.csv"/);
    return Buffer.from(await response.arrayBuffer()).toString('utf8');
  };

  it('has a byte order mark, our columns and those of the file, with formulas made harmless', async () => {
    const { run } = await ratesSite(service);
    const { id } = await run(RATES);
    const [header, second, third, fourth, fifth, ...rest] = (await download(id)).split('\r\n');
    assert.equal(header, '\uFEFFintegrator record,integrator line,integrator errors,integrator raw,id,name,rate');
    assert.match(second ?? '', /^2,3,"name: .*",,2,,2$/);
    assert.match(third ?? '', /^3,4,.*rate: .*,,3,three,abc$/);
    assert.match(fourth ?? '', /^4,5,.*name: .*; rate: .*,,4,,'-x$/);
    assert.match(fifth ?? '', /^5,6,.*,"""5,five,5",,,$/);
    assert.deepEqual(rest, ['']);
  });

  it('is what those get who accept CSV rather than JSON', async () => {
    const { run } = await ratesSite(service);
    const { id } = await run(RATES);
    assert.equal(await download(id, '', { Accept: 'text/csv' }), await download(id));
    for (const Accept of ['application/json', '*/*', 'application/json, text/csv;q=0.5']) {
      assert.equal((await service.http.get(`/runs/${id}/rejects`, { Accept })).body.items.length, 4);
    }
    assert.equal(
      (await service.http.get(`/runs/${id}/rejects?format=json`, { Accept: 'text/csv' })).body.items.length,
      4,
    );
    assertProblem(await service.http.get(`/runs/${id}/rejects?format=xlsx`), 'invalid-request', /format/);
  });

  it('has all of them, more than a page, and only those of a field, a reason, or still to be corrected', async () => {
    const { run, corrected } = await ratesSite(service);
    const lines = Array.from(
      { length: 2500 },
      (_, index) => `${index},${index % 2 === 0 ? '' : 'x'},${index % 2 === 0 ? 1 : 'y'}`,
    );
    const parent = await run(`id,name,rate\n${lines.join('\n')}\n`);
    const rows = async (query: string) => (await download(parent.id, `?format=csv${query}`)).split('\r\n').length - 2;
    assert.equal(await rows(''), 2500);
    assert.equal(await rows('&field=name'), 1250);
    assert.equal(await rows('&field=rate&code=type'), 1250);
    assert.equal(await rows('&field=rate&code=required'), 0);
    await corrected(parent, { records: [{ record: 1, values: { name: 'zero' } }] });
    assert.equal(await rows('&resolved=false'), 2499);
    assert.equal(await rows('&resolved=true'), 1);
  });

  it('has only a header when there are none', async () => {
    const { run } = await ratesSite(service);
    const { id } = await run('id,name,rate\n1,one,1\n');
    assert.match(await download(id), /^\uFEFFintegrator record,[^\n]*\r\n$/);
  });

  it('comes back corrected: rows that are there are sent, and resolve their rejects', async () => {
    const { run, resubmit, rejects, rows } = await ratesSite(service);
    const parent = await run(RATES);
    const lines = (await download(parent.id)).split('\r\n');
    const sheet = [lines[0], lines[1]?.replace(/2,,2$/, "2,'=two,-2.5"), lines[4]?.replace(/,,,$/, ',5,five,')].join(
      '\r\n',
    );
    const { status, body, text } = await resubmit(parent, `${sheet}\r\n`, CSV);
    assert.equal(status, 200, text);
    assert.equal(body.status, 'Completed', text);
    assert.deepEqual(body.counts, counts({ read: 2, applied: 2, inserted: 2 }));
    assert.deepEqual((await rows()).slice(1), [
      { id: '2', name: '=two', rate: '-2.5' },
      { id: '5', name: 'five', rate: null },
    ]);
    assert.deepEqual(
      (await rejects(parent)).map(({ record, resolvedBy }) => [record, resolvedBy]),
      [
        [2, body.id],
        [3, undefined],
        [4, undefined],
        [5, body.id],
      ],
    );
  });

  it('comes back as it went out: each record is refused for the same reasons again', async () => {
    const { run, resubmit, rejects } = await ratesSite(service);
    const nasty = ["'=a", '=a', "''-b", '@c', '\tx', '"q', 'a\nb', ' ', '-12.50', '+1', 'a;b'];
    const lines = nasty.map((name, index) => `${index},"${name.replaceAll('"', '""')}",x${index}`);
    const parent = await run(`id,name,rate\n${lines.join('\n')}\n`);
    assert.equal(parent.counts.rejected, nasty.length);
    const { body } = await resubmit(parent, await download(parent.id), CSV);
    assert.equal(body.counts.rejected, nasty.length, JSON.stringify(body));
    const [before, after] = [await rejects(parent), await rejects(body)];
    assert.deepEqual(
      after.map(({ values, reasons }) => ({ values, reasons })),
      before.map(({ values, reasons }) => ({ values, reasons })),
    );
    assert.deepEqual(
      after.map(({ values }) => (values as Record<string, string>).name),
      nasty,
    );
  });

  it('may be named and may overwrite, by its address', async () => {
    const { run, table } = await ratesSite(service);
    const parent = await run('id,name,rate\n1,one,1\n2,,2\n');
    await run('id,name,rate\n2,later,2\n');
    const sheet = (await download(parent.id)).replace(',2,,2', ',2,two,2');
    const send = (query: string) =>
      service.http.post(`/runs/${parent.id}/rejects/resubmit${query}`, sheet, { ...CSV, Prefer: 'wait=60' });
    assertProblem(await send(''), 'key-loaded-later', /line 2/, /record 2/);
    assertProblem(await send('?overwrite=perhaps'), 'invalid-request', /overwrite/);
    const { body } = await send('?overwrite=true&name=from%20the%20sheet');
    assert.equal(body.name, 'from the sheet');
    assert.equal(body.status, 'Completed');
    const { rows } = await service.target.query<{ name: string }>(`select name from ${table} where id = '2'`);
    assert.equal(rows[0]?.name, 'two');
  });

  it('is refused with its lines when it does not fit, and nothing changes', async () => {
    const { run, resubmit, rejects } = await ratesSite(service);
    const parent = await run(RATES);
    const header = 'integrator record,id,name,rate';
    for (const [sheet, code, ...said] of [
      [`${header}\n2,2,two,2\n2,2,zwei,2\n`, 'correction-invalid', /line 3: record 2 is named twice/],
      [`${header}\n1,2,two,2\n9,2,two,2\n`, 'reject-not-found', /line 2: .*record 1\b/, /line 3: .*record 9\b/],
      [`${header}\n5,,,\n`, 'correction-invalid', /line 2: .*record 5/],
      ['integrator record,id,nam\n2,2,two\n', 'correction-invalid', /"nam"/, /id, name, rate/],
      ['id,name,rate\n2,two,2\n', 'correction-invalid', /integrator record/],
      [header, 'file-without-records'],
      ['', 'file-empty'],
    ] as const) {
      assertProblem(await resubmit(parent, sheet, CSV), code, ...said);
    }
    const latin = Buffer.from(`${header}\n2,2,M\xfcller,2\n`, 'latin1');
    assertProblem(await resubmit(parent, latin, CSV), 'file-encoding', /UTF-8/i);
    const large = Buffer.alloc(10 * 1024 ** 2 + 1, `${header}\n`);
    assertProblem(await resubmit(parent, large, CSV), 'body-too-large', /10 MB/);
    assert.ok((await rejects(parent)).every(({ resolvedBy }) => resolvedBy === undefined));
  });
});
