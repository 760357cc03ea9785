import { setImmediate } from 'node:timers/promises';

import type { ProxiedSession } from '../../support/proxied-session.js';
import { SEEDS_IN_A_ROW } from './seeds.js';
import type { SeededRandom } from './seeded-random.js';
import type { Arrival, Strike } from './strikes.js';

/** A run that a case asks for. */
export interface AskedRun {
  random: SeededRandom;
  /** Answers when the run has ended, or nobody waits for it any more. */
  request(): Promise<unknown>;
  /** Waits until it has ended. */
  ended(): Promise<unknown>;
}

/** Runs that have come to a place. */
export interface RunsAtPlace {
  /** Whether each was there still when it was struck. */
  inTime: boolean;
  /** What is said in the sessions of the place passes again; resolves when what was held is under way. */
  release: () => Promise<void>;
  /** Resolves when the sessions of the place are over, where they are those of a load. */
  over: Promise<void>;
  /** Breaks them, each by its run's seed: both sides learn of it, or only the worker's. Then releases them. */
  breakSessions: () => void;
}

/**
 * Asks for the runs and waits until each has come to the place, or has ended without.
 *
 * @param now is done at once where a run cannot be kept at its place.
 */
export async function bringToPlace<Given extends AskedRun>(
  runs: readonly Given[],
  strike: Strike<Given>,
  now: () => void = () => undefined,
): Promise<RunsAtPlace> {
  const releasing = new AbortController();
  const released = new Promise<void>((resolve) => releasing.signal.addEventListener('abort', () => resolve()));
  const arrivals = await Promise.all(
    runs.map(async (given): Promise<[Given, Arrival]> => {
      const ending = new AbortController();
      const arrived = strike(given, { released, now, signal: ending.signal });
      const passed = passBy(given);
      arrived.catch(() => undefined);
      passed.catch(() => undefined);
      const arrival = await Promise.race([arrived, passed]);
      ending.abort();
      return [given, arrival];
    }),
  );
  return {
    inTime: arrivals.every(([, { inTime }]) => inTime),
    release: () => {
      releasing.abort();
      return setImmediate();
    },
    over: Promise.all(arrivals.map(([, { over = Promise.resolve() }]) => over)).then(() => undefined),
    breakSessions: () => {
      for (const [{ random }, { session }] of arrivals) breakSession(session, random.chance(0.5));
      releasing.abort();
    },
  };
}

/** The run may end without having come there. */
async function passBy(given: AskedRun): Promise<Arrival> {
  await given.request();
  await given.ended();
  return { inTime: false };
}

function breakSession(session: ProxiedSession | undefined, isNoticed: boolean): void {
  if (isNoticed) session?.cut();
  else session?.strand();
}

const TRIES = 5;

/** A file does not wait to be struck: what comes too late is done again, with another seed that gives a like file. */
export async function untilInTime(
  seeds: readonly number[],
  work: (seeds: readonly number[]) => Promise<boolean>,
): Promise<void> {
  for (let tried = 0; tried < TRIES; tried++) {
    if (await work(seeds.map((seed) => seed + tried * SEEDS_IN_A_ROW))) return;
  }
  throw new Error(`In ${TRIES} tries, a run was past the place each time.`);
}
