import { randomInt } from 'node:crypto';

const { EXACTLY_ONCE_SEED: seed, EXACTLY_ONCE_CASE: chosen } = process.env;

/** Five in a row, so that each of the kinds of files that follow from a seed comes up. */
const first = randomInt(1_000_000);

/** The seeds of this test run; `EXACTLY_ONCE_SEED=4711` repeats one. */
export const SEEDS: readonly number[] = seed === undefined ? [0, 1, 2, 3, 4].map((add) => first + add) : [Number(seed)];

/** Whether a case is to be run; `EXACTLY_ONCE_CASE='before COMMIT'` chooses those whose title has these words. */
export function isChosen(title: string): boolean {
  return chosen === undefined || title.includes(chosen);
}
