import assert from 'node:assert/strict';

import { schedulesSite } from '../api/support/schedules-site.js';
import { keyboardOf } from './support/keyboard.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

describe('the page of schedules, by keyboard alone', function () {
  this.timeout(120_000);
  let shown: StartedConsole | undefined;
  before(async function () {
    shown = await startConsole(this);
  });
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  it('schedules an integration, edits it, and disables it', async () => {
    const site = await schedulesSite(shown!.service);
    const page = await shown!.open(`/sites/${site.site}/integrations`);
    const { press, choose, check, type, tabTo } = keyboardOf(page);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const entry = (name: string) => page.getByRole('menuitem', { name, exact: true });
    const confirm = async () => {
      await page.getByRole('dialog', { name: 'Integration Scheduled' }).waitFor();
      await press(button('Close'));
    };

    await press(button('Schedule Processes'));
    await press(page.getByRole('link', { name: 'Schedule an Integration' }));
    await check(page.getByRole('radio', { name: 'one' }));
    await press(button('Select'));
    await type(page.getByLabel('File', { exact: true }), 'one.csv');
    await tabTo(page.getByRole('radio', { name: 'One-time Scheduled Run' }));
    await page.keyboard.press('ArrowDown');
    await press(button('Recurrence'));
    await type(page.getByLabel('Repeats'), 'By Week');
    await check(page.getByRole('checkbox', { name: 'Monday' }));
    // A field of a date takes its day, month and year one after the other, as the browser's language has them.
    await type(page.getByLabel('Start Date'), '01022040');
    await type(page.getByLabel('Start Time'), '0600AM');
    await press(button('Apply'));
    await press(button('Schedule Integration Request'));
    await confirm();
    await press(button('Close Schedule an Integration'));
    const saved = await site.get('one');
    assert.equal(saved.nextFires[0], '2040-01-02T06:00:00+11:00');

    await press(page.getByRole('complementary').getByRole('link', { name: 'one' }));
    await press(button('More'));
    await choose(entry('Edit Scheduled Integration Request'));
    await check(page.getByRole('checkbox', { name: 'Friday' }));
    await press(button('Apply'));
    await press(button('Schedule Integration Request'));
    await confirm();
    await tabTo(button('Close Edit Scheduled Integration Request'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal((await site.get('one')).nextFires[1], '2040-01-06T06:00:00+11:00');

    await press(button('More'));
    await choose(entry('Disable'));
    await page.getByText('one is disabled').waitFor();
    assert.equal((await site.get('one')).enabled, false);
  });
});
