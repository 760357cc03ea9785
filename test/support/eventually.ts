import { setTimeout as delay } from 'node:timers/promises';

/** How often it is looked at, in milliseconds. */
const EVERY = 20;

/**
 * Waits for what no event tells: looks again and again until `find` gives something.
 *
 * @throws Error naming `what` after `within` milliseconds.
 */
export async function eventually<Found>(
  what: string,
  find: () => Promise<Found | undefined | false>,
  within = 30_000,
): Promise<Found> {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`It never came that ${what}.`);
    await delay(EVERY);
  }
}
