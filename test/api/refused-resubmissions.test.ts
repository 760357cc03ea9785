import assert from 'node:assert/strict';

import { holdTable } from '../support/hold-table.js';
import { startService, type TestService } from '../support/service.js';
import { assertFailed, assertProblem, SAYS_WHAT_TO_DO } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';
import { loadWaits, waitForEnd } from './support/start-run.js';

describe('a resubmission is refused, and nothing changes,', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const untouched = async (site: string, ask: () => Promise<void>) => {
    const list = async () => (await service.http.get(`/sites/${site}/runs?limit=500`)).text;
    const before = await list();
    await ask();
    assert.equal(await list(), before);
  };

  it('for records that the run has not refused, naming all', async () => {
    const { site, run, resubmit } = await ratesSite(service);
    const parent = await run(RATES);
    await untouched(site, async () => {
      const records = [1, 2, 77].map((record) => ({ record, values: { name: 'x' } }));
      const answer = await resubmit(parent, { records });
      assertProblem(answer, 'reject-not-found', /record 1\b/, /record 77\b/, SAYS_WHAT_TO_DO);
      assert.deepEqual(
        answer.body.errors.map(({ path }) => path),
        ['records[0]', 'records[2]'],
      );
    });
  });

  it('for columns there are not and records named twice, naming all, at most 20', async () => {
    const { site, run, resubmit } = await ratesSite(service);
    const parent = await run(RATES);
    await untouched(site, async () => {
      const unknown = { records: [{ record: 2, values: { nam: 'x', rat: '1' } }] };
      assertProblem(await resubmit(parent, unknown), 'correction-invalid', /nam\b/, /rat\b/, /id, name, rate/);
      const twice = { records: [{ record: 2 }, { record: 3 }, { record: 2 }] };
      assertProblem(await resubmit(parent, twice), 'correction-invalid', /records\[2\].*record 2 .*twice/);
      const many = { records: Array.from({ length: 30 }, (_, index) => ({ record: 100 + index })) };
      const answer = await resubmit(parent, many);
      assertProblem(answer, 'reject-not-found', /and 10 more/);
      assert.equal(answer.body.errors.length, 20);
    });
  });

  it('for a line that could not be read, while it has not a value for each column', async () => {
    const { site, run, resubmit } = await ratesSite(service);
    const parent = await run(RATES);
    await untouched(site, async () => {
      for (const values of [{}, { id: '5' }, { id: '', name: '', rate: '' }, { id: null, name: null, rate: null }]) {
        const answer = await resubmit(parent, { records: [{ record: 5, values }] });
        assertProblem(answer, 'correction-invalid', /record 5/, /id, name, rate/);
      }
      assertProblem(await resubmit(parent, { all: true }), 'correction-invalid', /record 5/);
    });
  });

  it('for a reject that is resolved, naming the run that did', async () => {
    const { site, run, resubmit, corrected } = await ratesSite(service);
    const parent = await run(RATES);
    const records = [{ record: 2, values: { name: 'two' } }];
    const { name } = await corrected(parent, { records });
    await untouched(site, async () => {
      assertProblem(await resubmit(parent, { records }), 'reject-resolved', /record 2/, new RegExp(name));
    });
  });

  it('for a reject whose correction is on its way, naming the run, also when all are sent', async () => {
    const { run, resubmit, table } = await ratesSite(service);
    const parent = await run('id,name,rate\n1,one,1\n2,,2\n');
    const held = await holdTable(service, table);
    const records = [{ record: 2, values: { name: 'two' } }];
    const open = await service.http.post(`/runs/${parent.id}/rejects/resubmit`, { records });
    assert.equal(open.status, 202, open.text);
    await loadWaits(service, table);
    const answers = [await resubmit(parent, { records }), await resubmit(parent, { all: true })];
    await held.release();
    assert.equal((await waitForEnd(service, open.body.id)).status, 'Completed');
    for (const answer of answers) {
      assertProblem(answer, 'reject-resolved', /record 2/, new RegExp(open.body.name), /on its way/);
    }
  });

  it('for a key that a later run has loaded, unless it may be overwritten', async () => {
    const { site, run, resubmit, corrected, rows, reject } = await ratesSite(service);
    const parent = await run('id,name,rate\n1,one,1\n3,three,abc\n');
    const later = await run('id,name,rate\n3,THREE,33\n');
    assert.equal((await reject(parent, 2)).supersededBy, later.id);
    const request = { records: [{ record: 2, values: { rate: '3' } }] };
    await untouched(site, async () => {
      const said = [/record 2/, new RegExp(later.name), /overwrite/];
      assertProblem(await resubmit(parent, request), 'key-loaded-later', ...said);
      assertProblem(await resubmit(parent, { all: true }), 'key-loaded-later', ...said);
    });
    assert.equal((await corrected(parent, { ...request, overwrite: true })).status, 'Completed');
    assert.deepEqual((await rows()).at(-1), { id: '3', name: 'three', rate: '3' });
  });

  it('for a key that a later run has refused again, unless it may be overwritten: its reject is the newer one', async () => {
    const { run, resubmit, corrected, reject, rows } = await ratesSite(service);
    const file = (rate: string) => `id,name,rate\n1,one,1\n3,three,${rate}\n`;
    const [parent, later] = [await run(file('abc')), await run(file('xyz'))];
    assert.equal((await reject(parent, 2)).supersededBy, later.id);
    assert.equal((await reject(later, 2)).supersededBy, undefined);
    const request = { records: [{ record: 2, values: { rate: '3' } }] };
    const said = [/record 2/, new RegExp(later.name), /overwrite/];
    assertProblem(await resubmit(parent, request), 'key-loaded-later', ...said);
    assert.equal((await corrected(later, request)).status, 'Completed');
    assert.deepEqual((await rows()).at(-1), { id: '3', name: 'three', rate: '3' });
  });

  it('where there is nothing to send', async () => {
    const { site, run, resubmit, corrected } = await ratesSite(service);
    const parent = await run('id,name,rate\n1,one,1\n2,,2\n');
    await corrected(parent, { records: [{ record: 2, values: { name: 'two' } }] });
    const good = await run('id,name,rate\n1,one,1\n');
    await untouched(site, async () => {
      assertProblem(await resubmit(parent, { all: true }), 'correction-invalid', /nothing to send/);
      assertProblem(await resubmit(parent, { records: [] }), 'correction-invalid', /nothing to send/);
      assertProblem(await resubmit(good, { all: true }), 'correction-invalid', /no rejects/);
    });
  });

  it('of a run that failed, that was a dry run, or that is In-Progress', async () => {
    const { site, run, runWith, resubmit, table } = await ratesSite(service, {
      definition: { limits: { maxRejects: 3 } },
    });
    const failed = await run(RATES);
    assertFailed(failed, 'too-many-rejects');
    await service.http.put(`/sites/${site}/files/few.csv`, 'id,name,rate\n1,one,1\n2,,2\n');
    const dry = await runWith({ file: 'few.csv', dryRun: true });
    await untouched(site, async () => {
      assertProblem(await resubmit(failed, { all: true }), 'correction-invalid', /Failed/, SAYS_WHAT_TO_DO);
      assertProblem(await resubmit(dry, { all: true }), 'correction-invalid', /dry run/, SAYS_WHAT_TO_DO);
    });
    const held = await holdTable(service, table);
    const { body: open } = await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'few.csv' });
    const answer = await resubmit(open, { all: true });
    await held.release();
    await waitForEnd(service, open.id);
    assertProblem(answer, 'run-in-progress', new RegExp(open.name));
  });

  it('for a request that is none', async () => {
    const { site, run, resubmit } = await ratesSite(service);
    const parent = await run(RATES);
    await untouched(site, async () => {
      for (const request of [
        {},
        { all: true, records: [] },
        { all: false },
        { records: [{ record: 0 }] },
        'all: true',
        '',
      ]) {
        assertProblem(await resubmit(parent, request), 'invalid-request');
      }
      assertProblem(await resubmit(parent, { records: [{ record: 2, values: { name: 'a\0b' } }] }), 'invalid-request');
      assertProblem(await service.http.post(`/runs/${parent.id}/rejects/resubmit`), 'invalid-request', /JSON/);
      const large = JSON.stringify({ all: true, name: ' '.repeat(10 * 1024 ** 2) });
      assertProblem(await resubmit(parent, large), 'body-too-large', /10 MB/);
    });
    const unknown = await service.http.post(`/runs/${crypto.randomUUID()}/rejects/resubmit`, { all: true });
    assertProblem(unknown, 'run-not-found');
  });

  it('when the integration is gone, and when the site is stopped', async () => {
    const { site, run, resubmit, corrected } = await ratesSite(service);
    const parent = await run(RATES);
    const request = { records: [{ record: 2, values: { name: 'two' } }] };
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    assertProblem(await resubmit(parent, request), 'site-stopped');
    await service.http.post(`/sites/${site}/start`);
    assert.equal((await corrected(parent, request)).name, `${parent.name} resubmit`);
    await service.http.delete(`/sites/${site}/integrations/things`);
    const more = { records: [{ record: 3, values: { rate: '3' } }] };
    assertProblem(await resubmit(parent, more), 'integration-not-found');
  });
});
