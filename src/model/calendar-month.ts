import { instantsOf } from './recurrence/instants-of.js';
import { localTimeAt } from './recurrence/zone.js';

/** The month in which an instant lies, by the calendar of a time zone; `to` is the first instant of the next. */
export function monthOf(at: number, timeZone: string): { from: number; to: number } {
  const local = new Date(localTimeAt(at, timeZone));
  const begin = (month: number): number => {
    const midnight = Date.UTC(local.getUTCFullYear(), month, 1);
    const [first = midnight] = instantsOf(midnight, { timeZone, gap: 'next', fold: 'first' });
    return first;
  };
  return { from: begin(local.getUTCMonth()), to: begin(local.getUTCMonth() + 1) };
}
