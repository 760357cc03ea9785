import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';

import type { AnswerBody } from '../support/http-client.js';
import type { TestService } from '../support/service.js';
import { peopleSite, personLine, runPeople } from '../support/sites.js';
import { assertAccessible } from './support/assert-accessible.js';
import { assertUsable } from './support/assert-usable.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

const HEADER = 'id,name,rate,born';
/** Four records, of which the second, the third and the fourth are refused. */
const FAULTY = [HEADER, personLine(1), 'P000002,,-3,1990-01-02', 'P000003,Carol,x,1990-01-03', 'P4,"Dan,1,1990-01-04'];

describe('the Transaction Assistant in the console', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  beforeEach(() => service.target.query('drop table if exists people'));
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  async function openRun(lines: string[]): Promise<{ page: Page; run: AnswerBody; site: string }> {
    const site = await peopleSite(service);
    const { body: run } = await runPeople(service, site, `${lines.join('\n')}\n`);
    const page = await shown!.open(`/sites/${site}/runs/${run.id}/transaction-assistant`);
    return { page, run, site };
  }

  const people = async () => {
    const inOrder = 'select id, name, rate::text from people order by id';
    return (await service.target.query<{ id: string; name: string; rate: string | null }>(inOrder)).rows;
  };

  it('is worked with the keyboard alone: an error goes when it is mended, and a reload loses nothing', async () => {
    const { page, run } = await openRun(FAULTY);
    const rate = page.getByLabel('rate of record 3');
    const fault = page.getByRole('cell').filter({ has: rate }).getByRole('listitem');
    await fault.filter({ hasText: 'number' }).waitFor();
    await page.getByLabel('rate of record 2').focus();
    // Enter goes down the column; what is there is selected, and typed over.
    await page.keyboard.press('Enter');
    await page.keyboard.type('7.25');
    await fault.waitFor({ state: 'detached' });
    assert.equal(await rate.getAttribute('aria-invalid'), 'false');
    await page.keyboard.type('x');
    await fault.filter({ hasText: '"7.25x"' }).waitFor();
    await page.keyboard.press('Backspace');
    await fault.waitFor({ state: 'detached' });

    await page.reload();
    await page.getByRole('row').filter({ has: rate }).getByText('edited').waitFor();
    assert.equal(await rate.inputValue(), '7.25');
    assert.equal(await page.getByLabel('Send record 3').isChecked(), true);
    await page.getByRole('button', { name: 'Resubmit', exact: true }).focus();
    await page.keyboard.press('Enter');
    const outcome = page.getByRole('region', { name: 'Resubmission' });
    await outcome.getByText('Resolved: record 3.').waitFor();
    await rate.waitFor({ state: 'detached' });

    assert.deepEqual(await people(), [
      { id: 'P000001', name: 'Person 1', rate: '1.5' },
      { id: 'P000003', name: 'Carol', rate: '7.25' },
    ]);
    const { items } = (await service.http.get(`/runs/${run.id}/rejects?resolved=true`)).body;
    assert.deepEqual(
      items.map(({ record }) => record),
      [3],
    );
  });

  it('puts back with Escape what was refused, and then sends it no more', async () => {
    const { page } = await openRun(FAULTY);
    const rate = page.getByLabel('rate of record 3');
    await rate.fill('8');
    await page.getByText('1 to send, 1 edited.').waitFor();
    await rate.press('Escape');
    assert.equal(await rate.inputValue(), 'x');
    await page.getByText('Correct records, or tick those to send as they are.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Resubmit', exact: true }).isDisabled(), true);
  });

  it('shows those of one reason alone, by the counts of reasons, in an address that can be given on', async () => {
    const { page } = await openRun(FAULTY);
    await page.getByRole('button', { name: 'rate: minimum 1' }).click();
    await page.getByLabel('rate of record 3').waitFor({ state: 'detached' });
    await page.getByLabel('rate of record 2').waitFor();
    assert.match(page.url(), /code=minimum/);
    await page.reload();
    await page.getByLabel('rate of record 2').waitFor();
    assert.equal(await page.getByRole('checkbox', { name: /^Send record/ }).count(), 1);
    await page.getByRole('button', { name: 'Every reason' }).click();
    await page.getByLabel('rate of record 3').waitFor();
  });

  it('takes every column anew of a line that could not be read, and says what is still missing', async () => {
    const { page } = await openRun(FAULTY);
    await page.getByText('P4,"Dan,1,1990-01-04').waitFor();
    await page.getByLabel('id of record 4').fill('P000004');
    const name = page.getByRole('cell').filter({ has: page.getByLabel('name of record 4') });
    await name.getByRole('listitem').waitFor();
    await page.getByLabel('name of record 4').fill('Dan');
    await name.getByRole('listitem').waitFor({ state: 'detached' });
    await assertUsable(page, 'transaction-assistant');
    await page.getByRole('button', { name: 'Resubmit', exact: true }).click();
    await page.getByText('Resolved: record 4.').waitFor();
    assert.deepEqual((await people()).at(-1), { id: 'P000004', name: 'Dan', rate: null });
  });

  it('sends all as they are when asked to, Yes or No', async () => {
    const { page, run, site } = await openRun(FAULTY.slice(0, 4));
    const all = page.getByRole('button', { name: 'Resubmit all as they are' });
    await all.click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await all.click();
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByText('2 refused again').waitFor();
    const { items } = (await service.http.get(`/sites/${site}/runs`)).body;
    assert.equal(items.length, 2, 'the run, and one resubmission');
    assert.equal(items[0]?.resubmits, run.id);
    await page.getByRole('link', { name: 'Correct what was refused again' }).click();
    await page.getByLabel('rate of record 1').waitFor();
    assert.match(page.url(), new RegExp(items[0].id));
  });

  it('asks before it overwrites what a later run has loaded under the same key', async () => {
    const { page, site } = await openRun([HEADER, 'P000002,Bob,x,1990-01-02']);
    await page.getByLabel('rate of record 1').waitFor();
    const { body: later } = await runPeople(service, site, `${HEADER}\nP000002,Bob,9,1990-01-02\n`);
    await page.reload();
    await page.getByRole('cell').getByRole('link', { name: later.name }).waitFor();
    await page.getByLabel('rate of record 1').fill('3');
    await page.getByRole('button', { name: 'Resubmit', exact: true }).click();
    await page.getByRole('alert').getByText('A later run has brought the key').waitFor();
    assert.deepEqual(await people(), [{ id: 'P000002', name: 'Bob', rate: '9' }]);
    await page.getByLabel('Overwrite what later runs have loaded').check();
    await page.getByRole('button', { name: 'Resubmit', exact: true }).click();
    await page.getByText('Resolved: record 1.').waitFor();
    assert.deepEqual(await people(), [{ id: 'P000002', name: 'Bob', rate: '3' }]);
  });

  it('gives the rejects as a CSV, and takes the corrected one', async () => {
    const { page } = await openRun(FAULTY.slice(0, 4));
    await page.getByText('Correct them in a spreadsheet').click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the rejects' }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /rejects\.csv$/);
    const csv = await readFile(await download.path(), 'utf8');
    const buffer = Buffer.from(csv.replace('Carol,x', 'Carol,4').replace(',,-3', ',Bob,3'));
    await page.getByLabel('Corrected file').setInputFiles({ name: 'rejects.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Upload and resubmit' }).click();
    await page.getByText('Nothing is left to correct').waitFor();
    assert.deepEqual(
      (await people()).map(({ rate }) => rate),
      ['1.5', '3', '4'],
    );
    await page.getByLabel('Show').selectOption('All');
    await page.getByText('Resolved by').first().waitFor();
    assert.equal(await page.getByLabel('Send record 2').isDisabled(), true);
  });

  it('pages through hundreds, and keeps what was entered on another page', async () => {
    const lines = Array.from({ length: 250 }, (_, at) => `P${String(at + 1).padStart(6, '0')},Name,x,`);
    const { page } = await openRun([HEADER, ...lines]);
    await page.getByLabel('rate of record 1', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('rate of record 101').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('rate of record 250').fill('2');
    await page.getByText('2 to send, 2 edited.').waitFor();
    await page.reload();
    await page.getByText('Page 3').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByLabel('rate of record 101').waitFor();
    await page.getByRole('button', { name: 'Resubmit', exact: true }).click();
    await page.getByText('Resolved: records 1, 250.').waitFor();
  });

  it('has nothing to correct where every record was taken', async () => {
    const { page } = await openRun([HEADER, personLine(1)]);
    await page.getByRole('heading', { name: 'Every record was taken' }).waitFor();
    await assertAccessible(page);
  });
});
