import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { exportSite } from '../api/support/export-site.js';
import { importSite } from '../api/support/import-site.js';
import { holdRun } from '../api/support/start-run.js';
import { eventually } from '../support/eventually.js';
import type { TestService } from '../support/service.js';
import { peopleSite, personLine, runPeople } from '../support/sites.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

describe('an answer that comes late, or not at all,', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  const open = (path: string): Promise<Page> => shown!.open(path);
  const pathOf = (page: Page): string => new URL(page.url()).pathname;
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).first().click();

  it('takes nobody away from the page where he is meanwhile', async () => {
    const things = await importSite(service);
    const { release } = await holdRun(service, things, 'a.csv');
    const page = await open(`/sites/${things.site}`);
    const { asked, answer } = await holdAnswer(page, '**/stop');
    await page.getByRole('banner').getByRole('button', { name: 'Stop Site' }).click();
    const confirm = page.getByRole('dialog', { name: 'Confirm Service Stop' });
    await confirm.getByRole('radio', { name: /Let it finish/ }).check();
    await confirm.getByLabel('Stoppage reason').fill('month end');
    await confirm.getByRole('button', { name: 'Stop Site' }).click();
    await confirm.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Integrations', exact: true }).first().click();
    await page.waitForURL('**/integrations');
    await release();
    await asked;
    answer();
    await page
      .getByRole('status')
      .getByText(/stopped successfully|stopping/)
      .first()
      .waitFor();
    assert.equal(pathOf(page), `/sites/${things.site}/integrations`);
  });

  it('takes nobody back to the page that he has left with it under way', async () => {
    const things = await importSite(service);
    const run = await things.run('id,name\n1,one\n');
    const page = await open(`/sites/${things.site}/runs/${run.id}`);
    await page.getByRole('heading', { name: run.name }).waitFor();
    await page.getByRole('link', { name: 'Schedules', exact: true }).first().click();
    await page.waitForURL('**/schedules');
    await page.goBack();
    const { asked, answer } = await holdAnswer(page, '**/rerun');
    await press(page, 'Re-Run');
    await press(page, 'Yes');
    await asked;
    await page.goForward();
    await page.waitForURL('**/schedules');
    answer();
    await page
      .getByRole('status')
      .getByText(/is In-Progress/)
      .waitFor();
    assert.equal(pathOf(page), `/sites/${things.site}/schedules`);
  });

  it('is told as what it is when what was asked for then is asked for again', async () => {
    const { site, sql, table } = await exportSite(service);
    await sql(`insert into ${table} values ('1', 'one')`);
    const page = await open(`/sites/${site}`);
    await page.route(
      '**/send-all',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await press(page, 'Send All things');
    await page
      .getByRole('alert')
      .getByText(/Nobody answers/)
      .waitFor();
    const run = await eventually('the run has ended', async () => {
      const { items } = (await service.http.get(`/sites/${site}/runs`)).body;
      return items.find(({ status }) => status === 'Completed');
    });
    await press(page, 'Send All things');
    await page
      .getByText(`${run.name} is Completed already. If it is an earlier one, press again to send anew.`)
      .waitFor();
    await press(page, 'Send All things');
    await eventually(
      'it is sent anew',
      async () => (await service.http.get(`/sites/${site}/runs`)).body.items.length === 2,
    );
  });

  it('that a record is resolved leaves it out of what is resubmitted', async () => {
    await service.target.query('drop table if exists people');
    const site = await peopleSite(service);
    const csv = `id,name,rate,born\n${personLine(1)}\nP000002,Ben,x,1990-01-02\nP000003,Cy,y,1990-01-03\n`;
    const { body: run } = await runPeople(service, site, csv);
    const page = await open(`/sites/${site}/runs/${run.id}/transaction-assistant`);
    await page.getByLabel('rate of record 3').fill('7');
    await page.getByLabel('Send record 2').check();
    await page.getByText('2 to send, 1 edited.').waitFor();
    const corrected = { records: [{ record: 2, values: { rate: '5' } }] };
    await service.http.post(`/runs/${run.id}/rejects/resubmit`, corrected, { Prefer: 'wait=60' });
    await press(page, 'Resubmit');
    await page
      .getByRole('alert')
      .getByText(/record 2 was resolved/)
      .first()
      .waitFor();
    await page.getByText('1 to send, 1 edited.').waitFor();
    await press(page, 'Resubmit');
    await page.getByRole('region', { name: 'Resubmission' }).getByText('Resolved: record 3.').waitFor();
  });

  it('is waited for on the page of a site, and no more on that of all sites', async () => {
    const { site } = await importSite(service);
    const page = await open('/');
    await page.route('**/events', (route) => route.abort());
    await page.getByLabel('Sites', { exact: true }).selectOption(site);
    await page.getByText('Not live: looking for the API').waitFor();
    await page.getByLabel('Sites', { exact: true }).selectOption('');
    await page.getByText('Not live: looking for the API').waitFor({ state: 'detached' });
  });
});

/** Has the API answer, and keeps what it said from the page until `answer` is called. */
async function holdAnswer(page: Page, address: string): Promise<{ asked: Promise<void>; answer: () => void }> {
  let [told, answer] = [(): void => undefined, (): void => undefined];
  const asked = new Promise<void>((resolve) => (told = resolve));
  const released = new Promise<void>((resolve) => (answer = resolve));
  await page.route(address, async (route) => {
    const response = await route.fetch();
    told();
    await released;
    await route.fulfill({ response });
  });
  return { asked, answer: () => answer() };
}
