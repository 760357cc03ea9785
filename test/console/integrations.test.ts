import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { eventually } from '../support/eventually.js';
import type { TestService } from '../support/service.js';
import { people, peopleCsv, peopleSite, runPeople } from '../support/sites.js';
import { assertUsable } from './support/assert-usable.js';
import { keyboardOf } from './support/keyboard.js';
import { startConsole, type StartedConsole } from './support/start-console.js';
import { takePictures } from './support/take-pictures.js';

/** How long runs one after the other, and 10,000 that are looked up, may take on a busy machine, in milliseconds. */
const RUNS_WITHIN = 120_000;

describe('console: Integrations', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;

  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  after(() => shown?.stop());

  /** A site whose people have a parameter and the limits of the seed. */
  const siteOfPeople = async (): Promise<string> => {
    const site = await peopleSite(service);
    const { limits: _default, ...definition } = people;
    const parameters = [{ name: 'company', required: true, description: 'Whose people' }];
    await service.http.put(`/sites/${site}/integrations/people`, { ...definition, parameters });
    return site;
  };
  const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
  const sourceFile = (page: Page): Locator => page.getByRole('group', { name: 'Source File' });
  const browse = async (page: Page, name: string, content: string, within?: Locator): Promise<void> => {
    const pressed = within === undefined ? button(page, 'Browse').click() : within.press('Enter');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), pressed]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  };
  const uploads = async (site: string): Promise<unknown[]> =>
    (await service.http.get(`/sites/${site}/files`)).body.items.map(({ file }) => file);

  describe('a list of 10,000 runs', () => {
    let site: string;
    let page: Page;

    before(async () => {
      site = await peopleSite(service);
      // Of every ten one has failed; the names count from the oldest.
      await service.database.query(
        `insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters,
           temporal_run_id, read, applied, inserted, started_at, ended_at)
         select gen_random_uuid(), $1, 'people', 1, 'load ' || lpad(n::text, 5, '0'),
           case when n % 10 = 0 then 'Failed' else 'Completed' end, 'manual', 'test', '{}', '', n, n, n,
           timestamptz '2026-01-01Z' + n * interval '10 minutes', timestamptz '2026-01-01Z' + n * interval '10 minutes' + interval '5 s'
         from generate_series(1, 10000) as n`,
        [site],
      );
      page = await shown!.open(`/sites/${site}/integrations`);
    });

    const run = (number: number): Locator =>
      page.getByRole('link', { name: `load ${String(number).padStart(5, '0')}`, exact: true });

    it('shows the newest first, draws only what is in view, and comes to the oldest as one scrolls', async () => {
      await run(10_000).waitFor();
      await assertUsable(page, 'integrations');
      const table = page.getByRole('table', { name: 'Integration runs' });
      await table.focus();
      await eventually(
        'the oldest run is in view',
        async () => {
          await page.keyboard.press('End');
          return run(1).isVisible();
        },
        RUNS_WITHIN,
      );
      assert.ok((await page.getByRole('row').count()) < 60);
      // A busy browser loses a key that is pressed while the list still moves.
      await eventually('the newest run is in view', async () => {
        await page.keyboard.press('Home');
        return run(10_000).isVisible();
      });
    });

    it('filters by status, name and day, which a reload keeps', async () => {
      await page.getByLabel('Status').selectOption('Failed');
      await run(9_999).waitFor({ state: 'detached' });
      await run(10_000).waitFor();
      await page.getByRole('searchbox', { name: 'Integration Run Name' }).fill('LOAD 0003');
      await run(39).waitFor({ state: 'detached' });
      await run(30).waitFor();
      assert.equal(await page.getByRole('link', { name: /^load/ }).count(), 1);
      await page.reload();
      await run(30).waitFor();
      assert.equal(await page.getByLabel('Status').inputValue(), 'Failed');
      await button(page, 'Show all').click();
      await run(10_000).waitFor();
      await page.getByLabel('From').fill('2026-01-02');
      await page.getByLabel('To').fill('2026-01-02');
      // The days of the site, which is in UTC: 144 runs, from the 144th on.
      await run(287).waitFor();
      await run(288).waitFor({ state: 'detached' });
      await page.getByRole('searchbox', { name: 'Integration Run Name' }).fill('no such run');
      await page.getByRole('heading', { name: 'No run is so' }).waitFor();
      await button(page, 'Show all').click();
    });

    it('shows a run that begins and ends meanwhile, without a refresh', async () => {
      await run(10_000).waitFor();
      const { body } = await runPeople(service, site, peopleCsv(3));
      const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: body.name, exact: true }) });
      await row.getByText('Completed', { exact: true }).waitFor();
      await row.getByText('3 read').waitFor();
    });

    it('has what is scheduled above the runs, and alone', async () => {
      const recurrence = { repeats: 'By Day', every: 1, startDate: '2026-01-01', startTime: '06:00', end: 'Forever' };
      await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(1));
      for (const name of ['a', 'b', 'c', 'd']) {
        const schedule = { integration: 'people', file: 'people.csv', recurrence };
        const { status, text } = await service.http.put(`/sites/${site}/schedules/${name}`, schedule);
        assert.equal(status, 201, text);
      }
      await page.getByText('The next 3 of 4 that are scheduled').waitFor();
      await button(page, 'Show all scheduled').click();
      await page.getByRole('link', { name: 'd', exact: true }).waitFor();
      assert.equal(await page.getByRole('row').filter({ hasText: 'Scheduled' }).count(), 4);
      await service.http.delete(`/sites/${site}/integrations/people`);
      await page.getByLabel('Status').selectOption('Scheduled but Deleted');
      await page.getByRole('row').filter({ hasText: 'Scheduled but Deleted' }).nth(3).waitFor();
      await takePictures(page, 'integrations-scheduled');
    });
  });

  it('toggles Run Processes and Schedule Processes, and leads to the panel of schedules', async () => {
    const site = await siteOfPeople();
    const page = await shown!.open(`/sites/${site}/integrations`);
    await page.getByRole('heading', { name: 'Nothing has run yet' }).waitFor();
    await button(page, 'Schedule Processes').click();
    const schedule = page.getByRole('link', { name: 'Schedule an Integration' });
    assert.equal(await schedule.getAttribute('href'), `/sites/${site}/schedules?panel=schedule`);
    await button(page, 'Run Processes').click();
    await button(page, 'Run an Integration').waitFor();
    await button(page, 'Integrations to Manage').click();
    const only = page.getByRole('menuitem', { name: 'Scheduled Integration Requests' });
    assert.equal(await only.getAttribute('href'), `/sites/${site}/schedules?only=scheduled`);
  });

  it('refuses files that are too large or of another format before they go up, and takes one that is dropped', async () => {
    const site = await siteOfPeople();
    const page = await shown!.open(`/sites/${site}/integrations?panel=run&pick=people`);
    await browse(page, 'large.csv', 'x'.repeat(1024 ** 2 + 1));
    await sourceFile(page).getByText('large.csv is larger than 1 MB').waitFor();
    await browse(page, 'people.xlsx', 'no spreadsheet');
    await sourceFile(page).getByText('people.xlsx is of no format that is read').waitFor();
    assert.deepEqual(await uploads(site), []);

    const dataTransfer = await page.evaluateHandle(`(() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([${JSON.stringify(peopleCsv(2))}], 'dropped.csv', { type: 'text/csv' }));
      return dropped;
    })()`);
    await sourceFile(page).dispatchEvent('drop', { dataTransfer });
    await sourceFile(page).getByText('dropped.csv', { exact: true }).waitFor();
    assert.deepEqual(await uploads(site), ['dropped.csv']);
  });

  it('leaves nothing of an upload that is cancelled, and keeps what was entered beside it', async () => {
    const site = await siteOfPeople();
    const page = await shown!.open(`/sites/${site}/integrations?panel=run&pick=people`);
    const network = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 20 * 1024 };
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', slow);
    await browse(page, 'slow.csv', peopleCsv(20_000));
    await page.getByRole('progressbar', { name: 'Upload of slow.csv' }).waitFor();
    await page.getByLabel('company').fill('ACME');
    assert.equal(await button(page, 'Run Integration').isDisabled(), true);
    await button(page, 'Cancel upload').click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    await browse(page, 'after.csv', peopleCsv(1));
    await sourceFile(page).getByText('after.csv', { exact: true }).waitFor();
    assert.deepEqual(await uploads(site), ['after.csv']);
    assert.equal(await page.getByLabel('company').inputValue(), 'ACME');
  });

  it('runs neither with another file nor with none where a file was refused, until one says so', async () => {
    const site = await siteOfPeople();
    const page = await shown!.open(`/sites/${site}/integrations?panel=run&pick=people`);
    await browse(page, 'good.csv', peopleCsv(1));
    await sourceFile(page).getByText('good.csv', { exact: true }).waitFor();
    await browse(page, 'notes.txt', 'not a file of records');
    await sourceFile(page)
      .getByRole('alert')
      .getByText(/notes\.txt/)
      .waitFor();
    assert.ok(await button(page, 'Run Integration').isDisabled());
    await button(page, 'Go on with good.csv').click();
    await sourceFile(page).getByRole('alert').waitFor({ state: 'detached' });
    assert.ok(await button(page, 'Run Integration').isEnabled());
  });

  it('runs a set with what each of its members is given', async () => {
    const site = await siteOfPeople();
    const members = [{ integration: 'people' }, { integration: 'people', parameters: { company: 'OTHER' } }];
    await service.http.put(`/sites/${site}/integration-sets/night`, { members });
    const page = await shown!.open(`/sites/${site}/integrations?panel=run`);
    await page.getByRole('radio', { name: 'night (integration set)' }).check();
    await button(page, 'Select').click();
    for (const [index, file] of ['first.csv', 'second.csv'].entries()) {
      const member = page.getByRole('group', { name: `${index + 1}. people` });
      await browse(page, file, peopleCsv(index + 1), member.getByRole('button', { name: 'Browse for people' }));
      await member.getByText(file, { exact: true }).waitFor();
    }
    await page.getByRole('group', { name: '1. people' }).getByLabel('company').fill('ACME');
    await page.getByRole('group', { name: '2. people' }).getByText('Default: OTHER').waitFor();
    await takePictures(page, 'run-a-set');
    await button(page, 'Run Integration').click();
    await page.getByRole('status').filter({ hasText: 'completed' }).waitFor({ timeout: RUNS_WITHIN });
    const { items } = (await service.http.get(`/sites/${site}/runs?integration=people`)).body;
    assert.deepEqual(
      items.map(({ parameters, file, status }) => [parameters, file.name, status]),
      [
        [{ company: 'OTHER' }, 'second.csv', 'Completed'],
        [{ company: 'ACME' }, 'first.csv', 'Completed'],
      ],
    );
  });

  it('goes by keyboard alone from Main Menu to the run', async () => {
    const site = await siteOfPeople();
    const page = await shown!.open(`/sites/${site}/integrations`);
    const { press, choose, check, tabTo, type } = keyboardOf(page);
    await press(button(page, 'Main Menu'));
    await choose(page.getByRole('menuitem', { name: 'Run an Integration' }));
    await check(page.getByRole('radio', { name: 'people' }));
    await press(button(page, 'Select'));
    await type(page.getByLabel('Integration Run Name (optional)'), 'By keyboard');
    await tabTo(button(page, 'Browse'));
    await browse(page, 'keys.csv', peopleCsv(2), button(page, 'Browse'));
    await sourceFile(page).getByText('keys.csv', { exact: true }).waitFor();
    await type(page.getByLabel('company'), 'ACME');
    await press(button(page, 'Run Integration'));
    await page.getByRole('status').filter({ hasText: 'The integration completed.' }).waitFor();
    await press(button(page, 'Close'));
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press(button(page, 'Refresh'));
    await press(page.getByRole('link', { name: 'By keyboard' }));
    await page.waitForURL(/\/runs\//);
    const [run] = (await service.http.get(`/sites/${site}/runs`)).body.items;
    assert.deepEqual([run?.name, run?.status, run?.parameters], ['By keyboard', 'Completed', { company: 'ACME' }]);
  });
});
