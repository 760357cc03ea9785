import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { migrate, openDatabase } from '../../src/store/database.js';
import { Listening } from '../../src/store/listening.js';
import { RunEvents } from '../../src/store/run-events.js';
import { SeededRandom } from '../exactly-once/support/seeded-random.js';
import { testEnvironment } from '../support/environment.js';
import { FaultRelay } from '../support/fault-relay.js';

describe('who waits for a run', () => {
  it('hears of it again after the link to the control database has fallen silent', async () => {
    const { postgres } = testEnvironment();
    const name = `control_${randomUUID().slice(0, 8)}`;
    await postgres.createDatabase(name);
    await migrate(postgres.url(name));
    const url = new URL(postgres.url(name));
    const link = await FaultRelay.start(url.host, new SeededRandom(1));
    url.host = link.address;
    const database = openDatabase(url.href, () => undefined);
    const listening = new Listening(database);
    const events = new RunEvents(listening);
    try {
      assert.equal(await lookTwice(events), 'looked twice', 'it listens');
      link.inject('half-open');
      link.heal();
      assert.equal(await lookTwice(events), 'looked twice');
    } finally {
      await listening.close();
      await database.end();
      await link.stop();
    }
  });
});

/** It is looked again when something was heard, or the connection was made; else not before the test has failed. */
async function lookTwice(events: RunEvents): Promise<string | undefined> {
  let looks = 0;
  return events.waitFor(randomUUID(), 600_000, () => Promise.resolve(++looks > 1 ? 'looked twice' : undefined));
}
