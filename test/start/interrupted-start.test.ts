import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { Starts, running } from './support/starts.js';

describe('npm start, interrupted', () => {
  const starts = new Starts();
  afterEach(() => starts.end());

  it('while its servers start ends in order and leaves no process', async () => {
    const started = starts.start(starts.newData());
    await started.says(/Starting the Temporal server/);
    started.interrupt();
    assert.equal(await started.exit(), 0);
    assert.match(started.output, /Stopping/);
    assert.doesNotMatch(started.output, /The worker is up/);
    // What it has started was written down then, and is crossed out only when it has ended.
    assert.deepEqual(started.servers(), {});
  });

  it('in the moment its API is up ends in order and leaves no process', async () => {
    const started = starts.start(starts.newData());
    await started.says(/The API is up/);
    const servers = started.servers();
    started.interrupt();
    assert.equal(await started.exit(), 0);
    assert.deepEqual([running(servers), started.servers()], [[], {}]);
  });

  it('while it downloads Temporal does not wait for it, and leaves nothing of it', async () => {
    // A proxy that takes every call and never answers.
    const proxy = createServer().listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const cache = join(starts.folder(), 'cache');
    mkdirSync(cache);
    const env = { PATH: starts.folder(), XDG_CACHE_HOME: cache, HTTPS_PROXY: url, https_proxy: url };
    const started = starts.start(starts.newData(), { env });
    try {
      await Promise.all([once(proxy, 'connection'), started.says(/PostgreSQL is ready/)]);
      started.interrupt();
      assert.equal(await started.exit(), 0);
      assert.deepEqual(started.servers(), {});
      assert.deepEqual(readdirSync(join(cache, 'temporal-integrator')), []);
    } finally {
      proxy.close();
    }
  });

  it('twice, as npm passes on what the terminal has sent, still ends in order', async () => {
    const started = await starts.start(starts.newData()).isUp();
    const servers = started.servers();
    started.interrupt();
    await started.says(/Stopping/);
    started.interrupt();
    assert.equal(await started.exit(), 0);
    assert.deepEqual([running(servers), started.servers()], [[], {}]);
  });
});
