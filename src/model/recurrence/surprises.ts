import { clockChanges } from './clock-changes.js';
import { timeInWords } from './in-words.js';
import { lackingDays } from './lacking-days.js';
import { MINUTE } from './local-time.js';
import type { ResolvedRecurrence } from './recurrence.js';
import { startInstant } from './span.js';
import type { Surprise } from './surprise.js';

export type { Surprise } from './surprise.js';

/** So far apart runs ought to be (seed: Schedule Integrations). */
const APART = 15 * MINUTE;

/**
 * What may not be expected of the next fires, in the order of time. That fires are too close is said once.
 *
 * @param from the present, in milliseconds since 1970.
 * @param next the fires that are looked at, ascending, where they are moved off holidays.
 */
export function surprises(recurrence: ResolvedRecurrence, from: number, next: readonly number[]): Surprise[] {
  const found = [
    ...startInPast(recurrence, from),
    ...(next.length === 0 ? [NO_FIRES] : []),
    ...tooClose(next),
    ...clockChanges(recurrence, from, next.length),
    ...lackingDays(recurrence, from, next.at(-1) ?? from),
  ];
  return found.sort((one, other) => (one.at ?? from) - (other.at ?? from));
}

const NO_FIRES: Surprise = { kind: 'no-fires', message: 'It does not run: no time of it lies ahead.' };

function startInPast(recurrence: ResolvedRecurrence, from: number): Surprise[] {
  const at = startInstant(recurrence);
  if (at >= from) return [];
  const message = `The start, ${timeInWords(at, recurrence.timeZone)}, has passed, and is not made up for.`;
  return [{ kind: 'start-in-past', at, message }];
}

function tooClose(next: readonly number[]): Surprise[] {
  const distances = next.slice(1).map((at, index) => ({ at, apart: at - (next[index] ?? -Infinity) }));
  const close = distances.find(({ apart }) => apart < APART);
  if (close === undefined) return [];
  const message = `Two runs are ${close.apart / MINUTE} minutes apart: leave at least ${APART / MINUTE} between them.`;
  return [{ kind: 'too-close', at: close.at, message }];
}
