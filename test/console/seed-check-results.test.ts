import assert from 'node:assert/strict';

import type { AnswerBody } from '../support/http-client.js';
import type { TestService } from '../support/service.js';
import { peopleSite, personLine, runPeople } from '../support/sites.js';
import { startConsole, type StartedConsole } from './support/start-console.js';

/** "Check the results" of the seed Run and Test Integrations, click by click. */
describe('the seed: Check the results', function () {
  this.timeout(120_000);
  let service: TestService;
  let shown: StartedConsole | undefined;
  before(async function () {
    shown = await startConsole(this);
    ({ service } = shown);
  });
  afterEach(() => shown?.closePages());
  after(() => shown?.stop());

  it('leads from the status to the Run Summary, the details, the Source File, and through the Transaction Assistant', async () => {
    const { http, target } = service;
    const site = await peopleSite(service);
    const csv = `id,name,rate,born\n${personLine(1)}\nP000002,Bob,-3,1990-01-02\n`;
    const { body: run } = await runPeople(service, site, csv);
    const page = await shown!.open(`/sites/${site}/runs/${run.id}`);

    // Check the status indicators.
    await page.getByText('Completed with Errors', { exact: true }).waitFor();
    // Check the Run Summary for details.
    assert.equal(await page.getByRole('link', { name: 'Run Summary' }).getAttribute('aria-current'), 'page');
    await page.getByText('Refused for their errors: 1 of 2 records.').waitFor();
    // Click tap Go to Additional Details.
    await page.getByRole('link', { name: 'Go to Additional Details' }).click();
    await page.getByRole('heading', { name: 'Load the records' }).waitFor();
    // Click tap the Source File to open and examine the input source file.
    await page.getByRole('link', { name: 'Source File', exact: true }).click();
    await page.getByText('P000002,Bob,-3,1990-01-02').waitFor();
    // Click tap Go to Transaction Assistant.
    await page.getByRole('link', { name: 'Run Summary' }).click();
    await page.getByRole('link', { name: 'Go to Transaction Assistant' }).click();
    // Resolve the error, and resubmit.
    await page.getByLabel('rate of record 2').fill('3.5');
    await page.getByRole('button', { name: 'Resubmit', exact: true }).click();
    await page.getByRole('region', { name: 'Resubmission' }).getByText('Completed', { exact: true }).waitFor();
    await page.getByText('Resolved: record 2.').waitFor();

    const { rows } = await target.query('select id, rate::text from people order by id');
    assert.deepEqual(rows, [
      { id: 'P000001', rate: '1.5' },
      { id: 'P000002', rate: '3.5' },
    ]);
    const [again] = (await http.get(`/sites/${site}/runs`)).body.items as [AnswerBody];
    assert.equal(again.resubmits, run.id);
    const { items } = (await http.get(`/runs/${run.id}/rejects`)).body;
    assert.deepEqual(
      items.map(({ record, resolvedBy }) => [record, resolvedBy]),
      [[2, again.id]],
    );
    const { status } = await service.temporal.workflow.getHandle(again.temporal.workflowId).describe();
    assert.equal(status.name, 'COMPLETED');
  });
});
