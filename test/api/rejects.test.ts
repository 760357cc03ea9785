import assert from 'node:assert/strict';

import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { createPeopleTable, peopleSite, personLine, runPeople } from '../support/sites.js';
import { counts, importSite, type ImportSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

/** A field, a text it refuses, the code of the reason and what its message must tell. */
const violations: { field: Record<string, unknown>; text: string; good: string; code: string; said: RegExp[] }[] = [
  { field: { type: 'number' }, text: 'abc', good: '-1.50', code: 'type', said: [/number/, /"abc"/] },
  { field: { type: 'number' }, text: '1,5', good: '1e3', code: 'type', said: [/number/, /"1,5"/] },
  { field: { type: 'integer' }, text: '1.5', good: '42', code: 'type', said: [/integer/, /"1.5"/] },
  { field: { type: 'boolean' }, text: 'yes', good: 'true', code: 'type', said: [/true, /, /"yes"/] },
  { field: { type: 'date' }, text: '2023-02-29', good: '2024-02-29', code: 'type', said: [/YYYY-MM-DD/, /2023-02-29/] },
  { field: { type: 'date' }, text: '31.12.2024', good: '2024-12-31', code: 'type', said: [/YYYY-MM-DD/] },
  {
    field: { type: 'date', format: '%d.%m.%Y' },
    text: '2024-12-31',
    good: '31.12.2024',
    code: 'format',
    said: [/%d\.%m\.%Y/],
  },
  { field: { type: 'time' }, text: '25:00:00', good: '23:59:59', code: 'type', said: [/time/i, /25:00:00/] },
  {
    field: { type: 'datetime' },
    text: '2024-12-31 25:00',
    good: '2024-12-31T23:00:00Z',
    code: 'type',
    said: [/date/i, /25:00/],
  },
  { field: { type: 'year' }, text: '20x4', good: '2024', code: 'type', said: [/year/i, /20x4/] },
  { field: { format: 'email' }, text: 'nobody', good: 'a@example.com', code: 'format', said: [/mail/, /"nobody"/] },
  { field: { format: 'uuid' }, text: '12', good: crypto.randomUUID(), code: 'format', said: [/uuid/i, /"12"/] },
  { field: { format: 'uri' }, text: 'not one', good: 'https://example.com/', code: 'format', said: [/uri/i] },
  { field: { constraints: { required: true } }, text: '', good: 'x', code: 'required', said: [/value/, /none/] },
  {
    field: { constraints: { pattern: 'E[0-9]{3}' } },
    text: 'E1234',
    good: 'E123',
    code: 'pattern',
    said: [/E\[0-9\]/],
  },
  { field: { constraints: { enum: ['red', 'blue'] } }, text: 'Red', good: 'red', code: 'enum', said: [/red, blue/] },
  { field: { constraints: { minLength: 2 } }, text: 'ä', good: 'äö', code: 'minLength', said: [/2/, /1/] },
  { field: { constraints: { maxLength: 2 } }, text: 'äöü', good: '😀😀', code: 'maxLength', said: [/2/, /3/] },
  {
    field: { type: 'number', constraints: { minimum: 0 } },
    text: '-0.01',
    good: '0',
    code: 'minimum',
    said: [/\b0\b/],
  },
  {
    field: { type: 'number', constraints: { maximum: 9.5 } },
    text: '10',
    good: '9.50',
    code: 'maximum',
    said: [/9\.5/],
  },
  {
    field: { type: 'date', constraints: { minimum: '2000-01-01' } },
    text: '1999-12-31',
    good: '2000-01-01',
    code: 'minimum',
    said: [/2000-01-01/],
  },
];

describe('the rejects of a run', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('are one for a broken quote in record 5 of 50, with record, line and text; 49 are applied', async () => {
    await createPeopleTable(service);
    await service.target.query('delete from people');
    const site = await peopleSite(service);
    const lines = Array.from({ length: 50 }, (_, index) => personLine(index + 1));
    lines[4] = 'P000005,"Person 5,5.5,1990-01-06';
    const { body: run } = await runPeople(service, site, `id,name,rate,born\n${lines.join('\n')}\n`);
    assert.equal(run.status, 'Completed with Errors');
    assert.deepEqual(run.counts, counts({ read: 50, applied: 49, inserted: 49, rejected: 1 }));
    const { items } = (await service.http.get(`/runs/${run.id}/rejects`)).body;
    const [reject, ...more] = items;
    assert.deepEqual(more, []);
    assert.equal(reject?.record, 5);
    assert.equal(reject.line, 6);
    assert.equal(reject.raw, lines[4]);
    assert.match(reject.reasons[0]?.code ?? '', /^quote-/);
    assert.match(reject.reasons[0]?.message ?? '', /quote/i);
    const { rows } = await service.target.query<{ id: string }>('select id from people order by id');
    assert.deepEqual(
      rows.map(({ id }) => id),
      lines.filter((_, index) => index !== 4).map((line) => line.slice(0, 7)),
    );
  });

  describe('for a value', () => {
    let run: AnswerBody;
    let refused: AnswerBody[];
    let things: ImportSite;
    const good = (skip: number) => violations.map(({ good }, index) => (index === skip ? undefined : good));
    const line = (id: number, values: (string | undefined)[]) =>
      [`${id}`, ...values.map((value, index) => `"${value ?? violations[index]?.text ?? ''}"`)].join(',');

    before(async () => {
      const fields = violations.map(({ field }, index) => ({ name: `f${index}`, ...field }));
      things = await importSite(service, {
        schema: { primaryKey: 'id', fields: [{ name: 'id' }, ...fields] },
        columns: `id text primary key, ${fields.map(({ name }) => `${name} text`).join(', ')}`,
      });
      const faulty = violations.map((_, index) => line(index, good(index)));
      const header = ['id', ...fields.map(({ name }) => name)].join(',');
      run = await things.run(`${[header, ...faulty, line(1000, good(-1))].join('\n')}\n`);
      refused = await things.rejects(run);
    });

    violations.forEach(({ field, text, code, said }, index) => {
      it(`tell that ${JSON.stringify(text)} breaks ${JSON.stringify(field)}`, () => {
        const reject = refused.find(({ record }) => record === index + 1);
        assert.ok(reject, `record ${index + 1} was not refused`);
        assert.equal(reject.line, index + 2);
        assert.equal(reject.raw, line(index, good(index)));
        assert.deepEqual(
          reject.reasons.map((reason) => ({ field: reason.field, code: reason.code })),
          [{ field: `f${index}`, code }],
        );
        for (const one of said) assert.match(reject.reasons[0]?.message ?? '', one);
      });
    });

    it('are no more than those: the record with good values only is applied', async () => {
      assert.equal(run.status, 'Completed with Errors');
      const { length } = violations;
      assert.deepEqual(run.counts, counts({ read: length + 1, applied: 1, inserted: 1, rejected: length }));
      assert.deepEqual(
        (await things.rows()).map(({ id }) => id),
        ['1000'],
      );
    });
  });

  it('have every reason of a record, each with its field', async () => {
    const { run, rejects } = await importSite(service, {
      schema: {
        fields: [
          { name: 'a', type: 'integer' },
          { name: 'b', constraints: { required: true } },
        ],
      },
      columns: 'a integer, b text',
      mode: 'insert',
    });
    const [reject] = await rejects(await run('a,b\nx,\n'));
    assert.deepEqual(
      reject?.reasons.map(({ field, code }) => [field, code]),
      [
        ['a', 'type'],
        ['b', 'required'],
      ],
    );
  });

  it('have one for a record with too many or too few fields', async () => {
    const { run, rejects, rows } = await importSite(service);
    const ran = await run('id,name\n1,one,more\n2\n3,three\n');
    assert.deepEqual(ran.counts, counts({ read: 3, applied: 1, inserted: 1, rejected: 2 }));
    const refused = await rejects(ran);
    assert.deepEqual(
      refused.map(({ record, line, raw, reasons }) => [record, line, raw, reasons[0]?.code]),
      [
        [1, 2, '1,one,more', 'field-count'],
        [2, 3, '2', 'field-count'],
      ],
    );
    assert.deepEqual(await rows(), [{ id: '3', name: 'three' }]);
  });

  it('come page by page, in file order, without gaps or doubles', async () => {
    const { run, rejects } = await importSite(service);
    const ran = await run(
      `id,name\n${Array.from({ length: 250 }, (_, at) => (at % 2 ? `,${at}` : `${at},`)).join('\n')}\n`,
    );
    const records: number[] = [];
    let address: string | undefined = `/runs/${ran.id}/rejects?limit=50`;
    while (address !== undefined) {
      const { status, body, text } = await service.http.get(address);
      assert.equal(status, 200, text);
      assert.ok(body.items.length <= 50);
      records.push(...body.items.map(({ record }) => record));
      assert.ok(records.length <= 125, 'the pages do not end');
      const next = body.next as string | undefined;
      address = next === undefined ? undefined : `/runs/${ran.id}/rejects?limit=50&cursor=${next}`;
    }
    assert.deepEqual(
      records,
      Array.from({ length: 125 }, (_, index) => 2 * index + 2),
    );
    assert.deepEqual((await rejects(ran)).length, 125);
  });

  it('are refused a page of no size, of a cursor of somebody else, of an unknown query', async () => {
    const { run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    assertProblem(await service.http.get(`/runs/${id}/rejects?limit=0`), 'invalid-request', /limit/);
    assertProblem(await service.http.get(`/runs/${id}/rejects?limit=many`), 'invalid-request', /limit/);
    assertProblem(await service.http.get(`/runs/${id}/rejects?cursor=mine`), 'invalid-request', /cursor/);
    assertProblem(await service.http.get(`/runs/${id}/rejects?page=2`), 'invalid-request', /page/);
  });

  it('are none for a run without any, and none are told of a run nobody knows', async () => {
    const { run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    const { status, body } = await service.http.get(`/runs/${id}/rejects`);
    assert.equal(status, 200);
    assert.deepEqual(body, { items: [] });
    assert.deepEqual((await service.http.get(`/runs/${id}/rejects/summary`)).body, { items: [], columns: [] });
    assertProblem(await service.http.get(`/runs/${crypto.randomUUID()}/rejects`), 'run-not-found');
  });
});
