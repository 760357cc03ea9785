import type { Refusal } from '../store/insert-run.js';

/** A fire whose schedule is no more. */
export function deletedRefusal(schedule: string): Refusal {
  return { code: 'schedule-not-found', reason: `The schedule ${schedule} was deleted.` };
}

/** A fire on a day on which its schedule rests. */
export function holidayRefusal(calendar = ''): Refusal {
  return { code: 'holiday', reason: `The day is in the calendar ${calendar} of the site.` };
}

/** A fire for which nobody was there in time. */
export function missedRefusal(catchUpMinutes: number): Refusal {
  const reason = `It was due while the service was down, and could not begin within ${catchUpMinutes} minutes (catchUpMinutes).`;
  return { code: 'fire-missed', reason };
}
