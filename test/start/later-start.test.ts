import assert from 'node:assert/strict';

import { Starts, running } from './support/starts.js';

describe('a later npm start', () => {
  const starts = new Starts();
  let data: string;
  let run: string;
  before(async () => {
    data = starts.newData();
    const first = await starts.start(data).isUp();
    run = /\/runs\/([^/]+)/.exec(first.address('Rejects'))?.[1] ?? '';
    first.interrupt();
    assert.equal(await first.exit(), 0);
  });
  after(() => starts.end());

  it('finds site, run and data as they were, and runs nothing again', async () => {
    const begun = performance.now();
    const second = await starts.start(data).isUp();
    console.log(`      up in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    assert.doesNotMatch(second.output, /new database cluster|Run Summary|left over/);
    const [site, runs] = await Promise.all([second.http.get('/sites/DEV'), second.http.get('/sites/DEV/runs')]);
    assert.equal(site.body.integrator, 'Running');
    assert.deepEqual(
      runs.body.items.map(({ id, status }) => [id, status]),
      [[run, 'Completed with Errors']],
    );
    assert.equal(await second.employees(), 9990);
    second.interrupt();
    assert.equal(await second.exit(), 0);
  });

  it('ends the servers that a kill -9 left running, says so, and is up', async () => {
    const killed = await starts.start(data).isUp();
    const left = killed.servers();
    await killed.kill();
    assert.deepEqual(running(left).sort(), ['PostgreSQL', 'Temporal']);

    const next = await starts.start(data).isUp();
    for (const name of ['PostgreSQL', 'Temporal']) {
      assert.ok(next.output.includes(`Ended ${name} (process ${left[name]!}), left over from an earlier start`));
    }
    assert.deepEqual(running(left), []);
    const site = await next.http.get('/sites/DEV');
    assert.equal(site.body.integrator, 'Running');
    next.interrupt();
    assert.equal(await next.exit(), 0);
  });

  it('is refused while another one holds the data folder, which goes on unharmed', async () => {
    const holder = await starts.start(data).isUp();
    const refused = starts.start(data);
    assert.equal(await refused.exit(), 1);
    const message = `The data folder ${data} is in use by process ${holder.pid}. Stop that one first (Ctrl-C where it runs, or: kill ${holder.pid}), or set INTEGRATOR_DATA to another folder.`;
    assert.equal(refused.output.trim(), message);
    assert.deepEqual(running(holder.servers()).sort(), ['PostgreSQL', 'Temporal']);
    assert.equal((await holder.http.get('/sites/DEV')).status, 200);
    holder.interrupt();
    assert.equal(await holder.exit(), 0);
  });

  for (const [name, words] of [
    ['PostgreSQL', 'PostgreSQL ended by itself (signal SIGKILL); see '],
    ['Temporal', 'The Temporal server ended by itself (signal SIGKILL); see '],
  ] as const) {
    it(`ends with one message where ${name} is killed, and leaves no process`, async () => {
      const started = await starts.start(data).isUp();
      const servers = started.servers();
      process.kill(servers[name]!, 'SIGKILL');
      assert.equal(await started.exit(), 1);
      const message = started.output.trimEnd().split('\n').at(-1)!;
      assert.ok(message.startsWith(words), started.output);
      assert.deepEqual(running(servers), []);
    });
  }

  it('finishes an example that a kill -9 cut off, and runs it once', async () => {
    const fresh = starts.newData();
    const killed = starts.start(fresh);
    await killed.says(/The API is up/);
    await killed.kill();
    const next = await starts.start(fresh).isUp();
    assert.match(next.output, /10000 read, 9990 applied, 9990 inserted, 10 rejected/);
    assert.equal((await next.http.get('/sites/DEV/runs')).body.items.length, 1);
    assert.equal(await next.employees(), 9990);
  });
});
