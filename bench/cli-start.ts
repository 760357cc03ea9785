import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { inTurn, median, quantile, timed } from './measure.js';
import type { Row } from './row.js';

const ROUNDS = 10;
/** In seconds. */
const TARGET = 0.3;
const INTEGRATOR = join(import.meta.dirname, '../dist/cli/index.js');

/** How long `integrator --help` takes, beside a Node that does nothing. */
export async function cliStart(): Promise<Row> {
  const node = (...given: string[]) => timed(() => promisify(execFile)(process.execPath, given));
  const taken = await inTurn(ROUNDS, { integrator: () => node(INTEGRATOR, '--help'), nothing: () => node('-e', '') });
  const [seconds, floor] = [median(taken.integrator), median(taken.nothing)];
  return {
    work: 'cli: integrator --help',
    measured: { value: seconds, unit: 's' },
    floor: { name: `a Node that does nothing ${floor.toFixed(3)} s`, value: floor },
    ratio: seconds / floor,
    target: `under ${TARGET} s`,
    reached: seconds < TARGET,
    notes: { 'p95 s': quantile(taken.integrator, 0.95) },
  };
}
