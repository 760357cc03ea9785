import assert from 'node:assert/strict';

import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';

describe('the Transaction Assistant', () => {
  let service: TestService;
  let run: AnswerBody;
  before(async () => {
    service = await startService();
    run = await (await ratesSite(service)).run(RATES);
  });
  after(() => service.stop());

  const list = async (query = '') => {
    const { status, body, text } = await service.http.get(`/runs/${run.id}/rejects${query}`);
    assert.equal(status, 200, text);
    return body.items;
  };
  const records = async (query: string) => (await list(query)).map(({ record }) => record);

  it('shows the values of a reject by column, where its line could be read', async () => {
    const items = await list();
    assert.deepEqual(
      items.map(({ values }) => values),
      [
        { id: '2', name: '', rate: '2' },
        { id: '3', name: 'three', rate: 'abc' },
        { id: '4', name: '', rate: '-x' },
        undefined,
      ],
    );
    assert.equal(items.at(-1)?.raw, '"5,five,5');
    for (const item of items) assert.ok(!('resolvedBy' in item) && !('fields' in item) && !('key' in item));
  });

  it('lists by field, by code, by both, page by page', async () => {
    assert.deepEqual(await records('?field=name'), [2, 4]);
    assert.deepEqual(await records('?field=rate'), [3, 4]);
    assert.deepEqual(await records('?code=required'), [2, 4]);
    assert.deepEqual(await records('?code=type&field=rate'), [3, 4]);
    assert.deepEqual(await records('?field=nothing'), []);
    const first = (await service.http.get(`/runs/${run.id}/rejects?field=name&limit=1`)).body;
    assert.deepEqual(
      first.items.map(({ record }) => record),
      [2],
    );
    assert.deepEqual(await records(`?field=name&limit=1&cursor=${first.next}`), [4]);
  });

  it('is refused a code there is not', async () => {
    assertProblem(await service.http.get(`/runs/${run.id}/rejects?code=wrong`), 'invalid-request', /code/);
    assertProblem(await service.http.get(`/runs/${run.id}/rejects?resolved=maybe`), 'invalid-request', /resolved/);
  });

  it('counts by field and code, the most frequent first', async () => {
    const { body } = await service.http.get(`/runs/${run.id}/rejects/summary`);
    const items = body.items.map(({ field, code, records }) => ({ field, code, records }));
    assert.deepEqual(items.slice(0, 2), [
      { field: 'name', code: 'required', records: 2 },
      { field: 'rate', code: 'type', records: 2 },
    ]);
    assert.equal(items.length, 3);
    assert.equal(items[2]?.records, 1);
    assert.match(items[2].code, /^quote-|^field-count$/);
  });

  it('tells the columns of the file, for a grid of them', async () => {
    const { body } = await service.http.get(`/runs/${run.id}/rejects/summary`);
    assert.deepEqual(body.columns, [
      { name: 'id', fields: ['id'], type: 'string', required: true },
      { name: 'name', fields: ['name'], type: 'string', required: true },
      { name: 'rate', fields: ['rate'], type: 'number', required: false },
    ]);
  });
});
