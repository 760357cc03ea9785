import fc from 'fast-check';

import type { Span, Written } from './brute-force.js';
import { ZONES } from './changes.js';
import { MONTHS, WEEKDAYS } from './days.js';
import { daysBefore } from './ways-to-recur.js';

const DAYS_OF_35_YEARS = 35 * 365;

/** Half of them those of the table, half any that is known. */
const timeZone = fc.oneof(fc.constantFrom(...ZONES), fc.constantFrom(...Intl.supportedValuesOf('timeZone')));

/** Between 2000 and 2035. */
export const date = fc.integer({ min: 0, max: DAYS_OF_35_YEARS }).map((days) => daysBefore('2035-12-31', days));

/** Any minute of the day, but more often one at which clocks change somewhere. */
const time = fc.oneof(
  fc.constantFrom('00:00', '00:30', '01:00', '01:30', '01:45', '02:00', '02:15', '02:30', '02:59', '03:30', '23:30'),
  fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`),
);

const start = { timeZone, startDate: date, startTime: time };
const choices = {
  gap: fc.constantFrom('next' as const, 'skip' as const),
  fold: fc.constantFrom('first' as const, 'second' as const, 'both' as const),
};

const once = fc.record({ ...start, ...choices }, { requiredKeys: ['timeZone', 'startDate', 'startTime'] });

const span: fc.Arbitrary<Span> = fc
  .record(
    {
      ...start,
      ...choices,
      end: fc.oneof({ weight: 3, arbitrary: fc.constant('Forever') }, date),
    },
    { requiredKeys: ['timeZone', 'startDate', 'startTime'] },
  )
  .filter(({ startDate, end = 'Forever' }) => startDate <= end);

const months = fc.option(fc.uniqueArray(fc.constantFrom(...MONTHS), { minLength: 1 }), { nil: undefined });
const dayOfMonth = fc.oneof(fc.constantFrom(29, 30, 31, 'last' as const), fc.integer({ min: 1, max: 31 }));

/** Any recurrence that is one: days that none of the months has are refused (the 1st is in every month). */
export const anyRecurrence: fc.Arbitrary<Written> = fc.oneof(
  once.map((rest): Written => ({ repeats: 'One Time', ...rest })),
  fc
    .tuple(span, months, fc.uniqueArray(dayOfMonth, { minLength: 1, maxLength: 6 }))
    .filter(([, chosen, days]) => (chosen ?? MONTHS).some((month) => days.some((day) => has(month, day))))
    .map(([rest, chosen, days]): Written => {
      return { repeats: 'By Month', days, ...(chosen === undefined ? {} : { months: chosen }), ...rest };
    }),
  fc
    .tuple(span, fc.integer({ min: 1, max: 60 }), fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }))
    .map(([rest, every, days]): Written => ({ repeats: 'By Week', every, days, ...rest })),
  fc
    .tuple(span, fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 800 })))
    .map(([rest, every]): Written => ({ repeats: 'By Day', every, ...rest })),
  fc
    .tuple(span, fc.oneof(fc.integer({ min: 1, max: 48 }), fc.integer({ min: 1, max: 1000 })))
    .map(([rest, every]): Written => ({ repeats: 'By Hour', every, ...rest })),
  fc
    .tuple(span, fc.oneof(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 2016 })))
    .map(([rest, fives]): Written => ({ repeats: 'By Minute', every: 5 * fives, ...rest })),
);

function has(month: (typeof MONTHS)[number], day: number | 'last'): boolean {
  if (day === 'last' || day <= 29) return true;
  return month !== 'February' && (day === 30 || !['April', 'June', 'September', 'November'].includes(month));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
