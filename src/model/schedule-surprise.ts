import type { Surprise } from './recurrence/surprises.js';

/** What a person may not expect of a schedule: of its recurrence, of its site's holidays, of its runs and of others. */
export interface ScheduleSurprise extends Omit<Surprise, 'kind'> {
  kind: Surprise['kind'] | 'holiday' | 'calendar-missing' | 'longer-than-interval' | 'clash';
  /** The fires it is about, where it is about several; `at` is the first. */
  fires?: readonly number[];
}

/** Every kind there is. */
export const SURPRISE_KINDS = [
  'start-in-past',
  'no-fires',
  'day-lacking',
  'gap',
  'fold',
  'too-close',
  'holiday',
  'calendar-missing',
  'longer-than-interval',
  'clash',
] as const satisfies ScheduleSurprise['kind'][];
