import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { startService, type TestService } from '../support/service.js';
import { assertAccessible } from './support/assert-accessible.js';
import { assertFits } from './support/assert-fits.js';
import { append, dialog, editor, makeDefinitions, press, readThings, write } from './support/definitions.js';
import { openConsole, type OpenConsole } from './support/open-console.js';
import { takePictures } from './support/take-pictures.js';

describe('definitions in the console', () => {
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
  const issues = (page: Page): Locator => page.getByRole('list', { name: 'What is wrong' }).getByRole('button');

  it('lists what a site has and checks its connections, at every width, without a barrier', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions`);
    await page.getByRole('region', { name: 'Integrations' }).getByRole('link', { name: 'things' }).waitFor();
    await page.getByRole('region', { name: 'Integration sets' }).getByRole('link', { name: 'night' }).waitFor();
    await page
      .getByRole('region', { name: `Site ${site}` })
      .getByText('casuals')
      .waitFor();
    await press(page, 'Check now: target');
    await page.getByText(/Connection to .*target.* established|target.* established/).waitFor();
    await press(page, 'Check now: nowhere');
    await page.getByText(/\/nowhere\/at\/all/).waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await takePictures(page, 'definitions');
    await page.getByRole('link', { name: `Definition of ${site}` }).click();
    await editor(page).getByText('casuals').waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await takePictures(page, 'definition-of-site');
  });

  it('changes an integration: what changes is seen first, and it becomes a version', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await append(page, 'description: Things of all kinds');
    await press(page, 'Save');
    const save = dialog(page, 'Save things?');
    await save.getByText('Things of all kinds').waitFor();
    await assertAccessible(page);
    await takePictures(page, 'definition-save');
    await press(save, 'Save');
    await page.getByText('things was saved.').waitFor();
    await save.waitFor({ state: 'detached' });
    const { version, definition } = await readThings(service, site);
    assert.deepEqual([version, definition.description], [2, 'Things of all kinds']);
    assert.ok(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled());
  });

  it('is used by keyboard alone: Tab leads in and, after Escape, out; names are completed', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await editor(page).waitFor();
    const focused = (): Promise<string> =>
      page.evaluate<string>('(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).textContent');
    const tabUntil = async (isThere: (text: string) => boolean): Promise<void> => {
      for (let times = 0; times < 40 && !isThere(await focused()); times += 1) await page.keyboard.press('Tab');
      assert.ok(isThere(await focused()), await focused());
    };
    await tabUntil((text) => text.includes('upsert'));
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('\n');
    await page.keyboard.press('ArrowUp');
    // As fast as people type: what has just been offered is not chosen by a key that was meant for the text.
    await page.keyboard.type('desc', { delay: 150 });
    await page.getByRole('option', { name: /^description/ }).waitFor();
    await page.keyboard.press('Enter');
    await editor(page).getByText('description: ').waitFor();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Escape');
    await tabUntil((text) => text === 'Save');
    await page.keyboard.press('Enter');
    await dialog(page, 'Save things?').getByText('By keyboard').waitFor();
    await tabUntil((text) => text === 'Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('things was saved.').waitFor();
    assert.equal((await readThings(service, site)).definition.description, 'By keyboard');
  });

  it('says what is wrong at its line while one writes, and leads there', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await write(
      page,
      'schema:\n  fields:\n    - { name: id }\n    - { name: born, type: dat }\ntarget: { connection: nobody, table: t, mode: insert }',
    );
    await issues(page).filter({ hasText: 'Line 4' }).getByText('schema.fields[1].type').waitFor();
    await assertAccessible(page);
    await takePictures(page, 'definition-wrong');
    await issues(page).first().click();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.type('date');
    // What the rules of a definition allow is looked at by what the site has.
    await issues(page)
      .filter({ hasText: 'Line 5' })
      .getByText(/expected a postgres connection of site .*target.*nobody/)
      .waitFor();
    await press(page, 'Save');
    await dialog(page, 'Save things?').getByRole('alert').waitFor();
    assert.ok(await dialog(page, 'Save things?').getByRole('button', { name: 'Save', exact: true }).isDisabled());
    assert.equal((await readThings(service, site)).version, 1);
  });

  it('takes secrets by reference only, and says so at the line of one that was written out', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/site`);
    await editor(page).getByText('casuals').waitFor();
    await write(page, 'kind: DEV\nconnections:\n  target:\n    kind: postgres\n    url: postgres://me:hush@db/hr\n');
    await issues(page)
      .filter({ hasText: 'Line 5' })
      .getByText(/expected a reference such as env:HR_DATABASE_URL/)
      .waitFor();
    await write(page, 'kind: DEV\nconnections:\n  target:\n    kind: postgres\n    url: env:TARGET_URL\n');
    await issues(page).first().waitFor({ state: 'detached' });
    await press(page, 'Save');
    await press(dialog(page, `Save ${site}?`), 'Save');
    await page.getByText(`${site} was saved.`).waitFor();
    const { connections } = (await service.http.get(`/sites/${site}`)).body;
    assert.deepEqual(connections, { target: { kind: 'postgres', url: 'env:TARGET_URL' } });
  });

  it('completes values by the rules and by what the site has, and explains them', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await editor(page).getByText('upsert').waitFor();
    await write(page, 'target:\n  mode: ');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: 'replace' }).waitFor();
    await page.getByText('replace: the table holds what the file holds').waitFor();
    await write(page, 'source:\n  connection: ');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: 'inbox' }).waitFor();
    await assertAccessible(page);
    await page.getByRole('option', { name: 'inbox' }).click();
    await editor(page).getByText('connection: inbox').waitFor();
    await editor(page).getByText('connection').hover();
    await page.keyboard.press('Escape');
  });

  it('keeps what is not saved over a reload and on other pages, until it is discarded', async () => {
    const site = await makeDefinitions(service);
    const page = await open(`/sites/${site}/definitions/integrations/things`);
    await editor(page).getByText('upsert').waitFor();
    await write(page, 'description: in the making');
    await page.getByText('Not saved yet; it stays in this tab.').waitFor();
    await page.reload();
    await editor(page).getByText('in the making').waitFor();
    await page.getByRole('link', { name: 'Definitions', exact: true }).first().click();
    await page.getByText('Not saved yet').waitFor();
    await page.getByRole('link', { name: 'things' }).click();
    await editor(page).getByText('in the making').waitFor();
    await press(page, 'Discard changes');
    await editor(page).getByText('upsert').waitFor();
    assert.equal((await readThings(service, site)).version, 1);
  });
});
