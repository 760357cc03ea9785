import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

/** How long a part may take to answer, in milliseconds. */
const ANSWER_WITHIN = 3000;

const part = z.object({
  status: z.enum(['up', 'down']),
  detail: z.string().optional().meta({ description: 'Of a part that is down: why, and what to do.' }),
});

/** Whether what a process needs is up, part by part. */
export const readiness = z.object({
  status: z.enum(['ready', 'not ready']),
  parts: z.record(z.string(), part),
});
export type Readiness = z.output<typeof readiness>;

/** Looks at one part. @throws Error with why it is down and what to do, where it is. */
export type LookAtPart = () => Promise<void>;

/** Looks at all parts at once; one that does not answer soon is down. */
export async function askReadiness(parts: Readonly<Record<string, LookAtPart>>): Promise<Readiness> {
  const looked = await Promise.all(
    Object.entries(parts).map(async ([name, lookAt]) => [name, await look(lookAt)] as const),
  );
  const isReady = looked.every(([, { status }]) => status === 'up');
  return { status: isReady ? 'ready' : 'not ready', parts: Object.fromEntries(looked) };
}

async function look(lookAt: LookAtPart): Promise<z.output<typeof part>> {
  const looking = new AbortController();
  const late = delay(ANSWER_WITHIN, undefined, { signal: looking.signal, ref: false }).then(() => {
    throw new Error(
      `It has not answered within ${ANSWER_WITHIN / 1000} seconds. Look whether it hangs, and the way to it.`,
    );
  });
  try {
    await Promise.race([lookAt(), late]);
    return { status: 'up' };
  } catch (error) {
    return { status: 'down', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    looking.abort();
    late.catch(() => undefined);
  }
}
