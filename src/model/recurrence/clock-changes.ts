import { dateInWords } from './in-words.js';
import { instantOf, type Clock } from './instants-of.js';
import { END_OF_TIME, timeOf, type LocalTime } from './local-time.js';
import { localTimes } from './local-times.js';
import { isDayBased, type ResolvedRecurrence } from './recurrence.js';
import { startInstant, startOf } from './span.js';
import type { Surprise } from './surprise.js';
import { take } from './take.js';
import { instantsShowing, localTimeAt } from './zone.js';

/** Where the clocks are put forward or back over one of the next `count` local times of a recurrence. */
export function clockChanges(recurrence: ResolvedRecurrence, from: number, count: number): Surprise[] {
  const { timeZone } = recurrence;
  if (isDayBased(recurrence)) {
    const next = localTimes(recurrence, localTimeAt(from, timeZone), END_OF_TIME);
    return [...take(count, next)].flatMap((local) => changeAt(local, recurrence));
  }
  // What counts elapsed time looks at the clock for its start only, and starts once in any case.
  const clock: Clock = { timeZone, gap: 'next', fold: recurrence.fold === 'second' ? 'second' : 'first' };
  return startInstant(recurrence) < from ? [] : changeAt(startOf(recurrence), clock);
}

const RUNS = { first: 'the first', second: 'the second', both: 'both' };

function changeAt(local: LocalTime, clock: Clock): Surprise[] {
  const shown = instantsShowing(local, clock.timeZone).length;
  if (shown === 1) return [];
  const at = instantOf(local, clock);
  const clocks = `On ${dateInWords(local)} the clocks of ${clock.timeZone}`;
  if (shown > 1) {
    return [{ kind: 'fold', at, message: `${clocks} show ${timeOf(local)} twice: it runs at ${RUNS[clock.fold]}.` }];
  }
  const runs = clock.gap === 'skip' ? 'does not run' : `runs at ${timeOf(localTimeAt(at, clock.timeZone))}`;
  return [{ kind: 'gap', at, message: `${clocks} pass over ${timeOf(local)}: it ${runs}.` }];
}
