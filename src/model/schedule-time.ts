import { MINUTE } from './recurrence/local-time.js';
import { localTimeAt } from './recurrence/zone.js';

/** An instant in ISO 8601 as the clocks of a time zone show it: `2026-10-05T06:00:00+11:00`. */
export function timeWithOffset(at: number, timeZone: string): string {
  const local = localTimeAt(at, timeZone);
  const minutes = Math.round((local - at) / MINUTE);
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map(twoDigits);
  return `${new Date(local).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${hour}:${minute}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
