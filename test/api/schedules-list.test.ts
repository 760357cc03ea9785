import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { schedulesSite, weekly, type SchedulesSite } from './support/schedules-site.js';

describe('the list of schedules', () => {
  let service: TestService;
  let site: SchedulesSite;
  before(async () => {
    service = await startService();
    site = await schedulesSite(service);
    await site.save('b');
    await site.save('a', { integration: 'three', file: 'three.csv' });
    await site.save('c', { integrationSet: 'night' });
    await site.save('over', { recurrence: { repeats: 'One Time', startDate: '2020-01-06', startTime: '06:00' } });
    await service.http.post(`${site.path('b')}/disable`);
  });
  after(() => service.stop());

  const list = async (query = '') => (await service.http.get(`${site.path()}${query}`)).body;
  const names = async (query: string) => (await list(query)).items.map(({ name }) => name);

  it('is by name, with the next fire of each that has one', async () => {
    const { items, next } = await list();
    assert.deepEqual(
      items.map(({ name, nextFire }) => [name, nextFire]),
      [
        ['a', '2040-01-02T06:00:00+11:00'],
        ['b', '2040-01-02T06:00:00+11:00'],
        ['c', '2040-01-02T06:00:00+11:00'],
        ['over', undefined],
      ],
    );
    assert.equal(next, undefined);
  });

  it('is filtered by what it runs, by whether it is enabled and by its status', async () => {
    assert.deepEqual(await names('?integration=one'), ['b', 'over']);
    assert.deepEqual(await names('?integrationSet=night'), ['c']);
    assert.deepEqual(await names('?enabled=false'), ['b']);
    assert.deepEqual(await names('?enabled=true&integration=one'), ['over']);
    assert.deepEqual(await names('?status=Scheduled'), ['a', 'b', 'c', 'over']);
    assert.deepEqual(await names('?status=Scheduled%20but%20Deleted'), []);
  });

  it('comes in pages, each telling where the next one begins', async () => {
    const first = await list('?limit=3');
    assert.deepEqual(
      first.items.map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    const second = await list(`?limit=3&cursor=${first.next}`);
    assert.deepEqual(
      second.items.map(({ name }) => name),
      ['over'],
    );
    assert.equal(second.next, undefined);
  });

  it('is of a site that there is, and by filters that there are', async () => {
    assertProblem(await service.http.get('/sites/NONE/schedules'), 'site-not-found');
    assertProblem(await service.http.get(`${site.path()}?status=Gone`), 'invalid-request');
    assertProblem(await service.http.get(`${site.path()}?cursor=x`), 'invalid-request');
  });

  it('shows a calendar that was taken from the site', async () => {
    const calendars = { bank: { dates: ['2040-01-02'] } };
    const other = await schedulesSite(service, { calendars });
    await other.save('s', { recurrence: weekly, holidays: { calendar: 'bank', policy: 'after' } });
    assert.equal((await other.get('s')).nextFires[0], '2040-01-03T06:00:00+11:00');
    assert.deepEqual((await service.http.get(`/sites/${other.site}`)).body.calendars, calendars);
    await service.http.put(`/sites/${other.site}`, { kind: 'DEV', timeZone: 'Australia/Sydney' });
    const { nextFires, surprises } = await other.get('s');
    assert.equal(nextFires[0], '2040-01-02T06:00:00+11:00');
    assert.deepEqual(
      surprises.map(({ kind }) => kind),
      ['calendar-missing'],
    );
  });
});
