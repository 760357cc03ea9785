const NUMBERED = 'BYDAY with a number';
const PLAIN = 'BYDAY without a number';

/**
 * The parts that only some frequencies can have (RFC 5545, 3.3.10). BYSETPOS counts within periods of several days; the
 * times of one day can be named.
 */
const FREQUENCIES: [part: string, frequencies: string[]][] = [
  ['BYWEEKNO', ['YEARLY']],
  ['BYYEARDAY', ['YEARLY', 'HOURLY', 'MINUTELY']],
  ['BYMONTHDAY', ['YEARLY', 'MONTHLY', 'DAILY', 'HOURLY', 'MINUTELY']],
  [NUMBERED, ['YEARLY', 'MONTHLY']],
  ['BYSETPOS', ['YEARLY', 'MONTHLY', 'WEEKLY']],
];

/** The parts that ask for another one. */
const COMPANIONS: [part: string, others: string[]][] = [
  ['BYWEEKNO', [PLAIN]],
  ['BYSETPOS', ['BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', NUMBERED, PLAIN, 'BYHOUR', 'BYMINUTE']],
];

/**
 * The parts that do not go together. RFC 5545 would take the days that fit both; rrule-temporal, which expands rules, gets
 * some of these wrong in a rule by year, and nobody needs them.
 */
const APART: [one: string, other: string][] = [
  ['BYYEARDAY', 'BYMONTHDAY'],
  ['BYYEARDAY', 'BYWEEKNO'],
  ['BYYEARDAY', NUMBERED],
  ['BYYEARDAY', PLAIN],
  ['BYWEEKNO', 'BYMONTHDAY'],
  [NUMBERED, 'BYMONTHDAY'],
  [NUMBERED, PLAIN],
];

/** What is wrong with parts of a rule that are well by themselves: messages that name them. */
export function combinationIssues(parts: ReadonlyMap<string, string>): string[] {
  const frequency = parts.get('FREQ');
  if (frequency === undefined) return ['FREQ: expected one, such as FREQ=MONTHLY'];
  const present = new Set([...parts.keys(), ...kindsOfDay(parts.get('BYDAY'))]);
  return [
    ...FREQUENCIES.filter(([part, frequencies]) => present.has(part) && !frequencies.includes(frequency)).map(
      ([part, frequencies]) => `${part}: expected only with FREQ=${frequencies.join(' or ')}`,
    ),
    ...COMPANIONS.filter(([part, others]) => present.has(part) && !others.some((other) => present.has(other))).map(
      ([part, others]) => `${part}: expected only with ${others.join(' or ')}`,
    ),
    ...APART.filter(([one, other]) => present.has(one) && present.has(other)).map(
      ([one, other]) => `${one}: expected without ${other}`,
    ),
  ];
}

function kindsOfDay(days = ''): string[] {
  if (days === '') return [];
  return days.split(',').map((day) => (/\d/.test(day) ? NUMBERED : PLAIN));
}
