import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { importSite, type ImportSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun } from './support/start-run.js';

const declared = [
  { name: 'company', required: true },
  { name: 'year', type: 'integer', default: 2024 },
  { name: 'rate', type: 'number' },
  { name: 'final', type: 'boolean' },
  { name: 'day', type: 'date' },
];

describe('a request for a run', () => {
  let service: TestService;
  let things: ImportSite;
  before(async () => {
    service = await startService();
    things = await importSite(service, { definition: { parameters: declared } });
    await service.http.put(`/sites/${things.site}/files/a.csv`, 'id,name\n1,one\n');
  });
  after(() => service.stop());

  const ask = (request: unknown, headers?: Record<string, string>) =>
    service.http.post(`/sites/${things.site}/runs`, request, headers);
  const run = (parameters?: unknown) =>
    ask({ integration: 'things', file: 'a.csv', parameters }, { Prefer: 'wait=60' });
  const listed = async () => (await service.http.get(`/sites/${things.site}/runs?limit=500`)).body.items.length;

  it('answers 202 at once, with the run and where to look', async () => {
    const held = await importSite(service);
    const { run: opened, release } = await holdRun(service, held, 'a.csv');
    await release();
    assert.equal(opened.status, 'In-Progress');
    assert.equal(opened.site, held.site);
    assert.equal(opened.integration, 'things');
    assert.equal(opened.file.name, 'a.csv');
    assert.equal(opened.endedAt, undefined);
    assert.match(opened.temporal.workflowId, new RegExp(opened.id));
  });

  it('answers 200 with the ended run when the caller waits, and Location finds it', async () => {
    const { status, headers, body } = await run({ company: 'ACME' });
    assert.equal(status, 200);
    assert.equal(body.status, 'Completed');
    assert.equal(headers.get('preference-applied'), 'wait=60');
    const location = headers.get('location');
    assert.equal(location, `/api/v1/runs/${body.id}`);
    const found = await fetch(service.api.url + location);
    assert.equal(found.status, 200);
    assert.deepEqual(await found.json(), body);
  });

  it('answers 202 when the run has not ended within the time the caller waits', async () => {
    const held = await importSite(service);
    const { release, run: first } = await holdRun(service, held, 'a.csv');
    await service.http.put(`/sites/${held.site}/files/b.csv`, 'id,name\n2,two\n');
    const request = { integration: 'things', file: 'b.csv' };
    const { status, body } = await service.http.post(`/sites/${held.site}/runs`, request, { Prefer: 'wait=1' });
    assert.equal(status, 202);
    assert.equal(body.status, 'In-Progress');
    assert.notEqual(body.id, first.id);
    await release();
  });

  it('is refused a wait that is none', async () => {
    for (const wait of ['wait=long', 'wait=-1']) {
      const answer = await ask(
        { integration: 'things', file: 'a.csv', parameters: { company: 'A' } },
        { Prefer: wait },
      );
      assertProblem(answer, 'invalid-request', /wait=30/);
    }
  });

  it('has times with an offset', async () => {
    const { body } = await run({ company: 'ACME' });
    for (const time of [body.startedAt, body.endedAt]) {
      assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
    }
  });

  describe('is refused, and no run comes of it,', () => {
    let before: number;
    beforeEach(async () => (before = await listed()));
    afterEach(async () => assert.equal(await listed(), before));

    it('for a site nobody knows', async () => {
      const answer = await service.http.post('/sites/NOWHERE/runs', { integration: 'things' });
      assertProblem(answer, 'site-not-found', /NOWHERE/, /\/sites/);
    });

    it('for an integration the site has not', async () => {
      assertProblem(await ask({ integration: 'thing' }), 'integration-not-found', /\bthing\b/, /\/integrations/);
    });

    it('for a file nobody uploaded, saying where to upload it', async () => {
      const answer = await ask({ integration: 'things', file: 'b.csv' });
      assertProblem(answer, 'file-not-found', /b\.csv/, new RegExp(`/sites/${things.site}/files/b\\.csv`));
    });

    it('for a file name that leads elsewhere', async () => {
      assertProblem(
        await ask({ integration: 'things', file: '../a.csv' }),
        'invalid-request',
        /file/,
        /without folders/,
      );
    });

    it('for a property there is not, naming it', async () => {
      const answer = await ask({ integration: 'things', files: 'a.csv' });
      assertProblem(answer, 'invalid-request', /files: there is no such property/);
    });

    it('without an integration', async () => {
      assertProblem(await ask({ file: 'a.csv' }), 'invalid-request', /integration/);
      assertProblem(await ask(''), 'invalid-request');
    });

    it('for broken JSON, naming the place', async () => {
      assertProblem(await ask('{"integration": "things",\n "file": "a.csv"'), 'invalid-request', /line 2/);
    });

    it('without a parameter that is required', async () => {
      assertProblem(await run(), 'parameter-invalid', /company/, /required/);
      assertProblem(await run({ year: 2025 }), 'parameter-invalid', /company/, /required/);
    });

    it('for a parameter it has not, naming those it has', async () => {
      assertProblem(await run({ company: 'ACME', month: 1 }), 'parameter-invalid', /month/, /company, year, rate/);
    });

    for (const [name, value, type] of [
      ['company', 7, 'string'],
      ['year', 'soon', 'integer'],
      ['year', 1.5, 'integer'],
      ['rate', '1', 'number'],
      ['final', 'yes', 'boolean'],
      ['day', '2023-02-29', 'date'],
    ] as const) {
      it(`for ${JSON.stringify(value)} as ${name}, which is a ${type}`, async () => {
        const answer = await run({ company: 'ACME', [name]: value });
        assertProblem(answer, 'parameter-invalid', new RegExp(`\\b${name}\\b`), new RegExp(`\\b${type}\\b`));
        assert.match(answer.body.detail, new RegExp(JSON.stringify(value)));
      });
    }

    it('for a parameter whose text cannot be kept', async () => {
      for (const company of ['a\0b', '\ud800']) {
        assertProblem(await run({ company }), 'invalid-request', /parameters\.company/);
      }
    });
  });

  it('completes its parameters by their defaults, and keeps what was given', async () => {
    const { body } = await run({ company: 'ACME', final: true });
    assert.deepEqual(body.parameters, { company: 'ACME', year: 2024, final: true });
    const other = await run({ company: 'ACME', year: 2025, rate: 0.5, day: '2024-02-29' });
    assert.deepEqual(other.body.parameters, { company: 'ACME', year: 2025, rate: 0.5, day: '2024-02-29' });
  });
});
