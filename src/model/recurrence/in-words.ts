import { monthName } from './calendar-words.js';
import { timeOf, type LocalTime } from './local-time.js';
import { localTimeAt } from './zone.js';

/** The date of a local time: `5 Oct 2026`. */
export function dateInWords(local: LocalTime): string {
  const date = new Date(local);
  return `${date.getUTCDate()} ${monthName(local).slice(0, 3)} ${date.getUTCFullYear()}`;
}

/** An instant by the clocks of a zone: `5 Oct 2026 at 06:00 Australia/Sydney`. */
export function timeInWords(instant: number, timeZone: string): string {
  const local = localTimeAt(instant, timeZone);
  return `${dateInWords(local)} at ${timeOf(local)} ${timeZone}`;
}

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Monday, Tuesday and Friday` */
export function listInWords(names: readonly string[]): string {
  return LIST.format(names);
}
