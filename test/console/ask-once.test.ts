import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import type { TestService } from '../support/service.js';
import { peopleCsv, peopleSite, personLine, runPeople } from '../support/sites.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

describe('what is asked for in the console twice', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  let site: string;
  let page: Page;
  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  beforeEach(async () => {
    site = await peopleSite(service);
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(3));
  });
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  const runs = async () => (await service.http.get(`/sites/${site}/runs`)).body.items;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const isOver = () => page.getByRole('status').filter({ hasText: 'The integration completed.' }).waitFor();
  const unanswered = () => page.getByRole('alert').getByText('Nobody answers').waitFor();

  /** The API does what it is asked for there, once, and its answer does not arrive. */
  const loseAnswer = (address: string) =>
    page.route(
      address,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );

  async function upload(): Promise<void> {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Browse').click()]);
    await chooser.setFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(peopleCsv(2)) });
    await button('Take nothing: it has no source of its own instead of mine.csv').waitFor();
  }

  async function openPanel(): Promise<void> {
    page = await shown!.open(`/sites/${site}/integrations?panel=run&pick=people`);
    await upload();
  }

  it('by a double click runs once', async () => {
    await openPanel();
    await button('Run Integration').dblclick();
    await isOver();
    assert.equal((await runs()).length, 1);
  });

  it('after a reload, as no answer came, runs once', async () => {
    await openPanel();
    await loseAnswer('**/api/v1/sites/*/runs');
    await button('Run Integration').click();
    await unanswered();
    await page.reload();
    await button('Run Integration').click();
    await isOver();
    assert.equal((await runs()).length, 1);
  });

  it('with a file that was uploaded anew runs twice', async () => {
    await openPanel();
    await loseAnswer('**/api/v1/sites/*/runs');
    await button('Run Integration').click();
    await unanswered();
    await upload();
    await button('Run Integration').click();
    await isOver();
    assert.equal((await runs()).length, 2);
  });

  it('runs once it is refused no more', async () => {
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    await openPanel();
    await button('Run Integration').click();
    await page.getByRole('alert').waitFor();
    await service.http.post(`/sites/${site}/start`);
    await button('Run Integration').click();
    await isOver();
  });

  it('of the Transaction Assistant is resubmitted once', async () => {
    const { body: run } = await runPeople(
      service,
      site,
      `id,name,rate,born\n${personLine(1)}\nP000002,Bob,x,1990-01-02\n`,
    );
    page = await shown!.open(`/sites/${site}/runs/${run.id}/transaction-assistant`);
    await page.getByLabel('rate of record 2').fill('3.5');
    await loseAnswer('**/rejects/resubmit');
    await button('Resubmit').click();
    await unanswered();
    await page.reload();
    await button('Resubmit').click();
    await page.getByText('Resolved: record 2.').waitFor();
    assert.deepEqual(
      (await runs()).map(({ resubmits }) => resubmits),
      [run.id, undefined],
    );
  });

  it('of the Transaction Assistant is resubmitted as it was corrected since, and not as it was', async () => {
    const csv = `id,name,rate,born\nP000001,Ann,x,1990-01-01\nP000002,Bob,x,1990-01-02\n`;
    const { body: run } = await runPeople(service, site, csv);
    page = await shown!.open(`/sites/${site}/runs/${run.id}/transaction-assistant`);
    await page.getByLabel('rate of record 1').fill('1');
    await loseAnswer('**/rejects/resubmit');
    await button('Resubmit').click();
    await unanswered();
    await page.getByLabel('rate of record 2').fill('2');
    await page.getByLabel('Send record 1').uncheck();
    await button('Resubmit').click();
    await page.getByText('Resolved: record 2.').waitFor();
    assert.equal((await runs()).length, 3);
  });
});
