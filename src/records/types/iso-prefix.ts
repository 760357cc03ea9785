import { isDay, isTimeOfDay } from './calendar.js';

const HYPHEN = 45;
const COLON = 58;

/*
 * By character codes and not by regular expressions: dates are checked a million times in a load, and this takes a
 * third of the time.
 */

/** Whether `text` begins with YYYY-MM-DD, a day that the calendar has; years 0001 … 9999. */
export function beginsWithIsoDate(text: string): boolean {
  const century = twoDigits(text, 0);
  const year = twoDigits(text, 2);
  return (
    century >= 0 &&
    year >= 0 &&
    text.charCodeAt(4) === HYPHEN &&
    text.charCodeAt(7) === HYPHEN &&
    isDay(century * 100 + year, twoDigits(text, 5), twoDigits(text, 8))
  );
}

/** Whether hh:mm:ss, a time that a day has, stands in `text` at `at`. */
export function hasIsoTime(text: string, at: number): boolean {
  const hour = twoDigits(text, at);
  const minute = twoDigits(text, at + 3);
  const second = twoDigits(text, at + 6);
  return (
    hour >= 0 &&
    minute >= 0 &&
    second >= 0 &&
    text.charCodeAt(at + 2) === COLON &&
    text.charCodeAt(at + 5) === COLON &&
    isTimeOfDay(hour, minute, second)
  );
}

/** The number in two digits at `at`, or -1 when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
