import assert from 'node:assert/strict';

import { connectTemporal } from '../src/connect-temporal.js';
import { testEnvironment } from './support/environment.js';
import { Relay } from './support/relay.js';

describe('a connection to Temporal', () => {
  it('that is closed while calls are tried again ends them, and throws nowhere', async () => {
    const relay = await Relay.start(testEnvironment().temporal.address);
    const temporal = await connectTemporal({ address: relay.address });
    const { connection } = temporal;
    await relay.stop();
    const calls = Array.from({ length: 20 }, () => connection.workflowService.getSystemInfo({}));
    const ends = Promise.allSettled(calls);
    // They have failed once by now, and wait for their next try.
    await assert.rejects(connection.withDeadline(Date.now() + 300, () => connection.workflowService.getSystemInfo({})));
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', note);
    try {
      await temporal.close();
      // A call whose timer has thrown would never end, and so no timer is left when all have.
      assert.ok((await ends).every(({ status }) => status === 'rejected'));
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const other of others) process.on('uncaughtException', other);
    }
    assert.deepEqual(uncaught, []);
  });
});
