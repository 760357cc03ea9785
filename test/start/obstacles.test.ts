import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';

import { ENTRY, type Started } from './support/started.js';
import { Starts } from './support/starts.js';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

describe('npm start', () => {
  const starts = new Starts();
  let listeners: Server[];
  beforeEach(() => (listeners = []));
  afterEach(async () => {
    listeners.forEach((listener) => listener.close());
    await starts.end();
  });

  /** Holds a port (0: any) and answers it; one that somebody holds already is as good. */
  async function hold(wanted = 0): Promise<number> {
    const listener = createServer().listen(wanted, '127.0.0.1');
    listeners.push(listener);
    try {
      await once(listener, 'listening');
      return (listener.address() as AddressInfo).port;
    } catch {
      return wanted;
    }
  }

  /** It ends with exit code 1 and, after its steps, these words alone; no server is left. */
  async function endsWith(started: Started, expected: RegExp): Promise<void> {
    assert.equal(await started.exit(), 1, started.output);
    const message = started.output.replace(/^\[ *\d+\.\d s\] .*\n/gm, '').trim();
    assert.match(message, expected);
    assert.doesNotMatch(message, /^ +at /m);
    if (existsSync(join(started.data, 'processes.json'))) assert.deepEqual(started.servers(), {});
  }

  it('takes the next free ports where its default ones are taken, and says which', async () => {
    const defaults = { INTEGRATOR_PORT: 8080, INTEGRATOR_TEMPORAL_PORT: 7233, INTEGRATOR_TEMPORAL_UI_PORT: 8233 };
    for (const port of Object.values(defaults)) await hold(port);
    const env = Object.fromEntries(Object.keys(defaults).map((name) => [name, undefined]));
    const started = await starts.start(starts.newData(), { env }).isUp();
    const taken = Object.entries(defaults).map(([name, port]) => {
      const [, other = ''] = new RegExp(`Port ${port} is taken; using (\\d+) \\(${name} sets it\\)`).exec(
        started.output,
      )!;
      return other;
    });
    const [api = '', temporal = '', webUi = ''] = taken;
    assert.match(started.output, new RegExp(`Temporal is ready on 127.0.0.1:${temporal},`));
    assert.equal(new URL(started.address('Temporal Web UI')).port, webUi);
    assert.equal(new URL(started.address('API')).port, api);
    assert.equal((await started.http.get('/sites/DEV')).status, 200);
  });

  for (const name of ['INTEGRATOR_PORT', 'INTEGRATOR_TEMPORAL_PORT', 'INTEGRATOR_POSTGRES_PORT']) {
    it(`ends where the port of ${name} is taken`, async () => {
      const port = await hold();
      const started = starts.start(starts.newData(), { env: { [name]: String(port) } });
      await endsWith(
        started,
        new RegExp(`^Port ${port} \\(${name}\\) is taken by another program\\. Set ${name} to another port\\.$`),
      );
    });
  }

  it('ends before it has started anything where a variable is wrong', async () => {
    for (const name of ['INTEGRATOR_PORT', 'INTEGRATOR_TEMPORAL_PORT']) {
      const started = starts.start(starts.newData(), { env: { [name]: 'abc' } });
      await endsWith(started, new RegExp(`^${name} is abc: expected a port from 0 to 65535\\.$`));
      assert.equal(existsSync(started.data), false);
    }
  });

  it('ends where it may not write to the data folder', async function () {
    const folder = starts.folder();
    // Node's own words for what this user can read, as the project may lie where he cannot enter.
    const reads = spawnSync(process.execPath, ['--check', ENTRY], { uid: NOBODY, gid: NOBODY }).status === 0;
    if (isRoot && !reads) this.skip();
    if (!isRoot) chmodSync(folder, 0o555);
    const data = join(folder, 'data');
    await endsWith(
      starts.start(data, isRoot ? { uid: NOBODY } : {}),
      new RegExp(
        `^Cannot write to the data folder ${data} \\(EACCES\\)\\. Set INTEGRATOR_DATA to a folder this user may write to, or change the permissions of this one\\.$`,
      ),
    );
  });

  it('ends where a file is in the place of the data folder', async () => {
    const data = join(starts.folder(), 'file');
    writeFileSync(data, '');
    await endsWith(starts.start(data), /^Cannot write to the data folder .*file \(E\w+\)\. Set INTEGRATOR_DATA/);
  });

  it('ends, as root, where other users cannot enter the data folder', async function () {
    if (!isRoot) this.skip();
    const closed = join(starts.folder(), 'closed');
    mkdirSync(closed, { mode: 0o700 });
    await endsWith(
      starts.start(join(closed, 'data')),
      new RegExp(
        `^You are root, so PostgreSQL must run as user \\w+, who cannot enter ${closed} and so cannot reach the data folder ${closed}/data\\. Set INTEGRATOR_DATA to a folder all can reach, .*, or run this as an ordinary user\\.$`,
      ),
    );
  });

  it('names every way out where no Temporal server can be had, and stops its PostgreSQL', async () => {
    // A proxy that refuses at once, whatever this machine can reach.
    const proxy = 'http://127.0.0.1:9';
    const nothing = starts.folder();
    const env = { PATH: nothing, XDG_CACHE_HOME: nothing, HTTPS_PROXY: proxy, https_proxy: proxy };
    const started = starts.start(starts.newData(), { env });
    await endsWith(started, /^There is no Temporal server, and none could be had:\n/);
    assert.match(started.output, /PostgreSQL is ready/);
    for (const way of ['TEMPORAL_ADDRESS', 'on the PATH', 'https://temporal.download', 'install Go']) {
      assert.ok(started.output.includes(way), way);
    }
  });
});
