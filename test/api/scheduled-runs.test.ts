import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { startService, type TestService } from '../support/service.js';
import { putSchedule, quicken, scheduledRuns } from './support/quick-schedule.js';
import { setsSite, things, type SetsSite } from './support/sets-site.js';

describe('a fire of a schedule', () => {
  let service: TestService;
  let sets: SetsSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    sets = await setsSite(service);
    for (const integration of ['one', 'two', 'three']) await sets.upload(integration, things(3));
  });
  afterEach(async () => {
    await service.http.delete(`/sites/${sets.site}/schedules/often`);
  });

  const often = async (definition: Record<string, unknown> = {}, seconds = 1): Promise<void> => {
    await putSchedule(service, sets.site, 'often', { integration: 'one', file: 'one.csv', ...definition });
    await quicken(service, sets.site, 'often', seconds);
  };
  const temporalSchedule = () => service.temporal.schedule.getHandle(temporalScheduleId(sets.site, 'often'));

  it('runs the integration, and says when it was due', async () => {
    // A run that takes longer than it is to the next fire would make that one Not Run.
    await often({ runName: 'Every so often' }, 4);
    const runs = await scheduledRuns(service, sets.site, 3);
    for (const { status, trigger, requestedBy, name, intendedAt } of runs.slice(0, 3)) {
      assert.equal(status, 'Completed');
      assert.equal(trigger, 'schedule');
      assert.equal(requestedBy, 'schedule often');
      assert.match(name, /^Every so often \d{4}-\d\d-\d\d /);
      assert.equal(new Date(intendedAt as string).getMilliseconds(), 0);
    }
    const due = runs.map(({ intendedAt }) => intendedAt);
    assert.equal(new Set(due).size, due.length, 'no fire has two rows');
  });

  it('runs the set with what its members are given', async () => {
    await sets.makeSet(['one', { integration: 'two', file: 'two.csv' }]);
    await putSchedule(service, sets.site, 'often', {
      integrationSet: 'night-IntegrationSet',
      members: [{}, { parameters: { company: 'ACME' } }],
    });
    await quicken(service, sets.site, 'often', 2);
    const [run] = await scheduledRuns(service, sets.site, 1);
    assert.equal(run?.status, 'Completed');
    assert.equal(run.integrationSet, 'night-IntegrationSet');
  });

  it('on a stopped site is Not Run, says why, and does not run later', async () => {
    await service.http.post(`/sites/${sets.site}/stop`, { reason: 'stocktake' });
    await often();
    const [run] = await scheduledRuns(service, sets.site, 1);
    assert.equal(run?.status, 'Not Run');
    assert.equal(run.code, 'site-stopped');
    assert.match(run.reason, /was stopped \(stocktake\)/);
    await service.http.delete(`/sites/${sets.site}/schedules/often`);
    await service.http.post(`/sites/${sets.site}/start`, { held: 'run' });
    const { body } = await service.http.get(`/sites/${sets.site}/runs`);
    assert.ok(body.items.every(({ status }) => status === 'Not Run'));
  });

  it('that is due while its site is Starting runs when it has started', async () => {
    const { site } = sets;
    await putSchedule(service, site, 'often', { integration: 'one', file: 'one.csv' });
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    // A start checks the connections: one to a server that says nothing holds it up until the server hangs up.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { body } = await service.http.get(`/sites/${site}`);
    const slow = { kind: 'http', url: `http://127.0.0.1:${port}`, allowPrivate: true };
    const connections = { ...(body.connections as object), slow };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 200);
    const [started, [asked]] = await Promise.all([
      service.http.post(`/sites/${site}/start`),
      once(silent, 'connection').then(async ([socket]: Socket[]) => {
        await temporalSchedule().trigger();
        await eventually('its fire has asked the site', async () => {
          const { rows } = await service.database.query(
            'select from fire join schedule on id = schedule where site = $1',
            [site],
          );
          return rows.length === 1;
        });
        socket?.destroy();
        silent.close();
        return [socket];
      }),
    ]);
    assert.ok(asked);
    assert.equal(started.status, 200, started.text);
    const [run] = await scheduledRuns(service, site, 1);
    assert.equal(run?.status, 'Completed', run?.reason);
  });

  it('of an integration that was deleted is Failed, and says so', async () => {
    await often({}, 2);
    await service.http.delete(`/sites/${sets.site}/integrations/one`);
    await eventually('a fire has failed', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/runs?status=Failed`);
      return body.items[0]?.code === 'integration-not-found';
    });
    const { body } = await service.http.get(`/sites/${sets.site}/schedules/often`);
    assert.equal(body.status, 'Scheduled but Deleted');
  });

  it('while an earlier run is In-Progress is Not Run, where overlap is skip', async () => {
    const held = await holdTable(service, sets.table('one'));
    await often({ overlap: 'skip' });
    const runs = await scheduledRuns(service, sets.site, 2);
    assert.deepEqual(
      runs.slice(0, 3).map(({ status, code }) => [status, code]),
      [
        ['In-Progress', undefined],
        ['Not Run', 'previous-in-progress'],
        ['Not Run', 'previous-in-progress'],
      ],
    );
    assert.match(runs[1]?.reason ?? '', new RegExp(runs[0]?.name ?? 'no run'));
    await held.release();
  });

  it('waits for the earlier run, one at a time, where overlap is queue', async () => {
    const held = await holdTable(service, sets.table('one'));
    await often({ overlap: 'queue' });
    const [first, ...others] = await scheduledRuns(service, sets.site, 2);
    assert.equal(first?.status, 'In-Progress');
    assert.ok(others.every(({ status }) => status === 'Not Run'));
    await temporalSchedule().pause();
    await held.release();
    await eventually('the one that waited has run', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/runs?scheduled=true`);
      return body.items.filter(({ status }) => status === 'Completed').length === 2;
    });
    const runs = await scheduledRuns(service, sets.site, 4);
    const [earlier, second] = runs.filter(({ status }) => status === 'Completed');
    assert.equal(earlier?.id, first.id);
    assert.equal(second?.intendedAt, due(first.intendedAt, 1), 'the first one that came waited');
    assert.ok(Date.parse(second.startedAt as string) >= Date.parse(earlier.endedAt as string));
  });

  it('halts the earlier run and takes its place, where overlap is cancel', async () => {
    const held = await holdTable(service, sets.table('one'));
    await often({ overlap: 'cancel' }, 3);
    const [first] = await scheduledRuns(service, sets.site, 1);
    assert.equal(first?.status, 'Failed');
    assert.match(first.reason, /Halted: the schedule often was due again/);
    await temporalSchedule().pause();
    await held.release();
    await eventually('the last one has run', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/runs?scheduled=true`);
      return body.items[0]?.status === 'Completed';
    });
  });

  it('runs beside the earlier run, where overlap is allow', async () => {
    const held = await holdTable(service, sets.table('three'));
    await often({ integration: 'three', file: 'three.csv', overlap: 'allow', onFileInUse: 'wait' });
    await eventually('two are In-Progress', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/runs?status=In-Progress`);
      return body.items.length >= 2;
    });
    await temporalSchedule().pause();
    await held.release();
  });

  it('disables a schedule whose runs fail time after time, which says so', async () => {
    await sets.upload('one', 'wrong\nheader\n');
    await often({ pauseAfterFailures: 2 });
    await eventually('the schedule is disabled', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/schedules/often`);
      return body.enabled === false;
    });
    const { body } = await service.http.get(`/sites/${sets.site}/schedules/often`);
    assert.match(body.note as string, /disabled after 2 runs in a row/);
    await eventually('Temporal has paused it', async () => (await temporalSchedule().describe()).state.paused);
  });

  it('that is under way goes on when its schedule is edited, or deleted', async () => {
    const held = await holdTable(service, sets.table('one'));
    await often({}, 2);
    await eventually('it is In-Progress', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/runs?status=In-Progress`);
      return body.items.length === 1;
    });
    await putSchedule(service, sets.site, 'often', {
      integration: 'two',
      file: 'two.csv',
      parameters: { company: 'A' },
    });
    await service.http.delete(`/sites/${sets.site}/schedules/often`);
    await held.release();
    const [first] = await scheduledRuns(service, sets.site, 1);
    assert.equal(first?.status, 'Completed');
    assert.equal(first.integration, 'one');
    await assert.rejects(temporalSchedule().describe(), /not found/i);
  });
});

/** The time `seconds` after `at`. */
function due(at: unknown, seconds: number): string {
  return new Date(Date.parse(at as string) + seconds * 1000).toISOString();
}
