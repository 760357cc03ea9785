import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { schedulesSite, type SchedulesSite } from '../api/support/schedules-site.js';
import { eventually } from '../support/eventually.js';
import type { TestService } from '../support/service.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

/** The seed "Schedule Integrations", walked as it is written: its words are the labels that are pressed. */
describe('the seed Schedule Integrations, in the console', function () {
  // Each opens a browser's page and walks through a guide.
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
    const exclusionGroups = { bakery: { name: ['Thing 1'] }, deli: { name: ['Thing 2'] } };
    site = await schedulesSite(service, { exclusionGroups });
    page = await shown!.open(`/sites/${site.site}`);
  });
  afterEach(() => shown?.closePages());

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const choose = (name: string) => page.getByRole('menuitem', { name, exact: true }).click();
  const fill = (label: string, value: string) => page.getByLabel(label).fill(value);
  const panel = (name: string) => page.getByRole('dialog', { name, exact: true });

  /** Main Menu > Maintenance > Integrations. Schedule Processes. Schedule an Integration. Select it; Select. */
  const beginToSchedule = async (name: string): Promise<void> => {
    await press('Main Menu');
    await page.getByText('Maintenance').waitFor();
    await choose('Integrations');
    await press('Schedule Processes');
    await page.getByRole('link', { name: 'Schedule an Integration' }).click();
    await page.getByRole('radio', { name }).check();
    await press('Select');
  };

  const confirm = async (name: string): Promise<void> => {
    const confirmation = panel('Integration Scheduled');
    await confirmation.getByRole('status').getByText(`${name} is scheduled`).waitFor();
    await confirmation.getByRole('button', { name: 'Close', exact: true }).click();
  };

  /** The row of the store, with the definition it holds. */
  const stored = async (name: string) => {
    const { rows } = await service.database.query<{
      definition: Record<string, unknown> & { recurrence: Record<string, unknown> };
      enabled: boolean;
    }>('select definition, enabled from schedule where site = $1 and name = $2', [site.site, name]);
    return rows[0];
  };

  /** Temporal's Schedule of it. */
  const inTemporal = (name: string) => service.temporal.schedule.getHandle(`schedule/${site.site}/${name}`);

  it('schedules a one-time run', async () => {
    await beginToSchedule('one');
    await fill('Integration Run Name', 'Night load');
    await page.getByLabel('File', { exact: true }).fill('one.csv');
    await page.getByRole('radio', { name: 'One-time Scheduled Run' }).check();
    await fill('Select a date', '2040-01-02');
    await press('Apply');
    await fill('Start Time', '06:00');
    await press('Schedule Integration');
    await confirm('one');
    await press('Close Schedule an Integration');

    const row = await stored('one');
    assert.equal(row?.enabled, true);
    assert.equal(row.definition.runName, 'Night load');
    assert.equal(row.definition.file, 'one.csv');
    const { repeats, startDate, startTime } = row.definition.recurrence;
    assert.deepEqual([repeats, startDate, startTime], ['One Time', '2040-01-02', '06:00']);
    const { info, state } = await inTemporal('one').describe();
    assert.equal(state.paused, false);
    assert.deepEqual(info.nextActionTimes.map(String), [new Date('2040-01-02T06:00:00+11:00').toString()]);
  });

  /** Recurring Scheduled Run > Recurrence > Repeats … > Apply > Schedule Integration Request. */
  const scheduleRecurring = async (repeats: string, enter: () => Promise<void>): Promise<void> => {
    await beginToSchedule('one');
    await page.getByLabel('File', { exact: true }).fill('one.csv');
    await page.getByRole('radio', { name: 'Recurring Scheduled Run' }).check();
    await press('Recurrence');
    await page.getByLabel('Repeats').selectOption(repeats);
    await enter();
    await fill('Start Date', '2040-01-02');
    await fill('Start Time', '06:00');
    await press('Apply');
    await press('Schedule Integration Request');
    await confirm('one');
    await press('Close Schedule an Integration');
  };

  const recurrences: [string, () => Promise<void>, Record<string, unknown>, string][] = [
    [
      'By Month',
      async () => {
        for (const month of ['Jan', 'Jul']) await page.getByRole('checkbox', { name: month }).check();
        await page.getByRole('checkbox', { name: '15', exact: true }).check();
      },
      { months: ['January', 'July'], days: [15], end: 'Forever' },
      '2040-01-15T06:00:00+11:00',
    ],
    [
      'By Day',
      () => fill('Number of days between runs', '3'),
      { every: 3, end: 'Forever' },
      '2040-01-02T06:00:00+11:00',
    ],
    [
      'By Hour',
      () => fill('Number of hours between runs', '6'),
      { every: 6, end: 'Forever' },
      '2040-01-02T06:00:00+11:00',
    ],
    [
      'By Week',
      async () => {
        await fill('Number of weeks between runs', '2');
        await page.getByRole('checkbox', { name: 'Wednesday' }).check();
        await fill('End Date', '2040-12-31');
      },
      { every: 2, days: ['Wednesday'], end: '2040-12-31' },
      '2040-01-04T06:00:00+11:00',
    ],
    [
      'By Minute',
      () => fill('Minutes between runs, in 5-minute intervals', '25'),
      { every: 25, end: 'Forever' },
      '2040-01-02T06:00:00+11:00',
    ],
  ];
  for (const [repeats, enter, expected, first] of recurrences) {
    it(`schedules a recurring run ${repeats}`, async () => {
      await scheduleRecurring(repeats, enter);
      const recurrence = (await stored('one'))?.definition.recurrence;
      const common = { repeats, startDate: '2040-01-02', startTime: '06:00', gap: 'next', fold: 'first' };
      assert.deepEqual(recurrence, { ...common, ...expected });
      const { info } = await inTemporal('one').describe();
      assert.equal(info.nextActionTimes[0]?.getTime(), Date.parse(first));
    });
  }

  it('schedules a set, with parameters of each integration in it', async () => {
    await beginToSchedule('night');
    await page.getByText('Include "IntegrationSet" in it').waitFor();
    await fill('Integration Run Name', 'Night IntegrationSet');
    await page.getByRole('group', { name: '2. two' }).getByLabel('company').fill('Globex');
    await page.getByRole('group', { name: '3. three' }).getByRole('checkbox', { name: 'deli' }).check();
    await fill('Select a date', '2040-01-02');
    await press('Apply');
    await fill('Start Time', '06:00');
    await press('Schedule Integration');
    await confirm('night');
    const { definition } = (await stored('night'))!;
    assert.equal(definition.integrationSet, 'night');
    assert.equal(definition.runName, 'Night IntegrationSet');
    assert.deepEqual(definition.members, [
      { integration: 'one' },
      { integration: 'two', parameters: { company: 'Globex' } },
      { integration: 'three', exclude: ['deli'] },
    ]);
  });

  /** Main Menu > Maintenance > Integrations. Integrations to Manage > Scheduled Integration Requests. Timeframe. */
  const findScheduled = async (): Promise<void> => {
    await press('Main Menu');
    await choose('Integrations');
    await press('Integrations to Manage');
    await choose('Scheduled Integration Requests');
    await page.getByLabel('Timeframe').selectOption('Month');
    await page.getByLabel('Date', { exact: true }).fill('2039-12-15');
    await press('Next month');
    await page.getByRole('heading', { name: 'January 2040' }).waitFor();
  };
  const select = async (name: string): Promise<void> => {
    await page.getByRole('region', { name: 'Calendar' }).getByRole('link', { name }).first().click();
    await page.getByRole('region', { name: `Schedule ${name}` }).waitFor();
    await page.getByRole('button', { name: 'More' }).click();
  };

  it('edits a schedule, in the grid by a double-click', async () => {
    await site.save('weekly');
    await findScheduled();
    await select('weekly');
    await page.getByText('Edit or Copy', { exact: true }).waitFor();
    await choose('Edit Scheduled Integration Request');
    await panel('Edit Scheduled Integration Request').waitFor();
    await page.getByRole('checkbox', { name: 'bakery' }).check();
    await page.getByRole('checkbox', { name: 'Friday' }).check();
    await fill('Start Time', '07:30');
    await press('Apply');
    await press('Schedule Integration Request');
    await confirm('weekly');
    await press('Close Edit Scheduled Integration Request');
    const { definition } = (await stored('weekly'))!;
    assert.deepEqual(definition.exclude, ['bakery']);
    assert.deepEqual(definition.recurrence.days, ['Monday', 'Friday']);
    const { info } = await inTemporal('weekly').describe();
    assert.equal(info.nextActionTimes[0]?.getTime(), Date.parse('2040-01-02T07:30:00+11:00'));

    await press('Grid view');
    await page.getByRole('row', { name: 'weekly' }).first().dblclick();
    await panel('Edit Scheduled Integration Request').waitFor();
  });

  it('copies a schedule', async () => {
    await site.save('weekly');
    await findScheduled();
    await select('weekly');
    await page.getByText('Edit or Copy', { exact: true }).waitFor();
    await choose('Copy Scheduled Integration Request');
    await fill('Name of the copy', 'second');
    await press('Copy');
    await page.getByRole('region', { name: 'Schedule second' }).waitFor();
    assert.deepEqual((await stored('second'))?.definition, (await stored('weekly'))?.definition);
    assert.equal((await inTemporal('second').describe()).state.paused, false);
  });

  it('deletes a schedule; the integration remains', async () => {
    await site.save('weekly');
    await findScheduled();
    await select('weekly');
    await choose('Delete');
    await press('Yes');
    await page.getByText('weekly was deleted').waitFor();
    assert.equal(await stored('weekly'), undefined);
    await eventually('Temporal has no Schedule of it', async () => {
      const known = await inTemporal('weekly')
        .describe()
        .catch(() => undefined);
      return known === undefined;
    });
    assert.equal((await service.http.get(`/sites/${site.site}/integrations/one`)).status, 200);
  });

  it('disables a schedule, and enables it', async () => {
    await site.save('weekly');
    await findScheduled();
    await select('weekly');
    await choose('Disable');
    await page.getByText('weekly is disabled').waitFor();
    assert.equal((await stored('weekly'))?.enabled, false);
    assert.equal((await inTemporal('weekly').describe()).state.paused, true);
    await press('More');
    await choose('Enable');
    await page.getByText('weekly is enabled').waitFor();
    assert.equal((await stored('weekly'))?.enabled, true);
    assert.equal((await inTemporal('weekly').describe()).state.paused, false);
  });
});
