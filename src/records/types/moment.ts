import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import { isDay, isTimeOfDay } from './calendar.js';
import type { NamedPart } from './strptime-directives.js';

/** Date and time that a text names; parts that its pattern lacks are 0. */
export interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  /** In minutes; undefined when none is named. */
  offset: number | undefined;
}

export type Part = keyof Moment;

/** No place on Earth is further from UTC. */
const MAX_OFFSET = 14 * 60;

/** What the named parts amount to: an hour of twelve and its half are an hour, a day of the year is month and day. */
export function partsOf(field: Field, named: ReadonlySet<NamedPart>): Set<Part> {
  const has = (part: NamedPart) => named.has(part);
  if (has('hour of twelve') !== has('half of the day')) {
    throw definitionError(field, 'format', 'expected %I and %p together');
  }
  if ((has('hour') && has('hour of twelve')) || (has('day of the year') && (has('day') || has('month')))) {
    throw definitionError(field, 'format', 'expected each part once: %H or %I and %p, %j or month and day');
  }
  const parts = new Set<Part>();
  for (const part of named) {
    if (part === 'hour of twelve') parts.add('hour');
    else if (part === 'day of the year') parts.add('month').add('day');
    else if (part !== 'half of the day' && part !== 'weekday') parts.add(part);
  }
  return parts;
}

/** The value of each part that a pattern can name. */
export type NamedValues = Moment & Record<Exclude<NamedPart, Part>, number | undefined>;

export const NOTHING_NAMED: Readonly<NamedValues> = {
  year: 0,
  month: 0,
  day: 0,
  hour: 0,
  minute: 0,
  second: 0,
  microsecond: 0,
  offset: undefined,
  weekday: undefined,
  'day of the year': undefined,
  'hour of twelve': undefined,
  'half of the day': undefined,
};

/** The moment that the named parts make; not yet known to exist. */
export function momentOf(named: NamedValues): Moment {
  const { 'day of the year': dayOfYear, 'hour of twelve': hourOfTwelve, 'half of the day': half = 0 } = named;
  if (dayOfYear === undefined && hourOfTwelve === undefined) return named;
  const hour = hourOfTwelve === undefined ? named.hour : hourOf(hourOfTwelve, half);
  return { ...named, hour, ...(dayOfYear === undefined ? {} : dateOf(named.year, dayOfYear)) };
}

/** The day as YYYY-MM-DD, or undefined when the calendar has none such. */
export function isoDate({ year, month, day }: Moment): string | undefined {
  return isDay(year, month, day) ? `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` : undefined;
}

/** The time as hh:mm:ss, with what there is of a fraction, or undefined when a day has none such. */
export function isoTime({ hour, minute, second, microsecond }: Moment): string | undefined {
  if (!isTimeOfDay(hour, minute, second)) return undefined;
  const fraction = microsecond === 0 ? '' : `.${padded(microsecond, 6).replace(/0+$/, '')}`;
  return `${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}${fraction}`;
}

/** Date, time and offset as ISO 8601, or undefined when there is no such moment. */
export function isoDatetime(moment: Moment): string | undefined {
  const [date, time, offset] = [isoDate(moment), isoTime(moment), isoOffset(moment)];
  return date === undefined || time === undefined || offset === undefined ? undefined : `${date}T${time}${offset}`;
}

function isoOffset({ offset }: Moment): string | undefined {
  if (offset === undefined) return '';
  const minutes = Math.abs(offset);
  const text = `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`;
  return minutes <= MAX_OFFSET ? text : undefined;
}

function hourOf(hourOfTwelve: number, half: number): number {
  return hourOfTwelve >= 1 && hourOfTwelve <= 12 ? (hourOfTwelve % 12) + 12 * half : Number.NaN;
}

/** Month and day of the day of a year, counted from 1; day 0, which no month has, when the year has no such day. */
function dateOf(year: number, dayOfYear: number): { month: number; day: number } {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, dayOfYear);
  const isInYear = date.getUTCFullYear() === year;
  return { month: date.getUTCMonth() + 1, day: isInYear ? date.getUTCDate() : 0 };
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
