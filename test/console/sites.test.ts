import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { importSite } from '../api/support/import-site.js';
import { holdRun } from '../api/support/start-run.js';
import { uniqueSite, type TestService } from '../support/service.js';
import { assertAccessible } from './support/assert-accessible.js';
import { assertFits } from './support/assert-fits.js';
import { assertUsable } from './support/assert-usable.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

describe('the list of sites, and the way between them', function () {
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

  it('say what to do where there is no site yet', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'There is no site yet' }).waitFor();
    await page.getByText('npx integrator apply -f site.yaml').waitFor();
    assert.equal(await page.getByRole('link', { name: 'New site', exact: true }).getAttribute('href'), '/new-site');
    await assertAccessible(page);
    await assertFits(page);
  });

  it('list the sites with their state, LIVE so that nobody takes it for another, and what runs', async () => {
    const live = uniqueSite();
    await service.http.put(`/sites/${live}`, { kind: 'LIVE', timeZone: 'Australia/Sydney' });
    await service.http.put(`/sites/${uniqueSite()}`, { kind: 'STAGE' });
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const page = await open('/');
    const card = (of: string): Locator => page.getByRole('article').filter({ hasText: of });
    await card(live).getByText('Stopped').waitFor();
    await card(live).getByText('Kind of site: LIVE').waitFor();
    await card(live).getByText('Australia/Sydney').waitFor();
    await card(things.site).getByText('Running').waitFor();
    await card(things.site).getByRole('link', { name: run.name }).waitFor();
    await assertUsable(page, 'sites');
    await release();
    await card(things.site).getByText('Nothing is running').waitFor();
  });

  it('go from one site to another and stay on the page, and lead to the pages of a site', async () => {
    const [one, other] = [uniqueSite(), uniqueSite()];
    for (const site of [one, other]) await service.http.put(`/sites/${site}`, { kind: 'DEV' });
    const page = await open(`/sites/${one}`);
    await page
      .getByRole('navigation', { name: `Site ${one}` })
      .getByRole('link', { name: 'Integrations' })
      .click();
    await page.waitForURL(`**/sites/${one}/integrations`);
    await page.getByRole('banner').getByRole('combobox', { name: 'Sites' }).selectOption(other);
    await page.waitForURL(`**/sites/${other}/integrations`);
    await page.getByRole('banner').getByRole('button', { name: 'Main Menu' }).click();
    await page.getByRole('menuitem', { name: 'Sites' }).click();
    await page.waitForURL(/\/$/);
  });

  it('say of a site that is not there that it is not', async () => {
    const page = await open('/sites/NOWHERE');
    const refused = page.waitForResponse(/NOWHERE\/events$/);
    await page.reload();
    await (await refused).finished();
    await page
      .getByRole('alert')
      .getByText(/NOWHERE/)
      .waitFor();
    assert.equal(await page.getByText('Not live').count(), 0, 'the API is there');
    await assertAccessible(page);
  });
});
