import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { anyMoment } from './any-moment.js';
import { beginsWithIsoDate, hasIsoTime } from './iso-prefix.js';
import { isoDatetime } from './moment.js';
import { compileStrptime } from './strptime.js';

/** After the seconds. PostgreSQL holds microseconds and would round the rest away, so there are six digits at most. */
const FRACTION_AND_OFFSET = /^(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;

/**
 * Type datetime (Table Schema `datetime`): XML Schema `dateTime` with at most six digits of a second, or a strptime
 * pattern with year, month and day (parts of the time that it lacks are 0), or `any`. Reaches the database as ISO 8601,
 * with the offset as written. For minimum, maximum and enum a datetime without offset counts as UTC.
 */
export function datetimeReader(field: Field): FieldReader {
  const { format = 'default' } = field;
  const order = { compare: compareInstants, key: instantKey };
  if (format === 'default') {
    return {
      expected: 'a date and time as YYYY-MM-DDThh:mm:ss, with an offset or without, that the calendar has',
      read: (text) => (isIsoDatetime(text) ? text : undefined),
      ...order,
    };
  }
  if (format === 'any') {
    return { expected: 'a date and time such as 31 Dec 2024 15:05', read: anyMoment(field).datetime, ...order };
  }
  const pattern = compileStrptime(field, format);
  const { parts } = pattern;
  if (!parts.has('year') || !parts.has('month') || !parts.has('day')) {
    throw definitionError(field, 'format', `expected year, month and day at least, got ${format}`);
  }
  return {
    expected: `a date and time as ${format} that the calendar has`,
    read(text) {
      const moment = pattern.match(text);
      return moment && isoDatetime(moment);
    },
    code: (text) => (pattern.match(text) === undefined ? 'format' : 'type'),
    ...order,
  };
}

function isIsoDatetime(text: string): boolean {
  return (
    text[10] === 'T' &&
    beginsWithIsoDate(text) &&
    hasIsoTime(text, 11) &&
    (text.length === 19 || FRACTION_AND_OFFSET.test(text.slice(19)))
  );
}

/** Whole seconds since 1970 in UTC, and microseconds of the second. */
function instant(text: string): [seconds: number, microseconds: number] {
  const [, fraction = '', offset = ''] = /^.{19}(?:\.(\d+))?(.*)$/.exec(text) ?? [];
  const seconds = Date.parse(`${text.slice(0, 19)}${offset === '' ? 'Z' : offset}`) / 1000;
  return [seconds, Number(fraction.padEnd(6, '0'))];
}

function compareInstants(left: string, right: string): number {
  const [a, b] = [instant(left), instant(right)];
  return a[0] - b[0] || a[1] - b[1];
}

function instantKey(text: string): string {
  return instant(text).join('.');
}
