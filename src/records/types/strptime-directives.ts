/** What a directive of a strptime pattern can name. */
export type NamedPart =
  | 'year'
  | 'month'
  | 'day'
  | 'day of the year'
  | 'weekday'
  | 'hour'
  | 'hour of twelve'
  | 'half of the day'
  | 'minute'
  | 'second'
  | 'microsecond'
  | 'offset';

/** How a directive is written in a text (the source of a regular expression), and the number it stands for. */
export interface Directive {
  part: NamedPart;
  source: string;
  value: (text: string) => number;
}

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const SHORT_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';

const digits = (part: NamedPart, source: string): Directive => ({ part, source, value: Number });
const month: Directive = {
  part: 'month',
  source: MONTHS,
  value: (text) => SHORT_MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1,
};
/** The weekday follows from the date; one that is written wrongly changes nothing, as in Python. */
const weekday: Directive = { part: 'weekday', source: WEEKDAYS, value: () => 0 };

/** By letter. Of the names of months and weekdays, as in C, both the short and the full form are read. */
export const DIRECTIVES: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ['Y', digits('year', '\\d{4}')],
  // POSIX: 69 … 99 are 1969 … 1999, 00 … 68 are 2000 … 2068.
  ['y', { part: 'year', source: '\\d{2}', value: (text) => Number(text) + (Number(text) >= 69 ? 1900 : 2000) }],
  ['m', digits('month', '\\d{1,2}')],
  ['b', month],
  ['B', month],
  ['d', digits('day', '\\d{1,2}')],
  ['j', digits('day of the year', '\\d{3}')],
  ['a', weekday],
  ['A', weekday],
  ['H', digits('hour', '\\d{1,2}')],
  ['I', digits('hour of twelve', '\\d{1,2}')],
  ['p', { part: 'half of the day', source: '[ap]m', value: (text) => (text.toLowerCase() === 'pm' ? 1 : 0) }],
  ['M', digits('minute', '\\d{1,2}')],
  ['S', digits('second', '\\d{1,2}')],
  ['f', { part: 'microsecond', source: '\\d{1,6}', value: (text) => Number(text.padEnd(6, '0')) }],
  ['z', { part: 'offset', source: 'Z|[+-]\\d{2}:?\\d{2}', value: offsetMinutes }],
]);

/** What some directives are short for (C). */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['D', '%m/%d/%y'],
  ['F', '%Y-%m-%d'],
  ['R', '%H:%M'],
  ['T', '%H:%M:%S'],
]);

/** Minutes before UTC are negative; NaN for more minutes than an hour has. */
function offsetMinutes(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  if (sign === undefined) return 0;
  return Number(minutes) > 59 ? Number.NaN : Number(`${sign}1`) * (60 * Number(hours) + Number(minutes));
}
