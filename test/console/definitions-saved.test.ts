import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertAccessible } from './support/assert-accessible.js';
import { assertFits } from './support/assert-fits.js';
import {
  append,
  dialog,
  editor,
  makeDefinitions,
  press,
  putThings,
  readThings,
  THINGS,
} from './support/definitions.js';
import { openConsole, type OpenConsole } from './support/open-console.js';
import { takePictures } from './support/take-pictures.js';

describe('definitions as they come, change and go', () => {
  let service: TestService;
  let browser: OpenConsole | undefined;
  const pages: Page[] = [];
  before(async function () {
    service = await startService();
    browser = await openConsole(this, service.api.url);
  });
  afterEach(() => Promise.all(pages.splice(0).map((page) => page.context().close())));
  after(async () => {
    await browser?.close();
    await service.stop();
  });

  async function open(path: string): Promise<Page> {
    const page = await browser!.open(path);
    pages.push(page);
    return page;
  }

  it('says who has saved meanwhile, shows the differences, and goes on with what is chosen', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await append(page, 'description: mine');
    await putThings(service, site, { ...THINGS, description: 'theirs' });
    await page.getByText(/^api saved things after you began, at \d\d-\w{3}-\d{4}/).waitFor();
    await press(page, 'Differences');
    const differences = page.getByRole('textbox', { name: 'From what is saved to yours' });
    await differences.getByText('theirs').waitFor();
    await differences.getByText('mine').waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await takePictures(page, 'definition-conflict');
    await press(page, 'Go on with mine');
    await press(page, 'Save');
    await press(dialog(page, 'Save things?'), 'Save');
    await page.getByText('things was saved.').waitFor();
    const { version, definition } = await readThings(service, site);
    assert.deepEqual([version, definition.description], [3, 'mine']);
  });

  it('does not write over what somebody else has saved, though no event has told of it', async () => {
    const site = await makeDefinitions(service);
    const page = await open('/new-site');
    await page.route('**/events', (route) => route.abort());
    await page.goto(`/sites/${site}/definitions/integrations/things`);
    await append(page, 'description: mine');
    await press(page, 'Save');
    const save = dialog(page, 'Save things?');
    await save.getByText('mine').waitFor();
    await putThings(service, site, { ...THINGS, description: 'theirs' });
    await press(save, 'Save');
    await save.getByText('Nothing was saved: somebody else').waitFor();
    await press(save, 'Cancel');
    await page.getByText(/saved things after you began/).waitFor();
    assert.equal((await readThings(service, site)).definition.description, 'theirs');
    await press(page, 'Discard mine');
    await editor(page).getByText('theirs').waitFor();
  });

  it('knows its own Save again whose answer was lost', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    let isLost = false;
    await page.route(
      (url) => url.pathname.endsWith('/integrations/things') && url.search === '',
      async (route) => {
        if (isLost || route.request().method() !== 'PUT') return route.continue();
        isLost = true;
        await route.fetch();
        return route.abort();
      },
    );
    await append(page, 'description: mine');
    await press(page, 'Save');
    const save = dialog(page, 'Save things?');
    await save.getByText('mine').waitFor();
    await press(save, 'Save');
    await save
      .getByRole('alert')
      .getByText(/Nobody answers/)
      .waitFor();
    await press(save, 'Save');
    await page.getByText('things was saved.').waitFor();
    await save.waitFor({ state: 'detached' });
    const { version, definition } = await readThings(service, site);
    assert.deepEqual([version, definition.description], [2, 'mine']);
  });

  it('lists versions, shows what is different between any two, and restores one as the newest', async () => {
    const site = await makeDefinitions(service);
    await putThings(service, site, { ...THINGS, description: 'second' });
    await putThings(service, site, { ...THINGS, description: 'third', onFileInUse: 'wait' });
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await page.getByRole('link', { name: 'Versions' }).click();
    const table = page.getByRole('table', { name: /Versions of things/ });
    await table.getByRole('row', { name: /^3 \d\d-\w{3}-\d{4} .* api/ }).waitFor();
    await page.getByRole('textbox', { name: 'From version 2 to version 3' }).getByText('third').waitFor();
    await page.getByRole('combobox', { name: 'From version' }).selectOption('1');
    const differences = page.getByRole('textbox', { name: 'From version 1 to version 3' });
    await differences.getByText('onFileInUse: wait').waitFor();
    await page.reload();
    await differences.getByText('onFileInUse: wait').waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await takePictures(page, 'definition-versions');
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page);
    await takePictures(page, 'definition-versions-dark');
    await press(page, 'Restore version 1');
    const save = dialog(page, 'Save things?');
    await save.getByText('onFileInUse').waitFor();
    await press(save, 'Save');
    await page.getByText('things was saved.').waitFor();
    const { version, definition } = await readThings(service, site);
    assert.deepEqual([version, definition.description], [4, undefined]);
  });

  it('deletes after it was said what depends on it; its versions stay, and bring it back', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await press(page, 'Delete');
    const remove = dialog(page, 'Delete things?');
    const dependents = remove.getByRole('list', { name: 'What depends on it' });
    await dependents.getByText('integration set night').waitFor();
    await dependents.getByText('schedule early').waitFor();
    await assertAccessible(page);
    await press(remove, 'Yes');
    await page.waitForURL(`**/sites/${site}/definitions`);
    await page.getByText('No integration yet.').waitFor();
    assert.equal((await service.http.get(`/sites/${site}/integrations/things`)).status, 404);
    await page.goto(`/sites/${site}/definitions/integrations/things?part=versions`);
    await press(page, 'Restore version 1');
    await press(dialog(page, 'Save things?'), 'Save');
    await page.getByText('things was saved.').waitFor();
    assert.equal((await readThings(service, site)).definition.target.mode, 'upsert');
  });

  it('makes a site, an integration and a set of examples that are valid as they are', async () => {
    const site = uniqueSite();
    const page = await open('/');
    await page.getByRole('link', { name: 'New site' }).first().click();
    const make = async (name: string): Promise<void> => {
      await page.getByLabel('Name', { exact: true }).fill(name);
      await press(page, 'Save');
      const save = dialog(page, `Save ${name}?`);
      await save.getByText('It is made').waitFor();
      await press(save, 'Save');
      await page.getByText(`${name} was saved.`).waitFor();
    };
    await make(site);
    await page.waitForURL(`**/sites/${site}/definitions/site`);
    await page.getByRole('link', { name: 'Definitions', exact: true }).first().click();
    await page.getByRole('link', { name: 'New integration' }).click();
    await editor(page).getByText('primaryKey').waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await takePictures(page, 'new-integration');
    await make('employees');
    await page.goto(`/sites/${site}/definitions/new-set`);
    await editor(page).getByText('integration: employees').waitFor();
    await make('night');
    const set = await service.http.get(`/sites/${site}/integration-sets/night`);
    const { members } = set.body.definition as { members: { integration: string }[] };
    assert.deepEqual(
      members.map(({ integration }) => integration),
      ['employees'],
    );
    // A second one of the name is not written over the first.
    await page.goto(`/sites/${site}/definitions/new-set?name=night`);
    await press(page, 'Save');
    const save = dialog(page, 'Save night?');
    await save.getByText('There is one already: night.').waitFor();
    assert.ok(await save.getByRole('button', { name: 'Save', exact: true }).isDisabled());
  });

  it('says of what there is not that it is not', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/nothing`);
    await page
      .getByRole('alert')
      .getByText(/nothing/)
      .waitFor();
    await assertAccessible(page);
  });
});
