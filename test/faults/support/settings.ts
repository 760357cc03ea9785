import { randomInt } from 'node:crypto';

import type { EngineName } from '../../support/cluster-engine.js';

const { FAULTS_SEED: seed, FAULTS_SCALE: scale = '1', INTEGRATOR_TEST_TEMPORAL: engine } = process.env;

/** The real Temporal server, unless `INTEGRATOR_TEST_TEMPORAL=dev` asks for the dev server. */
export const ENGINE: EngineName = engine === 'dev' ? 'dev' : 'server';

/** What everything random follows from; `FAULTS_SEED=4711` repeats one. How processes interleave is not repeated. */
export const SEED = seed === undefined ? randomInt(1_000_000) : Number(seed);

/** So many of what is counted, where all of it would be `full`: `FAULTS_SCALE=0.1` does a tenth. */
export function scaled(full: number): number {
  return Math.max(1, Math.round(full * Number(scale)));
}
