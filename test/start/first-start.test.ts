import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';

import { Starts, running } from './support/starts.js';
import type { Started } from './support/started.js';

describe('the first npm start', () => {
  const starts = new Starts();
  let first: Started;
  before(async () => (first = await starts.start(starts.newData()).isUp()));
  after(() => starts.end());

  it('tells every step with its second', () => {
    const [steps = ''] = first.output.split('\n\n');
    for (const line of steps.split('\n')) assert.match(line, /^\[ *\d+\.\d s\] \S/);
    for (const step of [
      /Data folder \//,
      /Starting PostgreSQL/,
      /PostgreSQL is ready on 127\.0\.0\.1:\d+, with a new database cluster/,
      /Starting the Temporal server/,
      /Temporal is ready on 127\.0\.0\.1:\d+, its Web UI on http:/,
      /The worker is up/,
      /The API is up at http:\/\/127\.0\.0\.1:\d+/,
    ]) {
      assert.match(steps, step);
    }
  });

  it('prints the log of the site as the site writes it', () => {
    assert.match(first.output, /^ {2}\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d \(4\): Site DEV started successfully!$/m);
    assert.match(first.output, /\(4\): Connection to hr established/);
  });

  it('imports the example and prints its Run Summary', async () => {
    const [, summary = ''] = first.output.split('Run Summary\n');
    assert.match(summary, /^ {2}Run Name {2}employees .+\n {2}Status {4}Completed with Errors\n/);
    assert.match(summary, /^ {2}Records {3}10000 read, 9990 applied, 9990 inserted, 10 rejected$/m);
    assert.match(summary, /^ {2}File {6}employees\.csv, 934\.1 kB$/m);
    assert.match(summary, /^ {2}Duration {2}\d+\.\d\d s$/m);
    assert.equal(await first.employees(), 9990);
  });

  it('names an API that knows the site, the run and its rejects', async () => {
    const sites = await first.http.get('/sites');
    assert.deepEqual(
      sites.body.items.map(({ integrator }) => integrator),
      ['Running'],
    );
    const [, run = ''] = /runs\/([^/]+)/.exec(first.address('Rejects')) ?? [];
    const rejects = await first.http.get(`/runs/${run}/rejects`);
    assert.equal(rejects.body.items.length, 10);
  });

  it('shows a browser the console, and in it the page where the rejects are corrected', async () => {
    for (const address of [first.address('Console'), first.address('Rejects')]) {
      const page = await fetch(address, { headers: { Accept: 'text/html,*/*;q=0.8' } });
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
      const [, script = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(await page.text()) ?? [];
      const served = await fetch(new URL(script, address));
      assert.deepEqual([served.status, served.headers.get('cache-control')?.includes('immutable')], [200, true]);
    }
  });

  it('names a Temporal Web UI and, in it, the page of the run', async () => {
    const link = new URL(first.address('Temporal'));
    assert.equal(link.origin, first.address('Temporal Web UI'));
    const page = await fetch(link);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /text\/html/);
    // The page asks for the run in this way.
    const [, namespace, workflowId, runId] = /namespaces\/(.+)\/workflows\/(.+)\/(.+)\/history/.exec(link.pathname)!;
    const path = `/api/v1/namespaces/${namespace!}/workflows/${workflowId!}?execution.runId=${runId!}`;
    const { workflowExecutionInfo: run } = (await (await fetch(new URL(path, link))).json()) as {
      workflowExecutionInfo: { status: string };
    };
    assert.equal(run.status, 'WORKFLOW_EXECUTION_STATUS_COMPLETED');
  });

  it('ends at Ctrl-C in order, with exit code 0, and leaves no process', async () => {
    const servers = first.servers();
    assert.deepEqual(running(servers).sort(), ['PostgreSQL', 'Temporal']);
    first.interrupt();
    assert.equal(await first.exit(), 0);
    const [, afterwards] = first.output.split(/\[ *\d+\.\d s\] Stopping\n/);
    assert.equal(afterwards, '');
    assert.deepEqual(running(servers), []);
    assert.deepEqual(first.servers(), {});
    assert.deepEqual(
      readdirSync(first.data).filter((name) => name.startsWith('in-use-by')),
      [],
    );
  });
});
