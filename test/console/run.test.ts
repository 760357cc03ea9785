import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import type { AnswerBody } from '../support/http-client.js';
import type { TestService } from '../support/service.js';
import { importSite } from '../api/support/import-site.js';
import { holdRun, waitForEnd } from '../api/support/start-run.js';
import { assertAccessible } from './support/assert-accessible.js';
import { assertFits } from './support/assert-fits.js';
import { assertUsable } from './support/assert-usable.js';
import { startConsole, type StartedConsole } from './support/start-console.js';
import { takePictures } from './support/take-pictures.js';

const schema = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] };
const CSV = 'id,name\n1,one\n2,two\n3,\n';

describe('the page of a run', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  const pageOf = (run: AnswerBody, part = '') => shown!.open(`/sites/${String(run.site)}/runs/${run.id}${part}`);

  it('tells how it ended, and counts that add up', async () => {
    const { run } = await importSite(service, { schema });
    const ended = await run(CSV);
    const page = await pageOf(ended);
    await page.getByRole('heading', { name: ended.name }).waitFor();
    await page.getByText('Completed with Errors', { exact: true }).waitFor();
    const outcome = page.getByRole('region', { name: 'Outcome' });
    const told = await outcome.getByRole('definition').allInnerTexts();
    assert.deepEqual(told, ['3', '2', '0', '1', '0']);
    await outcome.getByText('Refused for their errors: 1 of 3 records.').waitFor();
    await page.getByRole('complementary').getByText('things.csv').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Temporal Web UI' }).getAttribute('href'), ended.temporal.url);
    await assertUsable(page, 'run-summary');
  });

  it('tells each step with its time and lines', async () => {
    const { run } = await importSite(service, { schema });
    const ended = await run(CSV);
    const { steps } = (await service.http.get(`/runs/${ended.id}/details`)).body as unknown as {
      steps: { lines: { text: string }[] }[];
    };
    const page = await pageOf(ended, '/details');
    await page.getByRole('heading', { name: 'Load the records' }).waitFor();
    for (const { text } of steps.flatMap(({ lines }) => lines)) await page.getByText(text).first().waitFor();
    await assertUsable(page, 'run-details');
  });

  it('shows the first lines of the file, and gives all of it', async () => {
    const { run } = await importSite(service, { schema });
    const csv = `id,name\n${Array.from({ length: 5000 }, (_, at) => `${at},name ${at}`).join('\n')}\n`;
    const page = await pageOf(await run(csv), '/source-file');
    const lines = page.getByRole('region', { name: 'First lines of the file' });
    await lines.getByText('23,name 23').waitFor();
    assert.equal(await lines.getByRole('listitem').count(), 25);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'things.csv');
    assert.equal(await readFile(await download.path(), 'utf8'), csv);
    await assertUsable(page, 'run-source-file');
  });

  it('shows that a file is empty, and gives it', async () => {
    const { run } = await importSite(service, { schema });
    const page = await pageOf(await run(''), '/source-file');
    await page.getByText(/^That is all of it/).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    assert.equal(await readFile(await (await downloading).path(), 'utf8'), '');
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('halts it with a reason, and shows its end as it comes', async () => {
    const site = await importSite(service);
    const held = await holdRun(service, site, 'held.csv');
    const page = await pageOf(held.run);
    await page.getByText('In-Progress', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Halt' }).click();
    const window = page.getByRole('dialog', { name: 'Halt the run' });
    await window.getByLabel('Reason').fill('wrong file');
    await window.getByRole('button', { name: 'Halt', exact: true }).click();
    await page.getByText(/^Halted: by .*: wrong file$/).waitFor();
    await page.getByText('Failed', { exact: true }).waitFor();
    const ended = await held.release();
    assert.equal(ended.status, 'Failed');
    assert.match(ended.reason, /wrong file/);
    assert.deepEqual(await site.rows(), []);
    const { status } = await service.temporal.workflow.getHandle(ended.temporal.workflowId).describe();
    assert.notEqual(status.name, 'RUNNING');
  });

  it('is run again after Yes, and not after No', async () => {
    const { site, run } = await importSite(service);
    const first = await run('id,name\n1,one\n');
    const page = await pageOf(first);
    const button = page.getByRole('button', { name: 'Re-Run' });
    await button.click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal((await service.http.get(`/sites/${site}/runs`)).body.items.length, 1);
    await button.click();
    await assertFits(page);
    await takePictures(page, 'run-re-run');
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByText('Re-Run of').waitFor();
    await page.getByText('Completed', { exact: true }).waitFor();
    const [again] = (await service.http.get(`/sites/${site}/runs`)).body.items;
    assert.equal(again?.rerunOf, first.id);
    assert.match(page.url(), new RegExp(again.id));
    assert.equal((await waitForEnd(service, again.id)).status, 'Completed');
    await page.getByRole('link', { name: first.name }).waitFor();
  });

  it('tells what a dry run would have done, record by record', async () => {
    const { site, run, runWith } = await importSite(service, { mode: 'replace' });
    await run('id,name\n1,one\n2,two\n3,three\n');
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n2,TWO\n4,four\n');
    const page = await pageOf(await runWith({ file: 'a.csv', dryRun: true }));
    await page.getByText('Dry run', { exact: true }).waitFor();
    const told = (kind: string) => page.getByRole('region', { name: kind }).getByRole('cell').allInnerTexts();
    await page.getByRole('region', { name: 'Would be updated' }).waitFor();
    assert.deepEqual(await told('Would be inserted'), ['4', 'four']);
    assert.deepEqual(await told('Would be updated'), ['2', 'two TWO']);
    assert.deepEqual(await told('Would be deleted'), ['3', 'three']);
    await assertUsable(page, 'run-dry');
  });

  it('tells of the run of a set how each member went', async () => {
    const { site } = await importSite(service, { schema });
    const { http } = service;
    await http.put(`/sites/${site}/files/things.csv`, CSV);
    const set = {
      abortOnFailure: true,
      members: [
        { integration: 'things', file: 'things.csv' },
        { integration: 'things', file: 'things.csv' },
      ],
    };
    const made = await http.put(`/sites/${site}/integration-sets/night`, set);
    assert.equal(made.status, 201, made.text);
    const { body: ran } = await http.post(`/sites/${site}/runs`, { integrationSet: 'night' }, { Prefer: 'wait=60' });
    const page = await pageOf(ran);
    const members = page.getByRole('table', { name: 'Members of the set' });
    await members.getByText('Completed with Errors', { exact: true }).waitFor();
    await members.getByText('Not Run', { exact: true }).waitFor();
    await assertUsable(page, 'run-of-set');
    await members.getByRole('link').first().click();
    await page.getByText('Member of the set run').waitFor();
  });

  it('says so where there is no such run', async () => {
    const { site } = await importSite(service);
    const page = await shown!.open(`/sites/${site}/runs/${crypto.randomUUID()}`);
    await page.getByRole('alert').getByText('Run not found').waitFor();
  });
});
