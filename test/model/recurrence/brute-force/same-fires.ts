import assert from 'node:assert/strict';

import { fires } from '../../../../src/model/recurrence/fires.js';
import { recurrence } from '../../../../src/model/recurrence/recurrence.js';
import { bruteForce, HORIZON, type Written } from './brute-force.js';
import { take } from './take.js';

/** What was written, as those who use it get it. */
export function resolved(written: Written) {
  return { ...recurrence.parse(written), timeZone: written.timeZone };
}

/** Asserts that the next fires are those of the brute-force calendar. It names the recurrence and the first difference. */
export function assertSameFires(written: Written, from: number, { count = 100, to = HORIZON } = {}): void {
  assertSame(
    take(count, fires(resolved(written), from, to)),
    take(count, bruteForce(written, from, to)),
    `${JSON.stringify(written)} from ${new Date(from).toISOString()}`,
  );
}

export function assertSame(actual: readonly number[], expected: readonly number[], what: string): void {
  const places = Array.from({ length: Math.max(actual.length, expected.length) }, (_, place) => place);
  const different = places.find((place) => actual[place] !== expected[place]);
  if (different === undefined) return;
  const [got, wanted] = [actual, expected].map((instants) => instants.slice(different, different + 3).map(shown));
  assert.fail(`${what}: fire ${different + 1} and on: ${got!.join(', ')}; by brute force ${wanted!.join(', ')}`);
}

function shown(at: number): string {
  return new Date(at).toISOString();
}
