/** A part of a rule: what its value may be. */
interface RulePart {
  expected: string;
  fits: (value: string) => boolean;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The parts of a rule and the values they may have (RFC 5545, 3.3.10). INTERVAL and COUNT have
 * bounds, so that a rule is expanded in little time; no year is sure to have a 53rd Monday.
 */
export const RULE_PARTS: ReadonlyMap<string, RulePart> = new Map([
  ['FREQ', oneOf('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY')],
  ['INTERVAL', whole(1, 10_000)],
  ['COUNT', whole(1, 1000)],
  ['BYMONTH', listOf(whole(1, 12))],
  ['BYWEEKNO', listOf(fromEitherEnd(53))],
  ['BYYEARDAY', listOf(fromEitherEnd(366))],
  ['BYMONTHDAY', listOf(fromEitherEnd(31))],
  ['BYDAY', listOf({ expected: 'a weekday such as MO, 2MO or -1FR', fits: isWeekday })],
  ['BYHOUR', listOf(whole(0, 23))],
  ['BYMINUTE', listOf(whole(0, 59))],
  ['BYSETPOS', listOf(fromEitherEnd(366))],
  ['WKST', oneOf(...WEEKDAYS)],
  ['BYSECOND', refused('whole minutes')],
  ['DTSTART', refused('startDate and startTime, beside the rule')],
  ['UNTIL', refused('the last day as end, beside the rule')],
]);

function refused(expected: string): RulePart {
  return { expected, fits: () => false };
}

function oneOf(...names: string[]): RulePart {
  return { expected: `one of ${names.join(', ')}`, fits: (value) => names.includes(value) };
}

function whole(least: number, most: number): RulePart {
  const fits = (value: string) => /^\d{1,5}$/.test(value) && least <= Number(value) && Number(value) <= most;
  return { expected: `a whole number from ${least} to ${most}`, fits };
}

/** Counted from the beginning, or from the end: -1 is the last. */
function fromEitherEnd(most: number): RulePart {
  const { fits } = whole(1, most);
  return { expected: `1 to ${most}, or -1 to -${most}`, fits: (value) => fits(value.replace(/^[+-]/, '')) };
}

function listOf({ expected, fits }: RulePart): RulePart {
  return { expected: `${expected}, or several with commas`, fits: (value) => value.split(',').every(fits) };
}

function isWeekday(value: string): boolean {
  const [, place = '1', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(value) ?? [];
  return WEEKDAYS.includes(name) && fromEitherEnd(52).fits(place);
}
