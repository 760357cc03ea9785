import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { schedulesSite, weekly, type ScheduleBody, type SchedulesSite } from './support/schedules-site.js';

describe('schedules', () => {
  let service: TestService;
  let site: SchedulesSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => (site = await schedulesSite(service)));

  const post = async (path: string, body?: object) => {
    const answer = await service.http.post(path, body);
    assert.ok(answer.status < 300, answer.text);
    return answer.body as ScheduleBody;
  };
  const isPaused = async (name: string) =>
    (await service.temporal.schedule.getHandle(`schedule/${site.site}/${name}`).describe()).state.paused;

  it('are disabled and enabled, which their note says', async () => {
    await site.save('s');
    const disabled = await post(`${site.path('s')}/disable`);
    assert.equal(disabled.enabled, false);
    assert.equal(disabled.note, 'api disabled it');
    assert.equal(await isPaused('s'), true);
    const enabled = await post(`${site.path('s')}/enable`);
    assert.equal(enabled.enabled, true);
    assert.equal(enabled.note, 'api enabled it');
    assert.equal(await isPaused('s'), false);
    assertProblem(await service.http.post(`${site.path('none')}/enable`), 'schedule-not-found');
  });

  it('stay as they are when they are enabled or disabled once more', async () => {
    const made = await site.save('s');
    const again = await post(`${site.path('s')}/enable`);
    assert.deepEqual([again.note, again.changedAt], [made.note, made.changedAt]);
  });

  it('stay disabled when they are edited', async () => {
    await site.save('s');
    await post(`${site.path('s')}/disable`);
    const edited = await site.save('s', { recurrence: { ...weekly, every: 3 } });
    assert.equal(edited.enabled, false);
    assert.equal(edited.note, 'api changed recurrence');
    assert.equal(await isPaused('s'), true);
  });

  it('are copied: the copy is enabled, and a name that is taken is refused', async () => {
    const original = await site.save('s', { overlap: 'queue' });
    await post(`${site.path('s')}/disable`);
    const copy = await post(`${site.path('s')}/copy`, { name: 'copy' });
    assert.equal(copy.enabled, true);
    assert.equal(copy.note, 'api copied it from s');
    assert.deepEqual(copy.recurrence, original.recurrence);
    assert.equal(copy.overlap, 'queue');
    assert.equal(await isPaused('copy'), false);
    assertProblem(await service.http.post(`${site.path('s')}/copy`, { name: 'copy' }), 'schedule-exists');
    assertProblem(await service.http.post(`${site.path('none')}/copy`, { name: 'x' }), 'schedule-not-found');
    assertProblem(await service.http.post(`${site.path('s')}/copy`, { name: '/' }), 'invalid-request');
  });

  it('are enabled several at a time, or all', async () => {
    for (const name of ['a', 'b', 'c']) {
      await site.save(name);
      await post(`${site.path(name)}/disable`);
    }
    const enable = async (schedules: unknown) => (await post(`${site.path()}/enable`, { schedules })).enabled;
    assertProblem(await service.http.post(`${site.path()}/enable`, { schedules: ['a', 'none'] }), 'schedule-not-found');
    assert.equal((await site.get('a')).enabled, false, 'none is enabled where one is not there');
    assert.deepEqual(await enable(['b']), ['b']);
    assert.equal(await isPaused('b'), false);
    assert.deepEqual(await enable('all'), ['a', 'c']);
    assert.deepEqual(await enable('all'), []);
    assert.equal((await site.get('c')).note, 'api enabled it');
    assert.equal(await isPaused('c'), false);
    assertProblem(await service.http.post(`${site.path()}/enable`, { schedules: 'some' }), 'invalid-request');
  });
});
