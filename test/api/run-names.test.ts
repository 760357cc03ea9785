import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

describe('a Run Name', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** A site with a file, and how a run of it is asked for. */
  const runSite = async (timeZone = 'UTC') => {
    const { site } = await importSite(service);
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', timeZone, connections })).status, 200);
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    const ask = (name?: unknown) =>
      service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv', name }, { Prefer: 'wait=60' });
    return { site, ask };
  };

  for (const timeZone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
    it(`is by default the integration, then date and time at the site (${timeZone})`, async () => {
      const { ask } = await runSite(timeZone);
      const { body } = await ask();
      const stamp = /^things (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(body.name);
      assert.ok(stamp, body.name);
      const local = new Date(String(body.startedAt)).toLocaleString('sv-SE', { timeZone });
      const [named, started] = [`${stamp[1]} ${stamp[2]}`, local].map((time) => Date.parse(`${time}Z`));
      assert.ok(Math.abs(Number(named) - Number(started)) <= 2000, `${body.name}, started at ${local}`);
    });
  }

  it('differs by default for runs that begin in the same second', async () => {
    const { site } = await runSite();
    const names = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        await service.http.put(`/sites/${site}/files/${index}.csv`, 'id,name\n1,one\n');
        const { body, text } = await service.http.post(`/sites/${site}/runs`, {
          integration: 'things',
          file: `${index}.csv`,
        });
        assert.ok(body.name, text);
        return body.name;
      }),
    );
    assert.equal(new Set(names).size, 12, names.join('\n'));
  });

  it('is the one that was given, with its blanks', async () => {
    const { ask, site } = await runSite();
    const { body } = await ask('before the stocktake (März)');
    assert.equal(body.name, 'before the stocktake (März)');
    const { items } = (await service.http.get(`/sites/${site}/runs`)).body;
    assert.equal(items[0]?.name, 'before the stocktake (März)');
  });

  it('is refused when a run has it already, naming that run', async () => {
    const { ask } = await runSite();
    const first = await ask('month end');
    const second = await ask('month end');
    assertProblem(second, 'run-name-taken', /month end/, new RegExp(first.body.id), /choose another/i);
    assert.equal((await ask('month end 2')).status, 200);
  });

  it('is refused when it differs from another only by blanks around it', async () => {
    const { ask } = await runSite();
    await ask('month end');
    assertProblem(await ask('  month end '), 'run-name-taken');
  });

  it('may be the same on another site', async () => {
    const [one, other] = [await runSite(), await runSite()];
    assert.equal((await one.ask('month end')).status, 200);
    assert.equal((await other.ask('month end')).status, 200);
  });

  it('is still free when the run that asked for it was refused', async () => {
    const { ask, site } = await runSite();
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    assertProblem(await ask('month end'), 'site-stopped');
    await service.http.post(`/sites/${site}/start`);
    assert.equal((await ask('month end')).body.name, 'month end');
  });

  for (const [title, name] of [
    ['empty', ''],
    ['blank', '   '],
    ['of two lines', 'a\nb'],
    ['longer than 200 characters', 'x'.repeat(201)],
    ['no text', 7],
  ] as const) {
    it(`is refused when it is ${title}`, async () => {
      const { ask } = await runSite();
      const answer = await ask(name);
      assertProblem(answer, 'invalid-request', /name/);
      assert.deepEqual(
        answer.body.errors.map(({ path }) => path),
        ['name'],
      );
    });
  }
});
