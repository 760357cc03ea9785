import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { holdTable } from '../support/hold-table.js';
import { startService, type TestService } from '../support/service.js';
import { counts } from './support/import-site.js';
import { setsSite, things, type SetsSite } from './support/sets-site.js';

describe('a run of an integration set', () => {
  let service: TestService;
  let sets: SetsSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    sets = await setsSite(service);
    for (const integration of ['one', 'two', 'three']) await sets.upload(integration, things(3));
  });

  const statuses = ({ members }: AnswerBody) => members.map(({ status }) => status);
  const member = ({ members }: AnswerBody, position: number) => members[position - 1]!;

  it('runs its members in their order, each as a run of its own', async () => {
    await sets.makeSet(['one', 'two', 'three']);
    const run = await sets.run();
    assert.equal(run.status, 'Completed');
    assert.equal(run.integrationSet, 'night-IntegrationSet');
    assert.equal(run.integration, undefined);
    assert.deepEqual(run.counts, counts({ read: 9, applied: 9, inserted: 9 }));
    assert.deepEqual(statuses(run), ['Completed', 'Completed', 'Completed']);
    const runs = await Promise.all([1, 2, 3].map((position) => service.http.get(`/runs/${member(run, position).run}`)));
    assert.deepEqual(
      runs.map(({ body }) => body.memberOf),
      [1, 2, 3].map((position) => ({ run: run.id, position })),
    );
    assert.equal((runs[1]?.body.parameters as Record<string, string>).company, 'ACME');
    for (const [index, next] of runs.slice(1).entries()) {
      assert.ok(
        timeOf(next.body.startedAt) >= timeOf(runs[index]?.body.endedAt),
        'a member begins when the one before it has ended',
      );
    }
    const { body: list } = await service.http.get(`/sites/${sets.site}/runs`);
    assert.equal(list.items.length, 4);
  });

  it('has a default Run Name that contains IntegrationSet', async () => {
    await sets.makeSet(['one'], {}, 'night');
    assert.match((await sets.run({}, 'night')).name, /^night IntegrationSet \d{4}-/);
    await sets.makeSet(['one']);
    assert.match((await sets.run()).name, /^night-IntegrationSet \d{4}-/);
  });

  it('stops at a member that Completed with Errors where it aborts on failure; the rest are Not Run, and say why', async () => {
    await sets.makeSet(['one', 'two', 'three'], { abortOnFailure: true });
    await sets.upload('two', things(3, { bad: 1 }));
    const run = await sets.run();
    assert.equal(run.status, 'Failed');
    assert.equal(run.code, 'set-aborted');
    assert.match(run.reason, /Member 2, two, ended Completed with Errors/);
    assert.deepEqual(statuses(run), ['Completed', 'Completed with Errors', 'Not Run']);
    assert.match(member(run, 3).reason, /aborted.*Member 2, two/);
    assert.equal(await sets.count('three'), 0);
    const { body } = await service.http.get(`/sites/${sets.site}/runs?status=Not%20Run`);
    assert.equal(body.items[0]?.id, member(run, 3).run);
  });

  it('goes on after a Failed member where it does not abort, and ends Completed with Errors', async () => {
    await sets.makeSet(['one', 'two', 'three']);
    await sets.upload('one', 'wrong\nheader\n');
    const run = await sets.run();
    assert.equal(run.status, 'Completed with Errors');
    assert.match(run.reason, /1 one \(Failed\)/);
    assert.deepEqual(statuses(run), ['Failed', 'Completed', 'Completed']);
  });

  it('goes by what a member says of itself: onFailure, and when', async () => {
    await sets.makeSet(
      [
        { integration: 'one', file: 'one.csv', onFailure: 'continue' },
        { integration: 'three', file: 'three.csv', when: 'previousSucceeded' },
        { integration: 'two', file: 'two.csv', parameters: { company: 'ACME' } },
      ],
      { abortOnFailure: true },
    );
    await sets.upload('one', things(2, { bad: 1 }));
    const run = await sets.run();
    assert.deepEqual(statuses(run), ['Completed with Errors', 'Not Run', 'Completed']);
    assert.match(member(run, 2).reason, /only if the member before it has Completed/);
    assert.equal(run.status, 'Completed with Errors');
  });

  it('does not start with a deleted member, and says which', async () => {
    await sets.makeSet(['one', 'two']);
    await service.http.delete(`/sites/${sets.site}/integrations/two`);
    const refused = await service.http.post(`/sites/${sets.site}/runs`, { integrationSet: 'night-IntegrationSet' });
    assert.equal(refused.status, 404);
    assert.match(refused.body.detail, /Member 2 of night-IntegrationSet, two, was deleted/);
    assert.equal(await sets.count('one'), 0);
  });

  it('names the member that lacks a parameter', async () => {
    await sets.makeSet(['one', { integration: 'two', file: 'two.csv' }]);
    const refused = await service.http.post(`/sites/${sets.site}/runs`, { integrationSet: 'night-IntegrationSet' });
    assert.equal(refused.status, 422);
    assert.match(refused.body.detail, /Member 2 of night-IntegrationSet, two: The parameter company is required/);
    const run = await sets.run({ members: [{}, { parameters: { company: 'given with the run' } }] });
    assert.equal(run.status, 'Completed');
  });

  it('gives nothing to another member than it is meant for', async () => {
    await sets.makeSet(['one', 'two', 'three']);
    const members = [{}, { integration: 'one', parameters: { company: 'Other' } }];
    const asked = { integrationSet: 'night-IntegrationSet', members };
    const refused = await service.http.post(`/sites/${sets.site}/runs`, asked);
    assert.equal(refused.status, 400);
    assert.match(refused.body.detail, /Member 2 of night-IntegrationSet, two: it is given what is meant for one/);
    const recurrence = { repeats: 'By Day', every: 1, startDate: '2026-01-01', startTime: '03:00' };
    const put = await service.http.put(`/sites/${sets.site}/schedules/night`, { ...asked, recurrence });
    assert.equal(put.status, 422);
    assert.match(put.body.detail, /members\[1\].integration: expected two/);
  });

  it('is halted when its site is stopped: its member with it, the rest Not Run', async () => {
    await sets.makeSet(['one', 'two', 'three']);
    const held = await holdTable(service, sets.table('two'));
    const begun = await service.http.post(`/sites/${sets.site}/runs`, { integrationSet: 'night-IntegrationSet' });
    assert.equal(begun.status, 202, begun.text);
    await eventually('member 2 loads', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}`);
      return body.tasks.find(({ integration }) => integration === 'two')?.status === 'In-Progress';
    });
    await service.http.post(`/sites/${sets.site}/stop`, { reason: 'stocktake' });
    await held.release();
    const { body: run } = await service.http.get(`/runs/${begun.body.id}`);
    assert.equal(run.status, 'Failed');
    assert.equal(run.reason, `Halted: site ${sets.site} was stopped: stocktake`);
    assert.deepEqual(statuses(run), ['Completed', 'Failed', 'Not Run']);
    assert.equal(await sets.count('two'), 0);

    await service.http.post(`/sites/${sets.site}/start`);
    const again = await sets.rerun(begun.body.id, { from: 'failed' });
    assert.equal(again.status, 'Completed');
    assert.equal(member(again, 1).run, member(run, 1).run, 'what had Completed is not repeated');
    assert.deepEqual(statuses(again), ['Completed', 'Completed', 'Completed']);
    assert.deepEqual(again.counts, counts({ read: 6, applied: 6, inserted: 6 }));
  });

  it('repeats no member that has Completed, also where a repetition could not start', async () => {
    await sets.makeSet(['one', 'two', 'three'], { abortOnFailure: true });
    await sets.upload('two', '');
    const run = await sets.run();
    assert.deepEqual(statuses(run), ['Completed', 'Failed', 'Not Run']);
    const three = `/sites/${sets.site}/integrations/three`;
    const { body } = await service.http.get(three);
    await service.http.delete(three);
    const refused = await service.http.post(`/runs/${run.id}/rerun`, { from: 'failed' });
    assert.equal(refused.body.code, 'integration-not-found', refused.text);
    await service.http.put(three, body.definition);
    const { items } = (await service.http.get(`/sites/${sets.site}/runs?integrationSet=night-IntegrationSet`)).body;
    const again = await sets.rerun(items[0]!.id, { from: 'failed' });
    assert.equal(member(again, 1).run, member(run, 1).run);
    // Nor is it where that is repeated, which did not begin it itself.
    const oncemore = await sets.rerun(again.id, { from: 'failed' });
    assert.equal(member(oncemore, 1).run, member(run, 1).run);
  });

  it('is halted by itself, with a reason, while its site goes on', async () => {
    await sets.makeSet(['one', 'two', 'three']);
    const held = await holdTable(service, sets.table('one'));
    const begun = await service.http.post(`/sites/${sets.site}/runs`, { integrationSet: 'night-IntegrationSet' });
    const halt = (body?: object) => service.http.post(`/runs/${begun.body.id}/halt`, body);
    assert.equal((await halt()).status, 422);
    await eventually('member 1 loads', async () => {
      const { body } = await service.http.get(`/runs/${begun.body.id}`);
      return statuses(body)[0] === 'In-Progress';
    });
    assert.equal((await halt({ reason: 'wrong file' })).status, 202);
    await eventually('it has ended', async () => {
      const { body } = await service.http.get(`/runs/${begun.body.id}`);
      return body.status !== 'In-Progress';
    });
    await held.release();
    const { body: run } = await service.http.get(`/runs/${begun.body.id}`);
    assert.equal(run.reason, 'Halted: by api: wrong file');
    assert.deepEqual(statuses(run), ['Failed', 'Not Run', 'Not Run']);
    assert.equal((await halt({ reason: 'again' })).status, 409);
    assert.equal((await service.http.get(`/sites/${sets.site}`)).body.integrator, 'Running');
  });

  it('is run again on the versions it had, or on the latest', async () => {
    await sets.makeSet(['one', 'three']);
    const run = await sets.run();
    const { body } = await service.http.get(`/sites/${sets.site}/integrations/one`);
    await service.http.put(`/sites/${sets.site}/integrations/one`, {
      ...(body.definition as object),
      description: 'changed',
    });
    const versions = ({ members }: AnswerBody) => members.map(({ definitionVersion }) => definitionVersion);
    assert.deepEqual(versions(await sets.rerun(run.id, { definition: 'as-run' })), [1, 1]);
    const latest = await sets.rerun(run.id, {});
    assert.deepEqual(versions(latest), [2, 1]);
    assert.equal(latest.rerunOf, run.id);
  });

  it('that was ended by hand is Failed, its member halted, the rest Not Run', async () => {
    await sets.makeSet(['one', 'two', 'three']);
    const held = await holdTable(service, sets.table('two'));
    const begun = await service.http.post(`/sites/${sets.site}/runs`, { integrationSet: 'night-IntegrationSet' });
    await eventually('member 2 loads', async () => {
      const { body } = await service.http.get(`/runs/${begun.body.id}`);
      return statuses(body)[1] === 'In-Progress';
    });
    await service.temporal.workflow.getHandle(`run/${begun.body.id}`).terminate();
    await eventually('the set is closed', async () => {
      const { body } = await service.http.get(`/runs/${begun.body.id}`);
      return body.status === 'Failed';
    });
    await held.release();
    const { body: run } = await service.http.get(`/runs/${begun.body.id}`);
    assert.match(run.reason, /terminated by hand/);
    assert.deepEqual(statuses(run), ['Completed', 'Failed', 'Not Run']);
  });
});

/** In milliseconds since 1970. */
function timeOf(time: unknown): number {
  return Date.parse(time as string);
}

describe('an integration set', () => {
  let service: TestService;
  let sets: SetsSite;
  before(async () => {
    service = await startService();
    sets = await setsSite(service);
  });
  after(() => service.stop());

  it('is versioned, listed, and deleted without its integrations', async () => {
    await sets.makeSet(['one']);
    await sets.makeSet(['one', 'two']);
    const { body } = await service.http.get(`/sites/${sets.site}/integration-sets`);
    assert.deepEqual(
      body.items.map(({ integrationSet, version }) => [integrationSet, version]),
      [['night-IntegrationSet', 2]],
    );
    assert.equal((await service.http.delete(`/sites/${sets.site}/integration-sets/night-IntegrationSet`)).status, 204);
    assert.equal((await service.http.get(`/sites/${sets.site}/integration-sets/night-IntegrationSet`)).status, 404);
    assert.equal((await service.http.get(`/sites/${sets.site}/integrations/one`)).status, 200);
  });

  it('has integrations of its site as members, and no sets', async () => {
    await sets.makeSet(['one']);
    const refused = await service.http.put(`/sites/${sets.site}/integration-sets/outer`, {
      members: [{ integration: 'one' }, { integration: 'night-IntegrationSet' }, { integration: 'nothing' }],
    });
    assert.equal(refused.status, 422);
    assert.match(refused.body.detail, /members\[1\].integration: expected .* which is an integration set/);
    assert.match(refused.body.detail, /members\[2\].integration: expected one of .*one, three, two.*got nothing/);
  });

  it('asked for with what belongs to an integration is refused', async () => {
    await sets.makeSet(['one']);
    const refused = await service.http.post(`/sites/${sets.site}/runs`, {
      integrationSet: 'night-IntegrationSet',
      file: 'one.csv',
    });
    assert.equal(refused.status, 400);
    assert.match(refused.body.detail, /file: expected only with integration/);
    assert.equal((await service.http.post(`/sites/${sets.site}/runs`, {})).status, 400);
  });
});
