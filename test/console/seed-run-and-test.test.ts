import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { holdTable } from '../support/hold-table.js';
import type { TestService } from '../support/service.js';
import { people, peopleCsv, peopleSite } from '../support/sites.js';
import { assertAccessible } from './support/assert-accessible.js';
import { startConsole, type StartedConsole } from './support/start-console.js';
import { takePictures } from './support/take-pictures.js';

/** Run and Test Integrations, "Test the integrations": step by step, in the words of the seed. */
describe('console: the guide Test the integrations', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  let site: string;
  let page: Page;

  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
    site = await peopleSite(service);
    const { limits: _default, ...definition } = people;
    const parameters = [
      { name: 'company', required: true },
      { name: 'year', type: 'integer' },
    ];
    await service.http.put(`/sites/${site}/integrations/people`, { ...definition, parameters });
    page = await shown.open(`/sites/${site}`);
  });
  after(() => shown?.stop());

  const panel = (): Locator => page.getByRole('dialog', { name: 'Run an Integration' });
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });

  /** Select the integration. */
  const select = async (): Promise<void> => {
    await button('Main Menu').click();
    await page.getByRole('menuitem', { name: 'Run an Integration' }).click();
    await panel().getByRole('radio', { name: 'people' }).check();
    await button('Select').click();
  };
  const browse = async (name: string, content: string): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Browse').click()]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
    await panel().getByRole('group', { name: 'Source File' }).getByText(name, { exact: true }).waitFor();
  };
  const confirmed = (words: string): Promise<void> => panel().getByRole('status').filter({ hasText: words }).waitFor();
  const close = async (): Promise<void> => {
    await button('Close Run an Integration').click();
    await panel().waitFor({ state: 'hidden' });
  };
  const runs = async () => (await service.http.get(`/sites/${site}/runs`)).body.items;

  it('runs an integration for the first time and leads to its Run Summary', async () => {
    await select();
    await panel().getByLabel('Integration Run Name').fill('The first run');
    await panel().getByText('Make sure that only one file with this filename is on the server at a time').waitFor();
    await panel().getByText('Format: .csv, .zip, .pgp or .gpg. At most 1 MB').waitFor();
    assert.equal(await button('Re-Run').count(), 0);
    await browse('other-people.csv', peopleCsv(10));
    await panel().getByLabel('company').fill('ACME');
    await panel().getByLabel('year').fill('2026');
    await assertAccessible(page);
    await takePictures(page, 'run-an-integration');
    await button('Run Integration').click();
    await confirmed('The integration completed.');
    await assertAccessible(page);
    await takePictures(page, 'run-an-integration-completed');
    await close();
    await button('Refresh').click();
    await page.getByRole('link', { name: 'The first run' }).click();
    await page.getByText('Run Summary').first().waitFor();

    const [run] = await runs();
    assert.equal(run?.name, 'The first run');
    assert.equal(run.status, 'Completed');
    assert.deepEqual(run.parameters, { company: 'ACME', year: 2026 });
    assert.equal(run.file.name, 'other-people.csv');
    const { rowCount } = await service.target.query('select from people');
    assert.equal(rowCount, 10);
    const { status } = await service.temporal.workflow.getHandle(`run/${run.id}`).describe();
    assert.equal(status.name, 'COMPLETED');
  });

  it('goes back to the parameter settings on No, and runs with the same values on Yes', async () => {
    const [first] = await runs();
    await select();
    await button('Re-Run').click();
    const window = page.getByRole('dialog', { name: 'Re-Run' });
    await window.getByText('other-people.csv').waitFor();
    await assertAccessible(page);
    await window.getByRole('button', { name: 'No', exact: true }).click();
    await window.waitFor({ state: 'hidden' });
    assert.equal(await panel().getByLabel('company').inputValue(), '');
    assert.equal((await runs()).length, 1);

    await button('Re-Run').click();
    await window.getByRole('button', { name: 'Yes', exact: true }).click();
    await confirmed('The integration completed.');
    const [again] = await runs();
    assert.equal(again?.trigger, 'rerun');
    assert.equal(again.rerunOf, first?.id);
    assert.deepEqual(again.parameters, first?.parameters);
    assert.deepEqual(again.file, first?.file);
    assert.match(again.name, /^people \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
    const { status } = await service.temporal.workflow.getHandle(`run/${again.id}`).describe();
    assert.equal(status.name, 'COMPLETED');
    await close();
  });

  it('offers no Re-Run while the run is In-Progress, shows the run again after a reload, and halts it', async () => {
    const held = await holdTable(service);
    try {
      await select();
      await panel().getByLabel('company').fill('ACME');
      await browse('slow.csv', peopleCsv(20, 100));
      await button('Run Integration').click();
      await confirmed('In-Progress');
      await page.reload();
      await confirmed('In-Progress');

      const other = await shown!.open(`/sites/${site}/integrations?panel=run&pick=people`);
      const rerun = other.getByRole('button', { name: 'Re-Run', exact: true });
      await rerun.waitFor();
      assert.equal(await rerun.isDisabled(), true);
      await other.close();

      await button('Halt').click();
      const window = page.getByRole('dialog', { name: 'Halt the run' });
      await window.getByLabel('Reason').fill('wrong file');
      await window.getByRole('button', { name: 'Halt', exact: true }).click();
      await confirmed('wrong file');
    } finally {
      await held.release();
    }
    const [run] = await runs();
    assert.equal(run?.status, 'Failed');
    assert.match(run.reason, /^Halted: .*wrong file/);
    assert.equal((await service.target.query('select from people')).rowCount, 10);
    await close();
  });

  it('confirms what has errors, and what has failed', async () => {
    await select();
    await panel().getByLabel('company').fill('ACME');
    await browse('errors.csv', `${peopleCsv(2, 200)}P000299,,1,1990-01-01\n`);
    await button('Run Integration').click();
    await confirmed('one or more records have errors');
    await panel().getByText('3 records read: 2 applied, 0 unchanged, 1 refused.').waitFor();
    await button('Run another').click();
    await panel().getByRole('radio', { name: 'people' }).check();
    await button('Select').click();
    await panel().getByLabel('company').fill('ACME');
    await browse('wrong-header.csv', 'this,is,another,file\n1,2,3,4\n');
    await button('Run Integration').click();
    await confirmed('The integration failed.');
    const [failed, errors] = await runs();
    assert.deepEqual([failed?.status, failed?.code], ['Failed', 'header-invalid']);
    assert.equal(errors?.status, 'Completed with Errors');
    await close();
  });

  it('is refused in the words of the API while the site is stopped, and its task is Pending Changed', async () => {
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    await select();
    await panel().getByText(`Site ${site} is Stopped: stocktake`).waitFor();
    await panel().getByLabel('company').fill('ACME');
    await button('Run Integration').click();
    await panel().getByRole('alert').getByText('Site is stopped').waitFor();
    await panel().getByText('Pending Changed', { exact: true }).waitFor();
    await takePictures(page, 'run-an-integration-refused');
    const { tasks } = (await service.http.get(`/sites/${site}`)).body;
    assert.deepEqual(
      tasks.map(({ status }) => status),
      ['Pending Changed'],
    );
    await page.reload();
    assert.equal(await panel().getByLabel('company').inputValue(), 'ACME', 'what was entered survives a reload');
  });
});
