import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import { isDay, isTimeOfDay } from './calendar.js';
import { literal } from './digit-groups.js';

/** Date and time that a text names; parts that its pattern lacks are 0. */
export interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

type Part = keyof Moment;

/** A compiled pattern. `match` answers undefined when the text does not have the pattern's shape. */
export interface StrptimePattern {
  parts: ReadonlySet<Part>;
  match(text: string): Moment | undefined;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const SHORT_MONTHS = MONTHS.map((name) => name.slice(0, 3));

interface Directive {
  part: Part;
  source: string;
  value: (text: string) => number;
}

/** Next to another directive a number must have both its digits: else 1112020 could be two dates. */
const twoDigits = (part: Part): Directive => ({ part, source: '\\d{1,2}', value: Number });

const DIRECTIVES = new Map<string, Directive>([
  ['Y', { part: 'year', source: '\\d{4}', value: Number }],
  // POSIX: 69 … 99 are 1969 … 1999, 00 … 68 are 2000 … 2068.
  ['y', { part: 'year', source: '\\d{2}', value: (text) => Number(text) + (Number(text) >= 69 ? 1900 : 2000) }],
  ['m', twoDigits('month')],
  ['d', twoDigits('day')],
  ['H', twoDigits('hour')],
  ['M', twoDigits('minute')],
  ['S', twoDigits('second')],
  [
    'b',
    { part: 'month', source: SHORT_MONTHS.join('|'), value: (text) => SHORT_MONTHS.indexOf(text.toLowerCase()) + 1 },
  ],
  ['B', { part: 'month', source: MONTHS.join('|'), value: (text) => MONTHS.indexOf(text.toLowerCase()) + 1 }],
]);

/**
 * Compiles a strptime pattern (Python and C): %Y %y %m %b %B %d %H %M %S, %% and literal text. Month names are English,
 * in any case. %d, %m, %H, %M and %S take one or two digits, but two next to another
 * directive.
 *
 * @throws IntegratorError `invalid-definition` for an unknown directive and for a part that is named twice
 */
export function compileStrptime(field: Field, pattern: string): StrptimePattern {
  const found: Directive[] = [];
  let source = '';
  const tokens = pattern.match(/%.?|[^%]+/gsu) ?? [];
  tokens.forEach((token, index) => {
    if (!isDirective(token)) {
      source += literal(token === '%%' ? '%' : token);
      return;
    }
    const directive = DIRECTIVES.get(token.slice(1));
    if (directive === undefined) {
      const known = [...DIRECTIVES.keys()].map((name) => `%${name}`).join(' ');
      throw definitionError(field, 'format', `expected the directives ${known}, got ${token}`);
    }
    if (found.some(({ part }) => part === directive.part)) {
      throw definitionError(field, 'format', `expected each part once, got the ${directive.part} twice`);
    }
    found.push(directive);
    const glued = [tokens[index - 1], tokens[index + 1]].some(isDirective);
    source += `(${glued ? directive.source.replace('{1,2}', '{2}') : directive.source})`;
  });
  const expression = new RegExp(`^${source}$`, 'iu');
  return {
    parts: new Set(found.map(({ part }) => part)),
    match(text) {
      const groups = expression.exec(text);
      if (groups === null) {
        return undefined;
      }
      const moment: Moment = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
      found.forEach(({ part, value }, index) => {
        moment[part] = value(groups[index + 1] ?? '');
      });
      return moment;
    },
  };
}

function isDirective(token: string | undefined): boolean {
  return token !== undefined && token.startsWith('%') && token !== '%%';
}

/** The day as YYYY-MM-DD, or undefined when the calendar has none such. */
export function isoDate({ year, month, day }: Moment): string | undefined {
  return isDay(year, month, day) ? `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` : undefined;
}

/** The time as hh:mm:ss, or undefined when a day has none such. */
export function isoTime({ hour, minute, second }: Moment): string | undefined {
  return isTimeOfDay(hour, minute, second) ? `${two(hour)}:${two(minute)}:${two(second)}` : undefined;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
