import assert from 'node:assert/strict';

import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { notifiedSite, type NotifiedSite } from './support/notified-site.js';
import { putSchedule, scheduledRuns } from './support/quick-schedule.js';

describe('Notifications of schedules', () => {
  let service: TestService;
  let site: NotifiedSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  afterEach(() => site.server.stop());

  /** Until then, what fires is the fire before: a fire is known by the second in which it is due. */
  let nextSecond = 0;

  /** Has the schedule fire now, and waits for the row of its run and the end of the fire, before which no other runs. */
  async function fire(schedule: string, runs: number) {
    await eventually('another second has begun', () => Promise.resolve(Date.now() > nextSecond));
    await service.temporal.schedule.getHandle(temporalScheduleId(site.site, schedule)).trigger();
    const ended = await scheduledRuns(service, site.site, runs);
    await eventually('no fire is open', async () => {
      const { rowCount } = await service.database.query(
        `select from fire join schedule on id = schedule where site = $1 and state <> 'ended'`,
        [site.site],
      );
      return rowCount === 0;
    });
    nextSecond = Math.max(...ended.map(({ intendedAt }) => Date.parse(intendedAt as string))) + 1000;
    return ended;
  }

  it('tell of a fire that was not run, with the cause', async () => {
    site = await notifiedSite(service, ['failed']);
    await service.http.put(`/sites/${site.site}/files/things.csv`, 'id,name\n1,One\n');
    await putSchedule(service, site.site, 'night', { integration: 'things', file: 'things.csv' });
    await service.http.post(`/sites/${site.site}/stop`, { reason: 'stocktake' });
    const [run] = await fire('night', 1);
    assert.equal(run?.status, 'Not Run');
    await site.round();
    const [told] = site.told();
    assert.equal(told?.run, run.id);
    assert.match(told.text ?? '', /is Not Run: /);
    assert.ok(told.text?.includes(run.reason), told.text);
  });

  it('tell nothing of a request that was refused to somebody who asked for it himself', async () => {
    site = await notifiedSite(service, ['failed']);
    await service.http.put(`/sites/${site.site}/files/things.csv`, 'id,name\n1,One\n');
    await site.runWith({ file: 'things.csv', name: 'once' });
    const taken = await service.http.post(`/sites/${site.site}/runs`, {
      integration: 'things',
      file: 'things.csv',
      name: 'once',
    });
    assert.equal(taken.body.code, 'run-name-taken');
    await site.round();
    assert.deepEqual(await site.listed(), []);
  });

  it('tell once of a schedule that was disabled after failures', async () => {
    site = await notifiedSite(service, ['schedule-paused']);
    await service.http.put(`/sites/${site.site}/files/things.csv`, 'id,nonsense\n1,One\n');
    const definition = { integration: 'things', file: 'things.csv', pauseAfterFailures: 2 };
    await putSchedule(service, site.site, 'night', definition);
    await fire('night', 1);
    await fire('night', 2);
    await eventually('the schedule is disabled', async () => {
      const { body } = await service.http.get(`/sites/${site.site}/schedules/night`);
      return body.enabled === false;
    });
    await site.round();
    assert.deepEqual(
      site.told().map(({ event, text }) => [event, text]),
      [['schedule-paused', `Site ${site.site}: the schedule night was disabled: 2 runs in a row have not Completed.`]],
    );
    // One that somebody disables is no news to him.
    await service.http.post(`/sites/${site.site}/schedules/night/enable`);
    await service.http.post(`/sites/${site.site}/schedules/night/disable`);
    assert.equal((await site.listed()).length, 1);
  });
});
