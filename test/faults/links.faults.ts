import { setTimeout as delay } from 'node:timers/promises';

import type { LinkFault } from '../support/fault-relay.js';
import type { FaultyLink } from './support/plant.js';
import { Stage } from './support/stage.js';

/** How long there is a load before the link has its fault, and how long it has it, in milliseconds. */
const AT_WORK = 2000;
const LASTS = 8000;

const LINKS: Record<string, readonly FaultyLink[]> = {
  'workers and Temporal': ['worker-1>temporal', 'worker-2>temporal'],
  'workers and the control database': ['worker-1>control', 'worker-2>control'],
  'workers and the target': ['worker-1>target', 'worker-2>target'],
  'the API and Temporal': ['api-1>temporal'],
  'the API and the control database': ['api-1>control'],
  'workers and an http endpoint': ['workers>http'],
  'workers and an SFTP server': ['workers>sftp'],
};

const FAULTS: Record<string, LinkFault> = {
  'is slow (200 ms)': 'latency',
  'resets its connections': 'reset',
  'loses packets': 'loss',
  'is half-open': 'half-open',
};

describe('the link between', function () {
  this.timeout(900_000);
  const stage = new Stage();

  for (const [between, names] of Object.entries(LINKS)) {
    for (const [how, fault] of Object.entries(FAULTS)) {
      it(`${between} ${how}: nothing is lost, doubled, invented or stuck`, async () => {
        const over = new AbortController();
        const links = names.map((name) => stage.plant.link(name));
        const load = stage.workload.runUntil(over.signal);
        // Connections are in use when it begins.
        await delay(AT_WORK);
        for (const link of links) link.inject(fault);
        await delay(LASTS);
        for (const link of links) link.heal();
        over.abort();
        await load;
        await stage.assertAllIsWell(`${between}: ${fault}`);
      });
    }
  }
});
