import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { schedulesSite, weekly, type SchedulesSite } from '../api/support/schedules-site.js';
import type { TestService } from '../support/service.js';
import { assertUsable } from './support/assert-usable.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

describe('the page of schedules', function () {
  // Each opens a browser's page, and some take pictures of it.
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  let site: SchedulesSite;
  let page: Page;
  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  after(() => shown?.stop());
  beforeEach(async () => {
    site = await schedulesSite(service, { exclusionGroups: { bakery: { name: ['Thing 1'] } } });
  });
  afterEach(() => shown?.closePages());

  const open = async (query = '', selected = ''): Promise<void> => {
    page = await shown!.open(`/sites/${site.site}/schedules${selected}${query}`);
  };
  const calendar = () => page.getByRole('region', { name: 'Calendar' });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const isTitled = (name: string) => page.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
  const january = '?date=2040-01-15';

  it('moves by day, week and month, and keeps where it is over a reload', async () => {
    await open(january);
    await isTitled('January 2040');
    await press('Next month');
    await isTitled('February 2040');
    await press('Previous month');
    await page.getByLabel('Timeframe').selectOption('Week');
    await isTitled('9 Jan – 15 Jan 2040');
    await press('Next week');
    await isTitled('16 Jan – 22 Jan 2040');
    await page.getByLabel('Timeframe').selectOption('Day');
    await isTitled('Sunday 22 January 2040');
    await press('Previous day');
    await isTitled('Saturday 21 January 2040');
    await page.reload();
    await isTitled('Saturday 21 January 2040');
    await press('Today');
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Australia/Sydney' }).format(Date.now());
    assert.equal(await page.getByLabel('Date', { exact: true }).inputValue(), today);
  });

  it("shows each fire on its day and at its time where the site is, whatever the schedule's time zone", async () => {
    await site.save('far', { recurrence: { ...weekly, startTime: '20:00', timeZone: 'Europe/London' } });
    await open(january);
    const day = calendar()
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Tuesday 3 January' }) });
    await day.getByRole('link', { name: '07:00 far' }).waitFor();
  });

  it('is live: what others schedule, disable and delete appears as it happens', async () => {
    await open(january);
    await calendar().getByText('Nothing ran or will run').waitFor();
    await site.save('night');
    const fire = calendar().getByRole('link', { name: 'night' });
    await fire.first().waitFor();
    await service.http.post(`${site.path('night')}/disable`);
    await calendar().getByRole('link', { name: 'The schedule is disabled.' }).first().waitFor();
    await service.http.delete(site.path('night'));
    await calendar().getByText('Nothing ran or will run').waitFor();
  });

  it('shows runs and fires in the grid, or only what is scheduled', async () => {
    await site.save('night', { recurrence: { ...weekly, repeats: 'By Day', days: undefined, startDate: today() } });
    const ran = await service.http.post(
      `/sites/${site.site}/runs`,
      { integration: 'one', file: 'one.csv', name: 'By hand' },
      { Prefer: 'wait=60' },
    );
    assert.equal(ran.body.status, 'Completed', ran.text);
    await open('?view=grid');
    const row = page.getByRole('row', { name: 'By hand' });
    await row.getByText('Completed').waitFor();
    await press('Integrations to Manage');
    await page.getByRole('menuitem', { name: 'Scheduled Integration Requests' }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('shows the many fires of a schedule in a day as one, and each where one looks at the day', async () => {
    await site.save('often', { recurrence: { ...often, startDate: '2040-01-01' } });
    await site.save('rarely', { recurrence: { ...often, repeats: 'By Hour', every: 8, startDate: '2040-01-01' } });
    await open(january);
    const gathered = calendar().getByRole('link', { name: 'often × 288' });
    await gathered.first().waitFor();
    assert.equal(await gathered.count(), 31);
    assert.equal(await calendar().getByRole('link', { name: 'rarely' }).count(), 3 * 31);
    await gathered.first().click();
    await page.getByRole('region', { name: 'Schedule often' }).waitFor();
    await press('‹ All schedules');
    await service.http.delete(site.path('rarely'));
    await calendar().getByRole('link', { name: 'Monday 2 January' }).click();
    await isTitled('Monday 2 January 2040');
    await calendar().getByRole('link', { name: '+ 88 more' }).click();
    await press('Show more (188 left)');
    await page.getByRole('button', { name: 'Show more (88 left)' }).waitFor();
  });

  it('says what a draft would do as it is typed, and what may surprise', async () => {
    await open('?panel=schedule');
    await page.getByRole('radio', { name: 'one' }).check();
    await press('Select');
    await page.getByLabel('File', { exact: true }).fill('one.csv');
    await page.getByRole('radio', { name: 'Recurring Scheduled Run' }).check();
    await press('Recurrence');
    await page.getByLabel('Repeats').selectOption('By Week');
    await page.getByRole('checkbox', { name: 'Sunday' }).check();
    await page.getByLabel('Start Date').fill('2026-09-28');
    await page.getByLabel('Start Time').fill('02:30');
    const does = page.getByRole('region', { name: 'What it will do' });
    await does.getByText('Every week on Sunday at 02:30 Australia/Sydney, from 28 Sep 2026, forever').waitFor();
    await page.getByLabel('Start Date').fill('2040-09-24');
    await does.getByText('the clocks of Australia/Sydney pass over 02:30').waitFor();
    await page.getByLabel('Number of weeks between runs').fill('0');
    await page.getByText('expected a whole number of weeks from 1 to 1000').waitFor();
    await page.getByLabel('Repeats').selectOption('By Minute');
    await page.getByLabel('Minutes between runs').fill('5');
    await does.getByText('Two runs are 5 minutes apart').waitFor();
    await page.reload();
    await does.getByText('Every 5 minutes').waitFor();
    assert.equal(await page.getByLabel('File', { exact: true }).inputValue(), 'one.csv');
  });

  it('does not save over a schedule of the same name', async () => {
    const before = await site.save('one');
    await open('?panel=schedule');
    await page.getByRole('radio', { name: 'one' }).check();
    await press('Select');
    assert.equal(await page.getByLabel('Schedule name').inputValue(), 'one-2');
    await page.getByLabel('Schedule name').fill('one');
    await page.getByLabel('Select a date').fill('2040-05-05');
    await press('Apply');
    await page.getByLabel('Start Time').fill('06:00');
    await press('Schedule Integration');
    await page.getByRole('alert').getByText('has a schedule one already').waitFor();
    assert.deepEqual((await site.get('one')).changedAt, before.changedAt);
  });

  it('edits a rule the form has no choices for as the text it is', async () => {
    const rule = 'FREQ=MONTHLY;BYDAY=-1FR';
    await site.save('ruled', {
      recurrence: { repeats: 'By Rule', rule, startDate: '2040-01-02', startTime: '06:00' },
    });
    await open('?panel=edit', '/ruled');
    const field = page.getByLabel('Rule', { exact: true });
    assert.equal(await field.inputValue(), rule);
    await field.fill('FREQ=MONTHLY;BYDAY=1FR');
    await press('Apply');
    await press('Schedule Integration Request');
    await page.getByRole('dialog', { name: 'Integration Scheduled' }).waitFor();
    assert.deepEqual((await site.get('ruled')).nextFires[0], '2040-01-06T06:00:00+11:00');
  });

  it('greys out what was deleted below its schedule, and says what to do', async () => {
    await site.save('orphan');
    await service.http.delete(`/sites/${site.site}/integrations/one`);
    await open(january, '/orphan');
    const selected = page.getByRole('region', { name: 'Schedule orphan' });
    await selected.getByText('Scheduled but Deleted').waitFor();
    await selected.getByText('Make it again in Definitions, or delete this schedule.').waitFor();
    await calendar().getByRole('link', { name: 'Scheduled but Deleted' }).first().waitFor();
  });

  it('enables several schedules at once, and all', async () => {
    for (const name of ['a', 'b', 'c']) {
      await site.save(name);
      await service.http.post(`${site.path(name)}/disable`);
    }
    await open(january);
    await page.getByRole('checkbox', { name: 'Select b' }).check();
    await press('Enable selected');
    await page.getByText('b is enabled.').waitFor();
    const enabled = async () => Promise.all(['a', 'b', 'c'].map(async (name) => (await site.get(name)).enabled));
    assert.deepEqual(await enabled(), [false, true, false]);
    await press('Enable all');
    await page.getByText('2 are enabled.').waitFor();
    assert.deepEqual(await enabled(), [true, true, true]);
  });

  describe('can be read and used by everybody, at each width', () => {
    beforeEach(async () => {
      await site.save('weekly');
      await site.save('night', { integrationSet: 'night', recurrence: { ...weekly, startTime: '22:00' } });
      await site.save('often', { recurrence: { ...often, every: 120, startDate: '2040-01-09' } });
      await service.http.post(`${site.path('weekly')}/disable`);
    });
    it('as a calendar', async () => {
      await open(january);
      await calendar().getByRole('link', { name: 'night' }).first().waitFor();
      await assertUsable(page, 'schedules');
    });

    it('as a grid, with a schedule selected', async () => {
      await open(`${january}&view=grid`);
      await page.getByRole('row', { name: 'weekly' }).first().click();
      const selected = page.getByRole('region', { name: 'Schedule weekly' });
      await selected.getByText('Disabled', { exact: true }).waitFor();
      await assertUsable(page, 'schedules-grid');
    });

    it('in the panel', async () => {
      await open('?panel=edit', '/night');
      await page.getByRole('group', { name: '2. two' }).waitFor();
      await page.getByRole('region', { name: 'What it will do' }).getByText('Every 2 weeks').waitFor();
      await assertUsable(page, 'schedule-panel');
    });
  });
});

const often = { repeats: 'By Minute', every: 5, startTime: '00:00' };

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
