import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { schedulesSite, weekly, type SchedulesSite } from './support/schedules-site.js';

interface Preview {
  words: string;
  timeZone: string;
  fires: { instant: string; local: string; surprises: string[] }[];
  surprises: { kind: string; at?: string; message: string }[];
  issues: { path: string; message: string }[];
}

describe('the preview of a schedule', () => {
  let service: TestService;
  let site: SchedulesSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    site = await schedulesSite(service, { calendars: { nsw: { dates: ['2040-01-30'] } } });
  });

  const preview = async (draft: object): Promise<Preview> => {
    const of = 'integrationSet' in draft ? {} : { integration: 'one', file: 'one.csv' };
    const answer = await service.http.post(`${site.path()}/preview`, { ...of, ...draft });
    assert.equal(answer.status, 200, answer.text);
    return answer.body as unknown as Preview;
  };
  const kinds = ({ surprises }: Preview) => surprises.map(({ kind }) => kind);
  const daily = { repeats: 'By Day', every: 1, startDate: '2040-01-02', startTime: '06:00' };
  const hourly = { ...daily, repeats: 'By Hour' };

  /** One run of an integration, or set, that has taken so long as far as the store knows. */
  const runTaking = async (minutes: number, request: object = { integration: 'one', file: 'one.csv' }) => {
    const ran = await service.http.post(`/sites/${site.site}/runs`, request, { Prefer: 'wait=60' });
    assert.equal(ran.body.status, 'Completed', ran.text);
    await service.database.query('update run set ended_at = started_at + make_interval(mins => $2) where id = $1', [
      ran.body.id,
      minutes,
    ]);
  };

  it('is the next 50 fires, in words as well, and saves nothing', async () => {
    const { fires, words, timeZone, surprises, issues } = await preview({ recurrence: weekly });
    assert.equal(fires.length, 50);
    assert.deepEqual(fires[0], {
      instant: '2040-01-01T19:00:00.000Z',
      local: '2040-01-02T06:00:00+11:00',
      surprises: [],
    });
    assert.equal(fires[49]?.local, '2041-11-18T06:00:00+11:00');
    assert.equal(words, 'Every 2 weeks on Monday at 06:00 Australia/Sydney, from 2 Jan 2040, forever');
    assert.equal(timeZone, 'Australia/Sydney');
    assert.deepEqual([surprises, issues], [[], []]);
    assert.deepEqual((await service.http.get(site.path())).body.items, []);
  });

  it('marks what the clocks and the holidays do to a fire', async () => {
    const late = { ...daily, startTime: '02:30', startDate: '2040-01-29' };
    const found = await preview({ recurrence: { ...late, startDate: '2040-09-20' } });
    const gap = found.fires.find(({ surprises }) => surprises.length > 0);
    assert.deepEqual(gap, {
      instant: '2040-10-06T16:00:00.000Z',
      local: '2040-10-07T03:00:00+11:00',
      surprises: ['gap'],
    });
    assert.deepEqual(kinds(found), ['gap']);
    const resting = await preview({ recurrence: late, holidays: { calendar: 'nsw', policy: 'skip' } });
    assert.deepEqual(resting.fires[1]?.surprises, ['holiday']);
    assert.match(resting.surprises.find(({ kind }) => kind === 'holiday')!.message, /30 Jan 2040.*Not Run/);
  });

  it('says that fires are too close, and that runs usually take longer than the time between them', async () => {
    await runTaking(90);
    await runTaking(70);
    await runTaking(2);
    const found = await preview({ recurrence: hourly });
    assert.deepEqual(kinds(found), ['longer-than-interval']);
    assert.match(found.surprises[0]!.message, /usually takes 70 minutes.*after 60 minutes/, 'the median');
    assert.deepEqual(kinds(await preview({ recurrence: { ...daily, repeats: 'By Minute', every: 10 } })), [
      'too-close',
      'longer-than-interval',
    ]);
    assert.deepEqual(kinds(await preview({ recurrence: daily })), []);
  });

  it('says which other schedule touches the same table or file at about the same time', async () => {
    await site.save('early', { recurrence: { ...daily, startTime: '05:00' } });
    assert.deepEqual(
      kinds(await preview({ recurrence: daily })),
      [],
      'an hour before, and nobody knows how long it runs',
    );
    await runTaking(50);
    const found = await preview({ recurrence: daily });
    assert.deepEqual(kinds(found), ['clash']);
    const [clash] = found.surprises;
    const things = `table ${site.table('one')} of connection target and file one\\.csv`;
    assert.match(clash!.message, new RegExp(`schedule early touches ${things} .* 50 times`));
    assert.equal(clash!.at, '2040-01-02T06:00:00+11:00');
    assert.ok(found.fires.every(({ surprises }) => surprises.includes('clash')));
  });

  it('reckons with all members of a set, and with what is uploaded for them', async () => {
    await site.save('set', { integrationSet: 'night', recurrence: daily });
    const draft = { integration: 'three', file: 'three.csv', recurrence: daily };
    assert.match(
      (await preview(draft)).surprises[0]!.message,
      new RegExp(`schedule set touches .*${site.table('three')}`),
    );
    const other = await preview({ integration: 'three', file: 'one.csv', recurrence: daily });
    assert.match(other.surprises[0]!.message, /file one\.csv/);
    await runTaking(120, { integrationSet: 'night' });
    const later = await preview({ ...draft, recurrence: { ...daily, startTime: '08:00' } });
    assert.deepEqual(kinds(later), ['clash'], 'the set usually runs for two hours');
  });

  it('does not reckon with itself, with what is disabled, nor with what touches other things', async () => {
    await site.save('self', { recurrence: daily });
    assert.deepEqual(kinds(await preview({ recurrence: daily })), ['clash']);
    assert.deepEqual(kinds(await preview({ recurrence: daily, name: 'self' })), []);
    assert.deepEqual(kinds(await preview({ integration: 'three', file: 'three.csv', recurrence: daily })), []);
    await service.http.post(`${site.path('self')}/disable`);
    assert.deepEqual(kinds(await preview({ recurrence: daily })), []);
  });

  it('says why the draft would be refused, and refuses what has no fires to show', async () => {
    const { issues, fires } = await preview({ integration: 'two', file: undefined, recurrence: daily });
    assert.deepEqual(
      issues.map(({ path }) => path),
      ['parameters.company', 'file'],
    );
    assert.equal(fires.length, 50);
    const draft = { integration: 'one', recurrence: { ...daily, every: 0 } };
    assertProblem(await service.http.post(`${site.path()}/preview`, draft), 'invalid-definition', /recurrence\.every/);
  });
});
