import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { assertFailed, assertProblem } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';

describe('a resubmission that is run again', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const CORRECTED = { records: [{ record: 2, values: { name: 'two' } }] };

  const rerun = (run: unknown, body: object = {}) =>
    service.http.post(`/runs/${String(run)}/rerun`, body, { Prefer: 'wait=60' });

  /** A site, a run with rejects, and what makes its target vanish and come back. */
  const prepared = async () => {
    const rates = await ratesSite(service);
    const parent = await rates.run(RATES);
    const move = (from: string, to: string) => service.target.query(`alter table ${from} rename to ${to}`);
    return {
      ...rates,
      parent,
      takeAway: () => move(rates.table, `${rates.table}_away`),
      bringBack: () => move(`${rates.table}_away`, rates.table),
    };
  };

  /** A resubmission that failed because the table was away. */
  const failedOne = async ({ parent, resubmit, takeAway, bringBack }: Awaited<ReturnType<typeof prepared>>) => {
    await takeAway();
    const { body } = await resubmit(parent, CORRECTED);
    await bringBack();
    assertFailed(body, 'target-invalid');
    return body;
  };

  it('after it was refused, resolves what it corrects', async () => {
    const { parent, resubmit, reject } = await prepared();
    const refused = await resubmit(parent, { ...CORRECTED, name: parent.name });
    assertProblem(refused, 'run-name-taken');
    const { body } = await rerun(refused.body.run);
    assert.equal(body.status, 'Completed', JSON.stringify(body));
    assert.equal((await reject(parent, 2)).resolvedBy, body.id);
  });

  it('as a dry run resolves nothing, and then in earnest resolves what it corrects', async () => {
    const site = await prepared();
    const failed = await failedOne(site);
    const dry = (await rerun(failed.id, { dryRun: true })).body;
    assert.equal(dry.counts.inserted, 1);
    assert.equal((await site.reject(site.parent, 2)).resolvedBy, undefined);
    const { body } = await rerun(dry.id, { dryRun: false });
    assert.equal(body.status, 'Completed', JSON.stringify(body));
    assert.equal((await site.reject(site.parent, 2)).resolvedBy, body.id);
  });

  it('is refused when another one has resolved its rejects meanwhile', async () => {
    const site = await prepared();
    const failed = await failedOne(site);
    const other = await site.corrected(site.parent, { records: [{ record: 2, values: { name: 'deux' } }] });
    assertProblem(await rerun(failed.id), 'reject-resolved', new RegExp(`2 \\(${other.name}\\)`));
    assert.equal((await site.rows()).at(-1)?.name, 'deux');
  });

  it('runs when it is itself what has resolved them', async () => {
    const { parent, corrected, reject } = await prepared();
    const first = await corrected(parent, CORRECTED);
    const second = (await rerun(first.id)).body;
    assert.equal((await rerun(second.id)).body.status, 'Completed');
    assert.equal((await reject(parent, 2)).resolvedBy, first.id);
  });

  it('goes by its own version, also when the latest one would replace the table by its few records', async () => {
    const site = await prepared();
    const sent = await site.corrected(site.parent, CORRECTED);
    const replacing = {
      schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }, { name: 'rate', type: 'number' }] },
      target: { connection: 'target', table: site.table, mode: 'replace' },
    };
    assert.equal((await service.http.put(`/sites/${site.site}/integrations/things`, replacing)).body.version, 2);
    for (const definition of ['latest', 'as-run']) {
      const { body } = await rerun(sent.id, { definition });
      assert.equal(body.status, 'Completed', JSON.stringify(body));
      assert.equal(body.definitionVersion, 1);
    }
    assert.equal((await site.rows()).length, 2);
    const asked = await askSite(site.site, sent);
    assert.equal(asked.code, 'correction-invalid');
    assert.match(asked.reason, /replace deletes .* Correct the file/);
    assert.equal((await site.rows()).length, 2);
  });

  /** Asks the site itself for corrected records on the latest version, as no call of ours does. */
  const askSite = async (site: string, { file, resubmits }: AnswerBody): Promise<AnswerBody> => {
    const run = randomUUID();
    const request = {
      run,
      site,
      integration: 'things',
      file,
      parameters: {},
      resubmits: { run: resubmits, overwrite: false },
      trigger: 'resubmit',
      requestedBy: 'test',
    };
    const handle = service.temporal.workflow.getHandle(`site/${site}`);
    await handle.executeUpdate('requestRun', { args: [request] });
    // The site has let it through; its workflow begins in a moment.
    return eventually('the run has ended', async () => {
      const { status, body } = await service.http.get(`/runs/${run}`);
      return status === 200 && body.status !== 'In-Progress' && body;
    });
  };
});
