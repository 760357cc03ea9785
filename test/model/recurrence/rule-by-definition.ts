import { readRule } from '../../../src/model/recurrence/rule.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The local times of a rule from its start to `to`, by the definition (RFC 5545, 3.3.10): each minute that has what the
 * parts ask for, and lies in every INTERVALth period. Slow, and hard to get wrong.
 */
export function timesByDefinition(rule: string, start: number, to: number): number[] {
  const parts = readRule(rule);
  const frequency = parts.get('FREQ')!;
  const hours = numbers(parts, 'BYHOUR') ?? (isBelowDay(frequency) ? range(24) : [new Date(start).getUTCHours()]);
  const minutes =
    numbers(parts, 'BYMINUTE') ?? (frequency === 'MINUTELY' ? range(60) : [new Date(start).getUTCMinutes()]);
  const periodOf = periods(frequency, WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO'));
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const isChosen = dayFilter(parts, start);

  const byPeriod = new Map<number, number[]>();
  // A period may have begun before the start, and its positions count from there.
  for (let day = floor(start, DAY) - 366 * DAY; day < to + 366 * DAY; day += DAY) {
    if (!isChosen(day)) continue;
    for (const time of hours.flatMap((hour) => minutes.map((minute) => day + hour * HOUR + minute * MINUTE))) {
      const period = periodOf(time);
      if ((period - periodOf(start)) % interval === 0) byPeriod.set(period, [...(byPeriod.get(period) ?? []), time]);
    }
  }
  const times = [...byPeriod.values()].flatMap((all) => positions(ascending(all), numbers(parts, 'BYSETPOS')));
  const fromStart = ascending(times).filter((time) => time >= start);
  return fromStart.slice(0, Number(parts.get('COUNT') ?? Infinity)).filter((time) => time < to);
}

/** Whether a day has what the parts ask for; what they leave open is as the start has it. */
function dayFilter(given: ReadonlyMap<string, string>, start: number): (day: number) => boolean {
  const parts = new Map([...defaults(given, start), ...given]);
  const byDay = parts.get('BYDAY')?.split(',');
  const firstOfWeek = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  const isIn = (part: string, ...places: number[]) =>
    numbers(parts, part)?.some((number) => places.includes(number)) ?? true;
  const withinYear = parts.get('FREQ') === 'YEARLY' && !parts.has('BYMONTH');
  return (day) => {
    const [year, month] = [yearOf(day), new Date(day).getUTCMonth()];
    const [inYear, inMonth] = [
      placesIn(day, Date.UTC(year, 0), Date.UTC(year + 1, 0)),
      placesIn(day, Date.UTC(year, month), Date.UTC(year, month + 1)),
    ];
    return (
      isIn('BYMONTH', month + 1) &&
      isIn('BYYEARDAY', ...inYear) &&
      isIn('BYMONTHDAY', ...inMonth) &&
      isIn('BYWEEKNO', ...weekNumbers(day, firstOfWeek)) &&
      (byDay?.some((wanted) => isWeekday(day, wanted, withinYear ? inYear : inMonth)) ?? true)
    );
  };
}

function defaults(parts: ReadonlyMap<string, string>, start: number): [string, string][] {
  const date = new Date(start);
  const has = (...names: string[]) => names.some((name) => parts.has(name));
  const isDayOpen = !has('BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY');
  const day: [string, string] = ['BYMONTHDAY', String(date.getUTCDate())];
  switch (parts.get('FREQ')) {
    case 'YEARLY':
      return isDayOpen ? [day, ['BYMONTH', String(date.getUTCMonth() + 1)]] : [];
    case 'MONTHLY':
      return isDayOpen ? [day] : [];
    case 'WEEKLY':
      return [['BYDAY', WEEKDAYS[weekdayOf(start)]!]];
    default:
      return [];
  }
}

/** `MO` is any Monday; `2MO` and `-1MO` are the second and the last of the month, or of the year. */
function isWeekday(day: number, wanted: string, [fromFirst, fromLast]: readonly [number, number]): boolean {
  if (WEEKDAYS[weekdayOf(day)] !== wanted.slice(-2)) return false;
  const place = Number(wanted.slice(0, -2));
  return place === 0 || place === Math.ceil(fromFirst / 7) || place === Math.floor(fromLast / 7);
}

/** Which day it is of a month or year, counted from its first and, below zero, from its last. */
function placesIn(day: number, first: number, next: number): [number, number] {
  return [(day - first) / DAY + 1, (day - next) / DAY];
}

/** The number of its week, from the first and the last of the year to which the week belongs: that of its fourth day. */
function weekNumbers(day: number, firstOfWeek: number): [number, number] {
  const beginning = floor(day, DAY) - ((weekdayOf(day) - firstOfWeek + 7) % 7) * DAY;
  const fourth = beginning + 3 * DAY;
  const [fromFirst, fromLast] = placesIn(fourth, Date.UTC(yearOf(fourth), 0), Date.UTC(yearOf(fourth) + 1, 0));
  return [Math.ceil(fromFirst / 7), Math.floor(fromLast / 7)];
}

/** The number of the period in which a time lies. */
function periods(frequency: string, firstOfWeek: number): (time: number) => number {
  const month = (time: number) => yearOf(time) * 12 + new Date(time).getUTCMonth();
  const weekFrom = Date.UTC(1970, 0, 5 + firstOfWeek);
  const of: Record<string, (time: number) => number> = {
    YEARLY: yearOf,
    MONTHLY: month,
    WEEKLY: (time) => Math.floor((time - weekFrom) / (7 * DAY)),
    DAILY: (time) => Math.floor(time / DAY),
    HOURLY: (time) => Math.floor(time / HOUR),
    MINUTELY: (time) => Math.floor(time / MINUTE),
  };
  return of[frequency]!;
}

function positions(all: readonly number[], chosen: readonly number[] | undefined): number[] {
  if (chosen === undefined) return [...all];
  return all.filter((_, index) => chosen.includes(index + 1) || chosen.includes(index - all.length));
}

function numbers(parts: ReadonlyMap<string, string>, name: string): number[] | undefined {
  return parts.get(name)?.split(',').map(Number);
}

function isBelowDay(frequency: string): boolean {
  return frequency === 'HOURLY' || frequency === 'MINUTELY';
}

function weekdayOf(time: number): number {
  return (Math.floor(time / DAY) + 3) % 7;
}

function yearOf(time: number): number {
  return new Date(time).getUTCFullYear();
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function ascending(times: Iterable<number>): number[] {
  return [...new Set(times)].sort((one, other) => one - other);
}
