import { randomInt } from 'node:crypto';

const { EXACTLY_ONCE_SEED: seed, EXACTLY_ONCE_CASE: chosen } = process.env;

/** So many seeds in a row make each of the kinds of files that follow from a seed. */
export const SEEDS_IN_A_ROW = 5;

const first = randomInt(1_000_000);

/** The seeds of this test run; `EXACTLY_ONCE_SEED=4711` repeats one. */
export const SEEDS: readonly number[] =
  seed === undefined ? Array.from({ length: SEEDS_IN_A_ROW }, (_, index) => first + index) : [Number(seed)];

/** Whether a case is to be run; `EXACTLY_ONCE_CASE='before COMMIT'` chooses those whose title has these words. */
export function isChosen(title: string): boolean {
  return chosen === undefined || title.includes(chosen);
}
