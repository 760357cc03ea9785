import type { Field } from '../../model/field.js';
import { createFieldReader } from '../../records/create-field-reader.js';
import { guessNumber } from './guess-number.js';
import type { Guessed } from './guess.js';

type Type = Omit<Field, 'name'>;

/** Texts that stand for yes and for no. Of those below the first, both must be there: N alone may be anything. */
const BOOLEANS: [yes: string, no: string][] = [
  ['true', 'false'],
  ['True', 'False'],
  ['TRUE', 'FALSE'],
  ['yes', 'no'],
  ['Yes', 'No'],
  ['YES', 'NO'],
  ['Y', 'N'],
  ['y', 'n'],
];
const SURE_BOOLEANS = 3;

/** Forms in which nobody can take the day for the month. */
const DATES = ['default', '%d.%m.%Y', '%Y/%m/%d', '%d-%b-%Y', '%d %b %Y'];
/** Forms of which only a day after the 12th tells which one it is. */
const AMBIGUOUS_DATES: [dayFirst: string, monthFirst: string][] = [
  ['%d/%m/%Y', '%m/%d/%Y'],
  ['%d-%m-%Y', '%m-%d-%Y'],
];
const DATETIMES = [
  'default',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%d %H:%M',
  '%d.%m.%Y %H:%M:%S',
  '%d.%m.%Y %H:%M',
  '%Y-%m-%d %H:%M:%S.%f',
];

/** So few values suggest what nearly all of them are, where not all are the same. */
const FEW = 10;
const NEARLY = 0.05;

/** How long a text may be that is shown as an example. */
const SHOWN = 30;

/**
 * The field of a column, by the texts it has: the narrowest type that reads all of them. Whatever it is not sure of is a
 * string, and says why.
 */
export function guessField(name: string, texts: readonly string[]): Guessed<Field> {
  const values = texts.filter((text) => text !== '');
  const blank = texts.length - values.length;
  const { value: type, why } = guessType(values);
  const isRequired = values.length > 0 && blank === 0;
  const of = blank === 0 ? 'never blank' : `${blank} of ${texts.length} blank`;
  return {
    value: { name, ...type, ...(isRequired ? { constraints: { required: true } } : {}) },
    why: values.length === 0 ? 'always blank' : `${why}; ${of}`,
  };
}

function guessType(values: readonly string[]): Guessed<Type> {
  return guessOther(values) ?? { value: { type: 'string' }, why: explainText(values) };
}

/** A type other than text that reads all values. */
function guessOther(values: readonly string[]): Guessed<Type> | undefined {
  if (values.length === 0) return undefined;
  return guessBoolean(values) ?? guessNumber(values) ?? guessDate(values) ?? guessDatetime(values);
}

/** Text among which others would be something else is most likely faulty: it is told. */
function explainText(values: readonly string[]): string {
  const likely = guessOther(values.slice(0, FEW));
  if (likely !== undefined && likely.value.type !== 'string') {
    const odd = values.filter((value) => !readsAll(likely.value, [value]));
    const others = values.length - odd.length;
    if (odd.length <= NEARLY * values.length) {
      return `text, as ${shown(odd[0] ?? '')} is; the other ${others} are ${likely.why}`;
    }
  }
  return `text such as ${shown(values[0] ?? '')}`;
}

function guessBoolean(values: readonly string[]): Guessed<Type> | undefined {
  const distinct = new Set(values);
  const at = BOOLEANS.findIndex((pair) => [...distinct].every((value) => pair.includes(value)));
  const pair = BOOLEANS[at];
  if (pair === undefined || (at >= SURE_BOOLEANS && distinct.size < pair.length)) return undefined;
  const [yes, no] = pair;
  const why = `${yes} or ${no}`;
  if (at < SURE_BOOLEANS) return { value: { type: 'boolean' }, why };
  return { value: { type: 'boolean', trueValues: [yes], falseValues: [no] }, why };
}

function guessDate(values: readonly string[]): Guessed<Type> | undefined {
  const sure = DATES.find((format) => readsAll({ type: 'date', format }, values));
  if (sure !== undefined) return moment('date', sure, values);
  for (const pair of AMBIGUOUS_DATES) {
    const [one, other] = pair.filter((format) => readsAll({ type: 'date', format }, values));
    if (other !== undefined) {
      const why = `dates such as ${shown(values[0] ?? '')}, of which nothing tells day from month: set type date with format ${pair.join(' or ')}`;
      return { value: { type: 'string' }, why };
    }
    if (one !== undefined) return moment('date', one, values);
  }
  return undefined;
}

function guessDatetime(values: readonly string[]): Guessed<Type> | undefined {
  const format = DATETIMES.find((one) => readsAll({ type: 'datetime', format: one }, values));
  return format === undefined ? undefined : moment('datetime', format, values);
}

function moment(type: 'date' | 'datetime', format: string, [first = '']: readonly string[]): Guessed<Type> {
  return { value: { type, ...(format === 'default' ? {} : { format }) }, why: `${type}s such as ${shown(first)}` };
}

function readsAll(type: Type, values: readonly string[]): boolean {
  const reader = createFieldReader({ name: '', ...type });
  return values.every((value) => reader.read(value) !== undefined);
}

/** As JSON: what would break the line is escaped. */
function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}
