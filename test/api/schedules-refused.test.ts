import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { schedulesSite, weekly, type SchedulesSite } from './support/schedules-site.js';

describe('a schedule that cannot be kept is refused', () => {
  let service: TestService;
  let site: SchedulesSite;
  before(async () => {
    service = await startService();
    site = await schedulesSite(service);
  });
  after(() => service.stop());

  /** What is wrong, by path. */
  const issues = async (definition: object) => {
    const answer = await site.put('s', { recurrence: weekly, ...definition });
    assertProblem(answer, 'invalid-definition');
    return Object.fromEntries(answer.body.errors.map(({ path, message }) => [path, message]));
  };
  const one = { integration: 'one', file: 'one.csv' };
  const anything = { repeats: 'By Day', every: 1, startDate: '2040-01-02', startTime: '06:00' };

  it('with an integration or a set the site has not', async () => {
    assert.deepEqual(await issues({ integration: 'none' }), {
      integration: "expected one of the site's integrations (one, three, two), got none",
    });
    assert.deepEqual(await issues({ integrationSet: 'none' }), {
      integrationSet: "expected one of the site's integration sets (night), got none",
    });
    assert.deepEqual(Object.keys(await issues({ ...one, integrationSet: 'night' })).length > 0, true);
  });

  it('with a parameter missing or unknown; of a set, with the member that lacks it', async () => {
    assert.deepEqual(await issues({ integration: 'two', file: 'two.csv' }), {
      'parameters.company': 'The parameter company is required: give it a string',
    });
    assert.match((await issues({ ...one, parameters: { year: 1 } }))['parameters.year']!, /no parameter year/);
    await site.makeSet(['one', { integration: 'two', file: 'two.csv' }], {}, 'lacking');
    assert.deepEqual(await issues({ integrationSet: 'lacking' }), {
      'members[1].parameters.company': 'member 2, two: The parameter company is required: give it a string',
    });
    const given = await site.put('given', {
      integrationSet: 'lacking',
      members: [{}, { parameters: { company: 'ACME' } }],
      recurrence: weekly,
    });
    assert.equal(given.status, 201, given.text);
  });

  it('with a file that was not uploaded, or none where there is no source', async () => {
    assert.match((await issues({ integration: 'one', file: 'gone.csv' })).file!, /No file gone.csv was uploaded/);
    assert.deepEqual(await issues({ integration: 'one' }), {
      file: 'expected an uploaded file: one has no source of its own',
    });
    const external = await issues({ ...one, externalFiles: { grades: 'one.csv' } });
    assert.match(external['externalFiles.grades']!, /no external file grades/);
  });

  it('with an exclusion group or a calendar the site has not', async () => {
    assert.deepEqual(await issues({ ...one, exclude: ['casuals'] }), {
      exclude: `expected exclusion groups of site ${site.site} (there is none), got casuals`,
    });
    assert.deepEqual(await issues({ ...one, holidays: { calendar: 'bank', policy: 'skip' } }), {
      'holidays.calendar': `expected a calendar of site ${site.site} (there is none), got bank`,
    });
  });

  it('with more members than the set has, or a member that was deleted', async () => {
    assert.deepEqual(await issues({ integrationSet: 'night', members: [{}, {}, {}, {}] }), {
      'members[3]': 'expected at most 3: night has no more members',
    });
    await service.http.put(`/sites/${site.site}/integrations/gone`, {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 'gone', mode: 'insert' },
    });
    await site.makeSet(['one', { integration: 'gone', file: 'one.csv' }], {}, 'broken');
    await service.http.delete(`/sites/${site.site}/integrations/gone`);
    assert.match((await issues({ integrationSet: 'broken' })).integrationSet!, /^member 2, gone, was deleted/);
  });

  it('with a recurrence that makes no sense', async () => {
    const refused = [
      [{ ...anything, timeZone: 'Mars/Olympus' }, 'recurrence.timeZone'],
      [{ ...anything, end: '2039-12-31' }, 'recurrence.end'],
      [{ ...anything, every: 0 }, 'recurrence.every'],
      [{ ...anything, repeats: 'By Minute', every: 7 }, 'recurrence.every'],
      [
        { repeats: 'By Month', months: ['February'], days: [31], startDate: '2040-01-02', startTime: '06:00' },
        'recurrence.days',
      ],
      [
        { repeats: 'By Rule', rule: 'FREQ=MONTHLY;BYDAY=XX', startDate: '2040-01-02', startTime: '06:00' },
        'recurrence.rule',
      ],
    ] as const;
    for (const [recurrence, path] of refused) {
      assert.deepEqual(Object.keys(await issues({ ...one, recurrence })), [path], JSON.stringify(recurrence));
    }
  });

  it('and a site with a calendar that is none is refused too', async () => {
    const bad = async (dates: string[]) => {
      const answer = await service.http.put(`/sites/${site.site}`, { kind: 'DEV', calendars: { bank: { dates } } });
      assertProblem(answer, 'invalid-definition');
      return answer.body.errors.map(({ path }) => path);
    };
    assert.deepEqual(await bad(['2026-02-30']), ['calendars.bank.dates[0]']);
    assert.deepEqual(await bad(['2026-12-25', '2026-12-25']), ['calendars.bank.dates']);
  });
});
