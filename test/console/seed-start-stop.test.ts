import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { runWorkflowId, siteWorkflowId } from '../../src/model/workflow-ids.js';
import { findSite } from '../../src/store/sites.js';
import { stateQuery, tasksQuery } from '../../src/workflows/messages.js';
import { eventually } from '../support/eventually.js';
import type { TestService } from '../support/service.js';
import { importSite, type ImportSite } from '../api/support/import-site.js';
import { holdRun } from '../api/support/start-run.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

describe('Integrator - Stop and Start, click by click', function () {
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

  /** Steps 1 and 2: "Open the Integrator client." "Select the relevant site from the 'Sites' drop-down list". */
  async function openAndSelect(site: string): Promise<Page> {
    const page = await open('/');
    await page.getByRole('combobox', { name: 'Sites' }).selectOption(site);
    await page.getByRole('heading', { level: 1, name: site }).waitFor();
    return page;
  }

  const topMenu = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name, exact: true });
  const log = (page: Page) => page.getByRole('log');
  const taskRow = (page: Page) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /things/ }) });
  const inTemporal = (site: string) => service.temporal.workflow.getHandle(siteWorkflowId(site));
  const stored = async (site: string) => (await findSite(service.database, site))?.integrator;

  it('To Start the Integrator: a stopped site runs, all tasks are blank, the log confirms it', async () => {
    const { site } = await importSite(service);
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
    const page = await openAndSelect(site);
    await taskRow(page).getByText('Pending Changed').waitFor();

    // 3. Click the 'Start Site' button in the top menu.
    await topMenu(page, 'Start Site').click();

    // 4. The Integrator will start and the status of all tasks will be set to blank.
    await page.getByRole('banner').getByText('Running', { exact: true }).waitFor();
    await taskRow(page).getByText('Pending Changed').waitFor({ state: 'detached' });

    // 5. Upon successful start, the log will show a confirmation message.
    await log(page).getByText(confirmation(site, 'started')).nth(1).waitFor();

    assert.equal((await inTemporal(site).query(stateQuery)).integrator, 'Running');
    assert.deepEqual(await inTemporal(site).query(tasksQuery), {});
    await eventually('the store has it', async () => (await stored(site)) === 'Running');
  });

  it('To Stop the Integrator: the reason is asked for, the site stops, the log confirms it', async () => {
    const { site } = await importSite(service);
    const page = await openAndSelect(site);

    // 3. Click the 'Stop Site' button in the top menu.
    await topMenu(page, 'Stop Site').click();

    // 4. In the 'Confirm Service Stop' window, enter stoppage reason.
    const confirm = page.getByRole('dialog', { name: 'Confirm Service Stop' });
    assert.ok(await confirm.getByRole('button', { name: 'Stop Site' }).isDisabled(), 'no reason, no stop');
    const stoppageReason = confirm.getByLabel('Stoppage reason');
    assert.equal(await confirm.locator(':focus').getAttribute('id'), await stoppageReason.getAttribute('id'));
    await stoppageReason.fill('Stopping integration due to stocktake');
    await confirm.getByRole('button', { name: 'Stop Site' }).click();

    // 5. Upon successful stop, the log will show a confirmation message.
    await log(page).getByText(confirmation(site, 'stopped')).waitFor();
    await page.getByRole('banner').getByText('Stopped', { exact: true }).waitFor();
    await confirm.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'State of the site' }).getByText('stocktake').waitFor();

    const { integrator, reason } = await inTemporal(site).query(stateQuery);
    assert.deepEqual([integrator, reason], ['Stopped', 'Stopping integration due to stocktake']);
    await eventually('the store has it', async () => (await stored(site)) === 'Stopped');
  });

  it('in the middle of a task: the stop halts it; while stopped, Send All is Pending Changed and does not run', async () => {
    const things = await importSite(service);
    const { site } = things;
    const { run, release } = await holdRun(service, things, 'a.csv');
    const page = await openAndSelect(site);
    await taskRow(page).getByText('In-Progress').first().waitFor();

    await topMenu(page, 'Stop Site').click();
    const confirm = page.getByRole('dialog', { name: 'Confirm Service Stop' });
    await confirm.getByText(run.name).waitFor();
    await confirm.getByLabel('Stoppage reason').fill('stocktake');
    await confirm.getByRole('button', { name: 'Stop Site' }).click();
    await log(page).getByText(confirmation(site, 'stopped')).waitFor();
    const halted = await release();
    await assertHalted(things, halted, run.id);
    await taskRow(page).getByText('Failed').waitFor();
    await taskRow(page).getByText('In-Progress').first().waitFor({ state: 'detached' });

    // If a 'Send All' is clicked, the status of the task is set to 'Pending Changed' but will not be run.
    await taskRow(page).getByRole('button', { name: 'Send All' }).click();
    await taskRow(page).getByText('Pending Changed').waitFor();
    assert.deepEqual(await runIds(site), [run.id]);
    assert.deepEqual(await inTemporal(site).query(tasksQuery), { things: 'Pending Changed' });

    // If the site's Integrator is then started, the status is reset to blank and the task is not commenced.
    await topMenu(page, 'Start Site').click();
    await log(page).getByText(confirmation(site, 'started')).nth(1).waitFor();
    await page.getByRole('banner').getByText('Running', { exact: true }).waitFor();
    await taskRow(page).getByText('Pending Changed').waitFor({ state: 'detached' });
    assert.deepEqual(await inTemporal(site).query(tasksQuery), {});
    assert.deepEqual(await runIds(site), [run.id]);
    assert.deepEqual(await things.rows(), []);
  });

  const runIds = async (site: string): Promise<unknown[]> =>
    (await service.database.query<{ id: string }>('select id from run where site = $1', [site])).rows.map(
      ({ id }) => id,
    );

  async function assertHalted({ site, rows }: ImportSite, run: Record<string, unknown>, id: string): Promise<void> {
    assert.deepEqual([run.status, run.reason], ['Failed', `Halted: site ${site} was stopped: stocktake`]);
    assert.deepEqual(await rows(), []);
    const { status } = await service.temporal.workflow.getHandle(runWorkflowId(id)).describe();
    assert.notEqual(status.name, 'RUNNING');
  }
});

/** `08-Jul-2014 15:05:30 (4): Site DEV started successfully!` */
function confirmation(site: string, done: 'started' | 'stopped'): RegExp {
  return new RegExp(String.raw`^\d{2}-\w{3}-\d{4} \d{2}:\d{2}:\d{2} \(4\): Site ${site} ${done} successfully!$`);
}
