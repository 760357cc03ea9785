import { setTimeout as delay } from 'node:timers/promises';

import type { SeededRandom } from '../../exactly-once/support/seeded-random.js';
import type { PartName } from '../../support/topology.js';
import type { Plant } from './plant.js';

export interface Disturbance {
  /** What is killed next, at once. */
  victims: (random: SeededRandom) => readonly PartName[];
  /** So often, or until it is enough. */
  times?: number;
  enough?: AbortSignal;
  random: SeededRandom;
}

/** How long all is up before a kill, and how long what was killed is away, in milliseconds: at most, beyond at least. */
const UP = { least: 300, most: 3000 };
const AWAY = { least: 0, most: 1500 };

/** Kills (`kill -9`) and starts again, at random times. Answers how often; then everything is up. */
export async function disturb(
  plant: Plant,
  { victims, times = Infinity, enough, random }: Disturbance,
): Promise<number> {
  let kills = 0;
  while (kills < times && enough?.aborted !== true) {
    await pause(UP, random);
    const struck = victims(random);
    await Promise.all(struck.map((part) => plant.topology.kill(part)));
    kills++;
    await pause(AWAY, random);
    await Promise.all(struck.map((part) => plant.topology.start(part)));
  }
  return kills;
}

async function pause({ least, most }: typeof UP, random: SeededRandom): Promise<void> {
  await delay(least + random.below(most - least));
}
