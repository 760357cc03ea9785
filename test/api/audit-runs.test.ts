import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { auditedService, done, type AuditedService } from './support/audited-service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';
import { holdRun } from './support/start-run.js';

describe('the audit of runs', () => {
  let audited: AuditedService;
  before(async () => (audited = await auditedService()));
  after(() => audited.service.stop());

  it('has who asked for one: anew, with corrected records, again', async () => {
    const { admin, operator, linesOf } = audited;
    const { site, run, corrected } = await ratesSite(admin);
    const runs: AnswerBody[] = [];
    const lines = await linesOf(site, async () => {
      const parent = await run(RATES);
      const resubmitted = await corrected(parent, { records: [{ record: 2, values: { name: 'two' } }] });
      const again = await operator.http.post(`/runs/${parent.id}/rerun`, {}, { Prefer: 'wait=60' });
      runs.push(parent, resubmitted, again.body);
    });
    const [first, second, third] = runs.map(({ id }) => id);
    const integration = 'things';
    assert.deepEqual(
      lines.filter(({ action }) => action !== 'upload'),
      [
        { action: 'run', by: 'ada', integration, run: first },
        { action: 'resubmit', by: 'ada', integration, run: second },
        { action: 'rerun', by: 'olaf', integration, run: third },
      ],
    );
  });

  it('has one that is asked for twice with one key once', async () => {
    const { admin, operator, linesOf } = audited;
    const { site } = await importSite(admin);
    await done(operator.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n'));
    const headers = { 'Idempotency-Key': 'once', Prefer: 'wait=60' };
    const ask = () =>
      done(operator.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' }, headers));
    const lines = await linesOf(site, async () => {
      await ask();
      await ask();
    });
    assert.deepEqual(
      lines.map(({ action, by }) => [action, by]),
      [['run', 'olaf']],
    );
  });

  it('has nothing of one that is refused', async () => {
    const { admin, operator, linesOf } = audited;
    const { site, run } = await ratesSite(admin);
    const parent = await run(RATES);
    const lines = await linesOf(site, async () => {
      const taken = { integration: 'things', file: 'things.csv', name: parent.name };
      assertProblem(await operator.http.post(`/sites/${site}/runs`, taken), 'run-name-taken');
      const resubmitted = { records: [{ record: 2 }], name: parent.name };
      const refused = await operator.http.post(`/runs/${parent.id}/rejects/resubmit`, resubmitted);
      assertProblem(refused, 'run-name-taken');
    });
    assert.deepEqual(lines, []);
  });

  it('has who halted one, and why', async () => {
    const { admin, operator, linesOf } = audited;
    const things = await importSite(admin);
    const { run, release } = await holdRun(admin, things, 'a.csv');
    const halt = (reason: string) => operator.http.post(`/runs/${run.id}/halt`, { reason });
    const lines = await linesOf(things.site, () => done(halt('wrong file')));
    await release();
    const told = { by: 'olaf', reason: 'wrong file', integration: 'things', run: run.id };
    assert.deepEqual(lines, [{ action: 'halt', ...told }]);
    const late = await linesOf(things.site, async () => assertProblem(await halt('again'), 'run-ended'));
    assert.deepEqual(late, []);
  });

  it('has one that was held when it runs, as asked for by who asked', async () => {
    const { admin, operator, linesOf } = audited;
    const { site } = await importSite(admin);
    await done(operator.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n'));
    await done(admin.http.post(`/sites/${site}/stop`, { reason: 'stocktake' }));
    const asked = await linesOf(site, async () => {
      const refused = await operator.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
      assertProblem(refused, 'site-stopped');
    });
    assert.deepEqual(asked, []);
    const lines = await linesOf(site, async () => {
      await done(admin.http.post(`/sites/${site}/start`, { held: 'run' }));
      await eventually('it has run', async () => {
        const { items } = (await admin.http.get(`/sites/${site}/runs`)).body;
        return items[0]?.status === 'Completed';
      });
    });
    assert.deepEqual(
      lines.map(({ action, by }) => [action, by]),
      [
        ['start', 'ada'],
        ['run', 'olaf'],
      ],
    );
  });
});
