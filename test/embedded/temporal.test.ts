import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { openDataFolder, type DataFolder } from '../../src/embedded/data-folder.js';
import { EmbeddedError } from '../../src/embedded/embedded-error.js';
import { findTemporal } from '../../src/embedded/find-temporal.js';
import { freePort } from '../../src/embedded/ports.js';
import { startTemporal, type EmbeddedTemporal, type TemporalOptions } from '../../src/embedded/temporal.js';
import { scratchFolder } from './support/scratch-folder.js';

describe('startTemporal', () => {
  const namespace = 'stock';
  const report = () => undefined;
  let path: string;
  let executable: string;
  let folder: DataFolder;
  let temporal: EmbeddedTemporal | undefined;
  let cleanUps: (() => void)[];

  before(async () => {
    const cacheFolder = join(homedir(), '.cache', 'temporal-integrator');
    executable = await findTemporal({ path: process.env.PATH ?? '', cacheFolder, env: process.env, report });
  });
  beforeEach(async () => {
    [cleanUps, temporal] = [[], undefined];
    path = scratchFolder((remove) => cleanUps.push(remove));
    folder = await openDataFolder({ path, report });
  });
  afterEach(async () => {
    await temporal?.stop();
    folder.release();
    cleanUps.forEach((cleanUp) => cleanUp());
  });

  async function start(options: Partial<TemporalOptions> = {}): Promise<EmbeddedTemporal> {
    const [port, uiPort] = [await freePort(), await freePort()];
    const searchAttributes = { IntegratorSite: 'Keyword' } as const;
    temporal = await startTemporal({
      folder,
      executable,
      port,
      uiPort,
      namespace,
      searchAttributes,
      report,
      ...options,
    });
    return temporal;
  }

  async function withClient<T>(server: EmbeddedTemporal, work: (client: Client) => Promise<T>): Promise<T> {
    const connection = await Connection.connect({ address: server.address });
    try {
      return await work(new Client({ connection, namespace }));
    } finally {
      await connection.close();
    }
  }

  it('finds namespace, workflows and search attributes again, and adds new search attributes', async () => {
    const first = await start();
    await withClient(first, (client) => client.workflow.start('site', { taskQueue: 'none', workflowId: 'site/LIVE' }));
    await first.stop();

    const second = await start({ searchAttributes: { IntegratorSite: 'Keyword', IntegratorStatus: 'Keyword' } });
    await withClient(second, async (client) => {
      assert.equal((await client.workflow.getHandle('site/LIVE').describe()).status.name, 'RUNNING');
      const known = await client.connection.operatorService.listSearchAttributes({ namespace });
      assert.ok('IntegratorSite' in known.customAttributes && 'IntegratorStatus' in known.customAttributes);
    });
  });

  it('keeps its workflows when it is killed', async () => {
    const first = await start();
    await withClient(first, (client) => client.workflow.start('site', { taskQueue: 'none', workflowId: 'site/LIVE' }));
    process.kill(first.pid, 'SIGKILL');
    assert.match((await first.died).message, /Temporal server ended by itself \(signal SIGKILL\)/);
    const second = await start();
    const { status } = await withClient(second, (client) => client.workflow.getHandle('site/LIVE').describe());
    assert.equal(status.name, 'RUNNING');
  });

  it('that cannot start says why, in its own words', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    cleanUps.push(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    await assert.rejects(start({ port }), (error: Error) => {
      assert.ok(error instanceof EmbeddedError);
      assert.match(error.message, /did not start \(exit code 1\).*temporal\.log:\n.*address already in use/);
      return true;
    });
  });

  it('that is no Temporal server, or cannot be executed, is told so', async () => {
    const fake = join(path, 'fake');
    writeFileSync(fake, '#!/bin/sh\necho unknown command >&2\nexit 3\n');
    await assert.rejects(start({ executable: fake }), /Temporal cannot be started: .*EACCES/);
    chmodSync(fake, 0o755);
    await assert.rejects(start({ executable: fake }), /did not start \(exit code 3\)[^]*unknown command/);
  });
});
