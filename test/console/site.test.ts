import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { exportSite } from '../api/support/export-site.js';
import { importSite, type ImportSite } from '../api/support/import-site.js';
import { holdRun, waitForEnd, type HeldRun } from '../api/support/start-run.js';
import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { uniqueSite, type TestService } from '../support/service.js';
import { assertAccessible } from './support/assert-accessible.js';
import { assertUsable } from './support/assert-usable.js';
import { startConsole, type StartedConsole } from './support/start-console.js';
import { takePictures } from './support/take-pictures.js';

describe('the page of a site', function () {
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
  const openSite = (site: string): Promise<Page> => open(`/sites/${site}`);
  const bar = (page: Page): Locator => page.getByRole('banner');
  const part = (page: Page, name: string): Locator => page.getByRole('region', { name });
  const isIn = (page: Page, state: string): Promise<void> => bar(page).getByText(state, { exact: true }).waitFor();
  const stateOf = async (site: string): Promise<AnswerBody> => (await service.http.get(`/sites/${site}`)).body;
  const stop = (site: string) => service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
  const press = (within: Page | Locator, name: string): Promise<void> =>
    within.getByRole('button', { name, exact: true }).click();

  /** A site with a run that stays In-Progress until it is let go. */
  async function busySite(): Promise<Omit<ImportSite, 'run'> & HeldRun> {
    const things = await importSite(service);
    return { ...things, ...(await holdRun(service, things, 'a.csv')) };
  }

  it('show a site with all that is going on there, at every width, without a barrier', async () => {
    const { site, run, release } = await busySite();
    const { connections } = await stateOf(site);
    const makeIt = (kind: string) =>
      service.http.put(`/sites/${site}`, { kind, timeZone: 'Australia/Sydney', connections });
    await makeIt('LIVE');
    const page = await openSite(site);
    await page.getByRole('progressbar', { name: `Progress of ${run.name}` }).waitFor();
    await page.getByRole('log').getByText('started successfully').waitFor();
    await part(page, 'State of the site')
      .getByText(/^since \d\d-\w{3}-\d{4} .* by api$/)
      .waitFor();
    await assertUsable(page, 'site');
    await release();
    // The other sites of these tests write to the same database.
    await makeIt('DEV');
    await part(page, 'Running now').getByText('Nothing is running.').waitFor();
  });

  it('halt a run with its reason, which a reload of the page does not lose', async () => {
    const { site, run, release } = await busySite();
    const page = await openSite(site);
    await press(page, `Halt ${run.name}`);
    const halt = page.getByRole('dialog', { name: 'Halt the run' });
    await halt.getByLabel('Reason').fill('wrong file');
    await page.reload();
    assert.equal(await halt.getByLabel('Reason').inputValue(), 'wrong file');
    await assertAccessible(page);
    await press(halt, 'Halt');
    await halt.waitFor({ state: 'detached' });
    const ended = await waitForEnd(service, run.id);
    await release();
    assert.deepEqual([ended.status, ended.reason], ['Failed', 'Halted: by api: wrong file']);
    await page
      .getByRole('row', { name: /things/ })
      .getByText('Failed')
      .waitFor();
    assert.equal((await stateOf(site)).integrator, 'Running');
  });

  it('drain a site until a deadline, and halt what is left when Stop Site is pressed again', async () => {
    const { site, run, release } = await busySite();
    const page = await openSite(site);
    await press(bar(page), 'Stop Site');
    const confirm = page.getByRole('dialog', { name: 'Confirm Service Stop' });
    await confirm.getByText('to be halted').waitFor();
    await confirm.getByRole('radio', { name: /Let it finish/ }).check();
    await confirm.getByText('to be finished first').waitFor();
    await confirm.getByLabel('Halt what still runs after, in minutes').fill('60');
    await confirm.getByLabel('Stoppage reason').fill('month end');
    await assertAccessible(page);
    await takePictures(page, 'confirm-service-stop');
    await press(confirm, 'Stop Site');
    await isIn(page, 'Stopping');
    await confirm.waitFor({ state: 'detached' });
    await part(page, 'State of the site')
      .getByText(/What still runs at/)
      .waitFor();
    const { deadline } = await stateOf(site);
    assert.ok(Date.parse(String(deadline)) > Date.now() + 50 * 60_000, String(deadline));

    await press(bar(page), 'Stop Site');
    await confirm.getByText('is Stopping already: month end').waitFor();
    await confirm.getByLabel('Stoppage reason').fill('cannot wait');
    await press(confirm, 'Stop Site');
    await isIn(page, 'Stopped');
    const ended = await waitForEnd(service, run.id);
    await release();
    assert.match(ended.reason, /^Halted: .*cannot wait$/);
  });

  it('start a site with the requests it held', async () => {
    const { site, rows } = await importSite(service);
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    await stop(site);
    await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
    const page = await openSite(site);
    await part(page, 'Held requests').getByText('a.csv').waitFor();
    await press(page, 'Start with options');
    const options = page.getByRole('dialog', { name: `Start ${site} with options` });
    await options.getByText('Requests that are held: 1').waitFor();
    await options.getByRole('radio', { name: /Run each of them/ }).check();
    await assertAccessible(page);
    await takePictures(page, 'start-options');
    await press(options, 'Start now');
    await isIn(page, 'Running');
    await page
      .getByRole('row', { name: /things/ })
      .getByText('Completed')
      .waitFor();
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    assert.equal((await stateOf(site)).held, 0);
  });

  it('plan a start in the time of the site, and take it back', async () => {
    const site = uniqueSite();
    await service.http.put(`/sites/${site}`, { kind: 'DEV', timeZone: 'Australia/Sydney' });
    const page = await openSite(site);
    await part(page, 'State of the site').getByText('Not started so far').waitFor();
    await press(page, 'Start with options');
    const options = page.getByRole('dialog', { name: `Start ${site} with options` });
    const day = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString().slice(0, 10);
    await options.getByLabel('Start at').fill(`${day}T06:00`);
    await press(options, 'Plan the start');
    await part(page, 'State of the site')
      .getByText(/Starts at .* 06:00:00/)
      .waitFor();
    const planned = (await stateOf(site)).plannedStart as { at: string };
    const there = new Date(planned.at).toLocaleString('sv-SE', { timeZone: 'Australia/Sydney' });
    assert.equal(there, `${day} 06:00:00`);

    await press(page, 'Take back');
    await page.getByText(/Starts at/).waitFor({ state: 'detached' });
    assert.equal((await stateOf(site)).plannedStart, undefined);
  });

  it('follow the log to its end unless one has scrolled up, filter it by the address, and copy it', async () => {
    const { site } = await importSite(service);
    for (let turn = 0; turn < 8; turn++) {
      await stop(site);
      await service.http.post(`/sites/${site}/start`);
    }
    const page = await openSite(site);
    const log = page.getByRole('log');
    const box = "document.querySelector('[role=log]')";
    const fromEnd = () => page.evaluate<number>(`${box}.scrollHeight - ${box}.scrollTop - ${box}.clientHeight`);
    await log.getByText(`Site ${site} started successfully!`).nth(8).waitFor();
    assert.ok((await fromEnd()) < 2, 'it shows its end');
    await page.evaluate(`${box}.scrollTo(0, 0)`);
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    await stop(site);
    await log.getByText(`Site ${site} stopped successfully!`).nth(8).waitFor();
    assert.ok((await fromEnd()) > 100, 'it has stayed where it was');
    await press(page, 'To the end');
    await eventually('the end is shown', async () => (await fromEnd()) < 2);

    await page.getByRole('searchbox', { name: 'Show lines with' }).fill('STOPPED successfully');
    await page.getByText('Connection to').first().waitFor({ state: 'detached' });
    await page.reload();
    await log.getByText(`Site ${site} stopped successfully!`).nth(8).waitFor();
    assert.equal(await log.getByText('started successfully').count(), 0);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press(page, 'Copy');
    await page.getByText('9 lines are copied').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal(copied.match(/stopped successfully!/g)?.length, 9);
  });

  it('count what is pending when asked, and send it', async () => {
    const { site, sql, table, text } = await exportSite(service);
    await sql(`insert into ${table} values ('1', 'one'), ('2', 'two')`);
    const page = await openSite(site);
    await press(page, 'Count what is pending of things');
    await page.getByText('2 records').waitFor();
    await press(page, 'Send Changed things');
    const row = page.getByRole('row', { name: /things/ });
    await row.getByText('Completed').waitFor();
    assert.equal(await text(), 'id,name\r\n1,one\r\n2,two\r\n');
    assert.equal(await page.getByText('2 records').count(), 0, 'what was counted is no longer so');
    await press(page, 'Count what is pending of things');
    await page.getByText('0 records').waitFor();
    await row
      .getByRole('link', { name: /things/ })
      .last()
      .click();
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  });

  it('tell what the API says of a task that cannot be sent', async () => {
    const { site } = await importSite(service);
    const page = await openSite(site);
    await press(page, 'Send All things');
    const said = await service.http.post(`/sites/${site}/integrations/things/send-all`);
    await page.getByRole('alert').getByText(said.body.detail).waitFor();
    await page.getByRole('link', { name: /Run an Integration/ }).waitFor();
    await press(page, 'Dismiss');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await press(page, 'Send All things');
    await page.getByRole('link', { name: /Run an Integration/ }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'things' }).waitFor();
  });

  it('check a connection: established, or why not', async () => {
    const { site } = await importSite(service, { connections: { away: { kind: 'postgres', url: 'env:AWAY_URL' } } });
    const page = await openSite(site);
    const connections = part(page, 'Connections');
    await press(connections, 'Check now: target');
    await connections.getByText(/target established/).waitFor();
    await press(connections, 'Check now: away');
    await connections.getByText(/away.*not/).waitFor();
    await assertAccessible(page);
  });
});
