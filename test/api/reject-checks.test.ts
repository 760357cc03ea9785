import assert from 'node:assert/strict';

import fc from 'fast-check';

import { holdTable } from '../support/hold-table.js';
import type { AnswerBody, HttpAnswer } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { checkedSite, corrections } from './support/checked-site.js';
import { assertProblem } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';
import { loadWaits, waitForEnd } from './support/start-run.js';

const seed = Date.now() % 2 ** 31;

describe('a check of corrections', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const check = ({ id }: AnswerBody, request: unknown): Promise<HttpAnswer> =>
    service.http.post(`/runs/${id}/rejects/check`, request);

  it('says of each record what is still wrong with it, field by field, in file order', async () => {
    const { run } = await ratesSite(service);
    const parent = await run(RATES);
    const records = [
      { record: 4, values: { rate: 'y' } },
      { record: 2, values: { name: 'two' } },
    ];
    const { status, body, text } = await check(parent, { records });
    assert.equal(status, 200, text);
    assert.deepEqual(body, {
      items: [
        { record: 2, reasons: [] },
        {
          record: 4,
          reasons: [
            { field: 'name', code: 'required', message: 'expected a value, got none' },
            { field: 'rate', code: 'type', message: 'expected a number, got "y"' },
          ],
        },
      ],
      notChecked: [],
    });
  });

  it(`says what the run says that they are sent with (seed ${seed})`, async function () {
    this.timeout(180_000);
    const { refusing, resubmit, rejects } = await checkedSite(service);
    await fc.assert(
      fc.asyncProperty(corrections, async (records) => {
        const parent = await refusing();
        assert.equal(parent.counts.rejected, 21, JSON.stringify(parent));
        const checked = await check(parent, { records });
        const sent = await resubmit(parent, { records });
        if (sent.status !== 200) {
          assert.deepEqual(refusalOf(checked), refusalOf(sent));
          return;
        }
        const refused = new Map((await rejects(sent.body)).map(({ record, reasons }) => [record, reasons]));
        const inOrder = records.map(({ record }) => record).sort((one, other) => one - other);
        assert.deepEqual(
          checked.body.items,
          inOrder.map((record, index) => ({ record, reasons: refused.get(index + 1) ?? [] })),
        );
      }),
      { numRuns: 12, seed },
    );
  });

  it('does not send or save anything', async () => {
    const { site, run, rejects } = await ratesSite(service);
    const parent = await run(RATES);
    const before = await rejects(parent);
    const { body } = await check(parent, { records: [{ record: 2, values: { name: 'two' } }] });
    assert.deepEqual(body.items, [{ record: 2, reasons: [] }]);
    assert.deepEqual(await rejects(parent), before);
    assert.equal((await service.http.get(`/sites/${site}/runs`)).body.items.length, 1);
    const { rows } = await service.database.query('select from reject_answer where rejected_run = $1', [parent.id]);
    assert.equal(rows.length, 0);
  });

  it('names the fields it cannot look up: their external file is too large to be read at each key', async () => {
    const { site, runWith } = await ratesSite(service, {
      schema: {
        primaryKey: 'id',
        fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }, { name: 'rate', type: 'number' }],
      },
      definition: {
        limits: { maxBytes: '2MB' },
        externalFiles: [{ name: 'names', key: 'code' }],
        mapping: { name: { lookup: 'names', by: 'code', column: 'name' } },
      },
    });
    await service.http.put(`/sites/${site}/files/names.csv`, 'code,name\na,one\n'.padEnd(1024 ** 2 + 1, '\n'));
    await service.http.put(`/sites/${site}/files/rates.csv`, 'id,code,rate\n1,x,1\n2,a,2\n');
    const parent = await runWith({ file: 'rates.csv', externalFiles: { names: 'names.csv' } });
    const { body } = await check(parent, { records: [{ record: 1, values: { code: 'b', rate: 'z' } }] });
    assert.deepEqual(body, {
      items: [{ record: 1, reasons: [{ field: 'rate', code: 'type', message: 'expected a number, got "z"' }] }],
      notChecked: ['name'],
    });
  });

  it('is refused as the resubmission would be: records and columns there are not, keys that came again', async () => {
    const { run, resubmit } = await ratesSite(service);
    const parent = await run(RATES);
    await run('id,name,rate\n4,FOUR,4\n');
    for (const records of [
      [{ record: 1, values: {} }],
      [{ record: 2, values: { unknown: 'x' } }],
      [{ record: 2 }, { record: 2 }],
      [{ record: 5, values: { id: '5' } }],
      [{ record: 4, values: { rate: '4' } }],
    ]) {
      const checked = await check(parent, { records });
      assert.ok(checked.status >= 400);
      assert.deepEqual(refusalOf(checked), refusalOf(await resubmit(parent, { records })));
    }
    const overwriting = { records: [{ record: 4, values: { name: 'four', rate: '4' } }], overwrite: true };
    assert.deepEqual((await check(parent, overwriting)).body.items, [{ record: 4, reasons: [] }]);
  });

  it('is of 1 to 500 named records', async () => {
    const { run } = await ratesSite(service);
    const many = 501;
    const parent = await run(`id,name,rate\n${Array.from({ length: many }, (_, at) => `${at},,1\n`).join('')}`);
    const records = Array.from({ length: many }, (_, at) => ({ record: at + 1, values: { name: 'x' } }));
    assertProblem(await check(parent, { records }), 'invalid-request', /records.*500/);
    assertProblem(await check(parent, { records: [] }), 'invalid-request', /records/);
    assertProblem(await check(parent, { all: true }), 'invalid-request', /all/);
    const { body } = await check(parent, { records: records.slice(1), name: 'as it would be sent' });
    assert.equal(body.items.length, 500);
    assert.ok(body.items.every(({ reasons }) => reasons.length === 0));
  });

  it('is of a run with rejects that can be sent again, of an integration that is there', async () => {
    const { site, run } = await ratesSite(service);
    const records = [{ record: 1 }];
    assertProblem(await check(await run('id,name,rate\n1,one,1\n'), { records }), 'correction-invalid', /no rejects/);
    const parent = await run('id,name,rate\n1,,1\n');
    await service.http.delete(`/sites/${site}/integrations/things`);
    assertProblem(await check(parent, { records }), 'integration-not-found');
    assertProblem(await service.http.post(`/runs/${crypto.randomUUID()}/rejects/check`, { records }), 'run-not-found');
  });

  it('is refused while the correction is on its way, in a run that the reject names until it is resolved', async () => {
    const { run, table, reject } = await ratesSite(service);
    const parent = await run('id,name,rate\n1,one,1\n2,,2\n');
    const records = [{ record: 2, values: { name: 'two' } }];
    const held = await holdTable(service, table);
    const open = await service.http.post(`/runs/${parent.id}/rejects/resubmit`, { records });
    await loadWaits(service, table);
    const underWay = await reject(parent, 2);
    const answer = await check(parent, { records });
    await held.release();
    await waitForEnd(service, open.body.id);
    assert.equal(underWay.underWayIn, open.body.id);
    assert.equal(underWay.resolvedBy, undefined);
    assertProblem(answer, 'reject-resolved', /on its way/, new RegExp(open.body.name));
    const resolved = await reject(parent, 2);
    assert.equal(resolved.resolvedBy, open.body.id);
    assert.equal(resolved.underWayIn, undefined);
    assertProblem(await check(parent, { records }), 'reject-resolved', /resolved by/);
  });
});

/** What the caller is told, but for the address he asked. */
function refusalOf({ body }: HttpAnswer): Partial<AnswerBody> {
  const { instance, ...rest } = body;
  return rest;
}
