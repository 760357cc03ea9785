import { setTimeout as delay } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';

import { cpuTimeOfOthers } from './cpu-time.js';
import { call } from './http.js';
import { inLanes } from './in-lanes.js';
import type { Product } from './product.js';
import type { Row } from './row.js';

const SITES = 1000;
const SECONDS = 60;
/** How much of one processor a thousand sites may add that do nothing. */
const TARGET = 0.02;

/** 1,000 sites that are Running and have nothing to do: the processor time and the history they cost. */
export async function idleSites({ api, temporalAddress }: Product): Promise<Row> {
  const connection = await Connection.connect({ address: temporalAddress });
  const { workflow } = new Client({ connection });
  try {
    const before = await usedWhileIdle();
    const names = Array.from({ length: SITES }, (_, index) => `IDLE-${index}`);
    await inLanes(names, 8, async (site) => {
      await call('PUT', `${api}/sites/${site}`, { kind: 'DEV' });
      await call('POST', `${api}/sites/${site}/start`);
    });
    // What is left to do of their starts is no idling.
    await delay(10_000);
    const lengths = () =>
      Promise.all(
        names.slice(0, 50).map(async (site) => (await workflow.getHandle(`site/${site}`).describe()).historyLength),
      );
    const lengthsBefore = await lengths();
    const after = await usedWhileIdle();
    const grown = (await lengths()).filter((length, index) => length !== lengthsBefore[index]).length;
    const added = after - before;
    return {
      work: `${SITES} sites that are Running and idle: share of one processor they add to all our processes`,
      measured: { value: added, unit: 'of one processor' },
      floor: { name: `with no such site ${before.toFixed(3)}`, value: before },
      ratio: after / before,
      target: `at most ${TARGET}, no history grows`,
      reached: added <= TARGET && grown === 0,
      notes: { 'histories that grew': grown },
    };
  } finally {
    await connection.close();
  }
}

/** The share of one processor our processes use for a minute. */
async function usedWhileIdle(): Promise<number> {
  const before = await cpuTimeOfOthers();
  await delay(SECONDS * 1000);
  return ((await cpuTimeOfOthers()) - before) / SECONDS;
}
