import { z } from 'zod';

import { MONTHS, WEEKDAYS } from './calendar-words.js';
import { FIRST_DATE, LAST_DATE } from './local-time.js';
import { haveOneOf } from './months.js';
import { readRule, rule } from './rule.js';
import { timeZone } from './time-zone.js';

const startDate = date(`expected a date that exists, from ${FIRST_DATE} to ${LAST_DATE}, such as 2026-10-05`).meta({
  description: 'The first day, where the time zone is: yyyy-MM-dd.',
});

const EXPECTED_TIME = 'expected a time from 00:00 to 23:59, such as 06:00';
const startTime = z
  .string(EXPECTED_TIME)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, EXPECTED_TIME)
  .meta({ description: 'The time of day there: HH:mm.' });

const EXPECTED_END = `expected Forever or a date that exists, up to ${LAST_DATE}, such as 2026-12-31`;
const end = z
  .union([z.literal('Forever', EXPECTED_END), date(EXPECTED_END)])
  .default('Forever')
  .meta({ description: 'The last day.' });

const policies = {
  timeZone: timeZone.optional().meta({ description: "The site's where none is said." }),
  gap: z
    .enum(['next', 'skip'], 'expected next or skip')
    .default('next')
    .meta({ description: 'A local time the clocks pass over: fire as soon as they have, or not that day.' }),
  fold: z
    .enum(['first', 'second', 'both'], 'expected first, second or both')
    .default('first')
    .meta({ description: 'A local time the clocks show twice: at which of the two to fire.' }),
};

const weekday = z.enum(WEEKDAYS, `expected one of ${WEEKDAYS.join(', ')}`);
const month = z.enum(MONTHS, `expected one of ${MONTHS.join(', ')}`);
const EXPECTED_DAY = 'expected a day from 1 to 31, or last';
const dayOfMonth = z.union([
  z.int(EXPECTED_DAY).min(1, EXPECTED_DAY).max(31, EXPECTED_DAY),
  z.literal('last', EXPECTED_DAY),
]);

const once = { startDate, startTime, ...policies };
const repeating = { ...once, end };

const oneTime = z.strictObject({ repeats: z.literal('One Time'), ...once });

const byMonth = z
  .strictObject({
    repeats: z.literal('By Month'),
    months: atLeastOne(month, 'month').default([...MONTHS]),
    days: atLeastOne(dayOfMonth, 'day'),
    ...repeating,
  })
  .refine(({ months, days }) => haveOneOf(months, days), {
    path: ['days'],
    error: 'expected a day that one of the months has',
  });

const byWeek = z.strictObject({
  repeats: z.literal('By Week'),
  every: every('weeks', 1, 1000),
  days: atLeastOne(weekday, 'day'),
  ...repeating,
});

const byDay = z.strictObject({ repeats: z.literal('By Day'), every: every('days', 1, 1000), ...repeating });

const byHour = z.strictObject({ repeats: z.literal('By Hour'), every: every('hours', 1, 1000), ...repeating });

/** In steps of 5 (seed: 5-minute intervals), up to a week. */
const byMinute = z.strictObject({
  repeats: z.literal('By Minute'),
  every: every('minutes', 5, 7 * 24 * 60),
  ...repeating,
});

const byRule = z
  .strictObject({ repeats: z.literal('By Rule'), rule, ...repeating })
  .refine((given) => given.end === 'Forever' || !readRule(given.rule).has('COUNT'), {
    path: ['end'],
    error: 'expected Forever where the rule has a COUNT',
  });

/** When a schedule fires: the choices of the seed (Schedule Integrations), or a rule of RFC 5545. */
export const recurrence = z
  .discriminatedUnion('repeats', [oneTime, byMonth, byWeek, byDay, byHour, byMinute, byRule], {
    error: 'expected repeats: One Time, By Month, By Week, By Day, By Hour, By Minute or By Rule',
  })
  .refine((given) => !('end' in given) || given.end === 'Forever' || given.startDate <= given.end, {
    path: ['end'],
    error: 'expected a date that is not before startDate',
  });

export type Recurrence = z.output<typeof recurrence>;

/** One that counts elapsed time, whatever the clocks do meanwhile. */
export type Elapsed = Extract<Recurrence, { repeats: 'By Hour' | 'By Minute' }>;

/** One that says on which days, and when by the clock: a set of local times. */
export type DayBased = Exclude<Recurrence, Elapsed>;

/** One whose time zone is known: its own, or the site's. */
export type Resolved<R extends Recurrence> = R & { timeZone: string };
export type ResolvedRecurrence = Resolved<Recurrence>;

/** Whether it goes by the clock, rather than by elapsed time. */
export function isDayBased(recurrence: ResolvedRecurrence): recurrence is Resolved<DayBased> {
  return recurrence.repeats !== 'By Hour' && recurrence.repeats !== 'By Minute';
}

function date(expected: string) {
  return z.iso
    .date({ error: expected, abort: true })
    .refine((given) => FIRST_DATE <= given && given <= LAST_DATE, expected);
}

function atLeastOne<T extends z.ZodType>(one: T, name: string) {
  return z.array(one, `expected a list of ${name}s`).min(1, { error: `expected at least one ${name}`, abort: true });
}

/** A whole number of steps. */
function every(unit: string, step: number, most: number) {
  const steps = step === 1 ? '' : ` in steps of ${step}`;
  const expected = `expected a whole number of ${unit} from ${step} to ${most}${steps}`;
  return z.int(expected).min(step, expected).max(most, expected).multipleOf(step, expected);
}
