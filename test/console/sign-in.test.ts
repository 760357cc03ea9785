import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { asCaller } from '../api/support/as-caller.js';
import { importSite } from '../api/support/import-site.js';
import type { Role } from '../../src/model/caller.js';
import { createApiKey } from '../../src/store/api-keys.js';
import type { TestService } from '../support/service.js';
import { assertAccessible } from './support/assert-accessible.js';
import { startConsole, type StartedConsole } from './support/start-console.js';
import { takePictures } from './support/take-pictures.js';

describe('the console of an API that asks for keys', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  let site: string;
  before(async function () {
    shown = await startConsole(this, { authentication: { mode: 'required' } });
    ({ service } = shown);
    ({ site } = await importSite(await asCaller(service, 'admin', 'admin')));
  });
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  const open = (path: string): Promise<Page> => shown!.open(path);

  const keyOf = async (name: string, role: Role): Promise<string> =>
    (await createApiKey(service.database, { name, role, sites: [site] }, 'the test')).token;
  async function signIn(page: Page, key: string): Promise<void> {
    await page.getByLabel('API key or token').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  it('asks for a key first, and tells of one that is wrong', async () => {
    const page = await open(`/sites/${site}`);
    await page.getByLabel('API key or token').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, 'nothing was wrong so far');
    await assertAccessible(page);
    await takePictures(page, 'sign-in');
    await signIn(page, 'ti_wrong');
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /key|token/i);
    await signIn(page, await keyOf('ops', 'operator'));
    await page.getByRole('heading', { level: 1, name: site }).waitFor();
  });

  it('keeps the key over a reload, in this tab, until one signs out', async () => {
    const page = await open(`/sites/${site}`);
    await signIn(page, await keyOf('olga', 'operator'));
    await page.getByRole('heading', { level: 1, name: site }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign out olga' }).click();
    await page.getByLabel('API key or token').waitFor();
    assert.equal(await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })'), '{}');
  });

  it('shows a viewer everything, and lets him press nothing', async () => {
    const page = await open(`/sites/${site}`);
    await signIn(page, await keyOf('vera', 'viewer'));
    await page.getByRole('log').getByText('started successfully').waitFor();
    for (const name of ['Start Site', 'Stop Site', 'Send All things', 'Send Changed things', 'Check now: target']) {
      assert.ok(await page.getByRole('button', { name, exact: true }).isDisabled(), name);
    }
    await page.goto(`/sites/${site}?window=stop`);
    await page.getByRole('heading', { level: 1, name: site }).waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  it('lets an operator start and stop the site, as who he is', async () => {
    const page = await open(`/sites/${site}`);
    await signIn(page, await keyOf('otto', 'operator'));
    await page.getByRole('button', { name: 'Stop Site' }).click();
    await page.getByLabel('Stoppage reason').fill('stocktake');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop Site' }).click();
    const state = page.getByRole('region', { name: 'State of the site' });
    await state.getByText(/Stopped .* by otto: stocktake/).waitFor();
    await page.getByRole('button', { name: 'Start Site' }).click();
    await state.getByText(/since .* by otto/).waitFor();
  });
});
