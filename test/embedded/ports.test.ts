import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { EmbeddedError } from '../../src/embedded/embedded-error.js';
import { choosePort, freePort } from '../../src/embedded/ports.js';

describe('choosePort', () => {
  const name = 'INTEGRATOR_TEMPORAL_PORT';
  let taken: Server;
  let port: number;
  let lines: string[];
  const report = (line: string) => lines.push(line);

  beforeEach(async () => {
    lines = [];
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    ({ port } = taken.address() as AddressInfo);
  });
  afterEach(() => taken.close());

  it('takes the wanted port if it is free', async () => {
    const free = await freePort();
    assert.equal(await choosePort({ name, port: free, explicit: false, report }), free);
    assert.equal(await choosePort({ name, port: free, explicit: true, report }), free);
    assert.deepEqual(lines, []);
  });

  it('goes to the next free port and says so, if nobody asked for this one', async () => {
    const other = await choosePort({ name, port, explicit: false, report });
    assert.ok(other > port);
    assert.deepEqual(lines, [`Port ${port} is taken; using ${other} (${name} sets it)`]);
  });

  it('refuses if the operator asked for a port that is taken, naming the variable', async () => {
    await assert.rejects(choosePort({ name, port, explicit: true, report }), (error: Error) => {
      assert.ok(error instanceof EmbeddedError);
      assert.equal(error.message, `Port ${port} (${name}) is taken by another program. Set ${name} to another port.`);
      return true;
    });
  });
});
