import { setTimeout as delay } from 'node:timers/promises';

/** How long one waits for what was away to be of use again, in milliseconds: retries are up to 30 s apart. */
const AT_MOST = 240_000;
const AGAIN_AFTER = 200;

/**
 * Tries again and again until it goes well, as a program does whose other side may be away for a while.
 *
 * @param attempt answers undefined, or throws, where it has not gone well.
 * @param within milliseconds.
 * @throws Error naming `what`, with what went wrong last.
 */
export async function patiently<Result>(
  what: string,
  attempt: () => Promise<Result | undefined>,
  within = AT_MOST,
): Promise<Result> {
  const deadline = Date.now() + within;
  let last: unknown = 'nothing came';
  while (Date.now() < deadline) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      last = error;
    }
    await delay(AGAIN_AFTER);
  }
  throw new Error(`${what} has not gone well within ${within / 1000} s: ${String(last)}`, { cause: last });
}
