import assert from 'node:assert/strict';

import { ScheduleNotFoundError } from '@temporalio/client';

import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { schedulesSite, weekly, type SchedulesSite } from './support/schedules-site.js';

describe('a schedule', () => {
  let service: TestService;
  let site: SchedulesSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => (site = await schedulesSite(service)));

  const temporalSchedule = (name: string) =>
    service.temporal.schedule.getHandle(`schedule/${site.site}/${name}`).describe();

  it('is made enabled, and shows when it fires', async () => {
    const made = await site.put('fortnight', { integration: 'one', file: 'one.csv', recurrence: weekly });
    assert.equal(made.status, 201, made.text);
    const { changedAt, nextFires, ...shown } = await site.get('fortnight');
    assert.ok(Date.parse(changedAt) > Date.now() - 60_000);
    assert.equal(nextFires.length, 10);
    assert.deepEqual(nextFires.slice(0, 2), ['2040-01-02T06:00:00+11:00', '2040-01-16T06:00:00+11:00']);
    assert.deepEqual(shown, {
      name: 'fortnight',
      integration: 'one',
      file: 'one.csv',
      recurrence: { ...weekly, end: 'Forever', gap: 'next', fold: 'first' },
      overlap: 'skip',
      catchUpMinutes: 10,
      jitterSeconds: 0,
      status: 'Scheduled',
      enabled: true,
      note: 'api made it',
      timeZone: 'Australia/Sydney',
      words: 'Every 2 weeks on Monday at 06:00 Australia/Sydney, from 2 Jan 2040, forever',
      rule: 'DTSTART;TZID=Australia/Sydney:20400102T060000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO',
      surprises: [],
    });
    assert.equal((await temporalSchedule('fortnight')).state.paused, false);
  });

  it('has the time zone of its site, unless it has its own', async () => {
    await site.save('here');
    const there = await site.save('there', { recurrence: { ...weekly, timeZone: 'America/New_York' } });
    assert.equal(there.nextFires[0], '2040-01-02T06:00:00-05:00');
    const moved = await service.http.put(`/sites/${site.site}`, { kind: 'DEV', timeZone: 'Asia/Kathmandu' });
    assert.equal(moved.status, 200, moved.text);
    assert.equal((await site.get('here')).nextFires[0], '2040-01-02T06:00:00+05:45');
    assert.equal((await site.get('there')).nextFires[0], '2040-01-02T06:00:00-05:00');
    const [next] = (await temporalSchedule('here')).info.nextActionTimes;
    assert.equal(next?.toISOString(), '2040-01-02T00:15:00.000Z', "Temporal's Schedule follows the site");
  });

  it('says who changed what of it, and stays as it is where nothing has changed', async () => {
    const made = await site.save('s');
    const same = await site.put('s', { integration: 'one', file: 'one.csv', recurrence: weekly });
    assert.equal(same.status, 200);
    assert.equal(same.body.note, 'api made it');
    assert.equal(same.body.changedAt, made.changedAt);
    const edited = await site.save('s', { recurrence: { ...weekly, every: 3 }, overlap: 'queue', runName: 'Nightly' });
    assert.equal(edited.note, 'api changed recurrence, overlap, runName');
    const without = await site.save('s', { recurrence: { ...weekly, every: 3 }, overlap: 'queue' });
    assert.equal(without.note, 'api changed runName');
  });

  it('is said to have begun in the past when it is saved, and not refused; later it surprises nobody', async () => {
    const past = { ...weekly, startDate: '2020-01-06' };
    const saved = await site.save('s', { recurrence: past });
    assert.deepEqual(
      saved.surprises.map(({ kind, at }) => [kind, at]),
      [['start-in-past', '2020-01-06T06:00:00+11:00']],
    );
    assert.deepEqual((await site.get('s')).surprises, []);
    assert.equal(saved.nextFires.length, 10);
  });

  it('is deleted with its Schedule of Temporal, and leaves its integration', async () => {
    await site.save('s');
    assert.equal((await service.http.delete(site.path('s'))).status, 204);
    assertProblem(await service.http.get(site.path('s')), 'schedule-not-found');
    assertProblem(await service.http.delete(site.path('s')), 'schedule-not-found');
    await assert.rejects(temporalSchedule('s'), ScheduleNotFoundError);
    assert.equal((await service.http.get(`/sites/${site.site}/integrations/one`)).status, 200);
  });

  it('is Scheduled but Deleted once its integration, its set or a member of the set was deleted', async () => {
    await site.makeSet(['two'], {}, 'pair');
    await site.save('of-one');
    await site.save('of-night', { integrationSet: 'night' });
    await site.save('of-pair', { integrationSet: 'pair' });
    const deleted = async () => {
      const { body } = await service.http.get(`${site.path()}?status=Scheduled%20but%20Deleted`);
      return body.items.map(({ name }) => name);
    };
    assert.deepEqual(await deleted(), []);
    assert.equal((await service.http.delete(`/sites/${site.site}/integrations/one`)).status, 204);
    assert.deepEqual(await deleted(), ['of-night', 'of-one']);
    assert.equal((await site.get('of-one')).status, 'Scheduled but Deleted');
    assert.equal((await service.http.delete(`/sites/${site.site}/integration-sets/pair`)).status, 204);
    assert.deepEqual(await deleted(), ['of-night', 'of-one', 'of-pair']);
  });
});
