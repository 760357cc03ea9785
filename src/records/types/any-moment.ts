import type { Field } from '../../model/table-schema.js';
import { isoDate, isoTime, isoDatetime, type Moment } from './moment.js';
import { compileStrptime } from './strptime.js';

/** Forms in which nobody can take the day for the month; of 3/4/2024 half the world would be wrong. */
const DATES = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y%m%d',
  '%d %b %Y',
  '%d-%b-%Y',
  '%d. %b %Y',
  '%b %d, %Y',
  '%b %d %Y',
];
const TIMES = ['%H:%M:%S', '%H:%M:%S.%f', '%H:%M', '%I:%M:%S %p', '%I:%M %p', '%I:%M:%S%p', '%I:%M%p', '%I %p', '%I%p'];
const ZONES = ['', '%z', ' %z'];

/** Between a date and a time, with the time behind it. */
const SEPARATOR = /(?:T|,? )(?=\d{1,2}(?::\d| ?[ap]m))/i;

/** Reads texts in any of the forms; the first that fits decides. */
type Reader = (text: string) => Moment | undefined;

/**
 * Format `any` of date, time and datetime (Table Schema leaves open what it takes): the forms above, English names. A
 * datetime may have an offset, or lack its time, which is then 00:00:00. Each reads a text as ISO 8601, or undefined.
 */
export function anyMoment(field: Field): Record<'date' | 'time' | 'datetime', (text: string) => string | undefined> {
  const readDate = firstOf(field, DATES);
  const readTime = firstOf(field, TIMES);
  const readZonedTime = firstOf(
    field,
    ZONES.flatMap((zone) => TIMES.map((time) => time + zone)),
  );
  return {
    date: (text) => whenRead(readDate(text), isoDate),
    time: (text) => whenRead(readTime(text), isoTime),
    datetime(text) {
      const separator = SEPARATOR.exec(text);
      if (separator === null) return whenRead(readDate(text), isoDatetime);
      const date = readDate(text.slice(0, separator.index));
      const time = readZonedTime(text.slice(separator.index + separator[0].length));
      const { year = 0, month = 0, day = 0 } = date ?? {};
      return date === undefined ? undefined : whenRead(time && { ...time, year, month, day }, isoDatetime);
    },
  };
}

function firstOf(field: Field, forms: string[]): Reader {
  const patterns = forms.map((form) => compileStrptime(field, form));
  return (text) => {
    for (const { match } of patterns) {
      const moment = match(text);
      if (moment !== undefined) return moment;
    }
    return undefined;
  };
}

function whenRead(moment: Moment | undefined, write: (moment: Moment) => string | undefined): string | undefined {
  return moment && write(moment);
}
