import type { Field } from '../../model/field.js';
import type { Guessed } from './guess.js';

/** As many digits as fit into PostgreSQL's bigint, whatever they are. */
const INTEGER = /^(?:0|-?[1-9]\d{0,17})$/;
const THOUSANDS_OR_DECIMALS = /^-?[1-9]\d{0,2}(?:[.,]\d{3})?$/;
const LEADING_ZERO = /^[+-]?0\d/;

/** A way of writing numbers: all must fit, and one must show that it is this way and no other. */
interface Notation {
  every: RegExp;
  some: RegExp;
  value: Pick<Field, 'type' | 'decimalChar' | 'groupChar'>;
  why: string;
}

const NOTATIONS: Notation[] = [
  {
    every: /^-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30}(?:[eE][+-]?\d{1,2})?)?$/,
    // 1.234 may be a thousand and more.
    some: /^-?(?:\d+\.(?:\d{1,2}|\d{4,})|(?:0|\d{4,})\.\d+)(?:[eE]|$)/,
    value: { type: 'number' },
    why: 'numbers with a decimal point',
  },
  {
    every: /^-?(?:0|[1-9]\d{0,29})(?:,\d{1,30})?$/,
    // And so may 1,234.
    some: /^-?(?:\d+,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}),\d+)$/,
    value: { type: 'number', decimalChar: ',' },
    why: 'numbers with a decimal comma',
  },
  {
    every: /^-?(?:0|[1-9]\d{0,2})(?:,\d{3}){0,9}(?:\.\d{1,30})?$/,
    some: /,\d{3}[,.]/,
    value: { type: 'number', groupChar: ',' },
    why: 'numbers with commas between thousands',
  },
  {
    every: /^-?(?:0|[1-9]\d{0,2})(?:\.\d{3}){0,9}(?:,\d{1,30})?$/,
    some: /\.\d{3}[.,]/,
    value: { type: 'number', decimalChar: ',', groupChar: '.' },
    why: 'numbers with points between thousands and a decimal comma',
  },
];

/** The numeric type of texts; undefined where they are no numbers, or more than numbers: 00123 would lose its zeros. */
export function guessNumber(values: readonly string[]): Guessed<Omit<Field, 'name'>> | undefined {
  if (values.some((value) => LEADING_ZERO.test(value))) return undefined;
  if (values.every((value) => INTEGER.test(value))) return { value: { type: 'integer' }, why: 'integers' };
  const found = NOTATIONS.find(
    ({ every, some }) => values.every((value) => every.test(value)) && values.some((value) => some.test(value)),
  );
  if (found !== undefined) return { value: found.value, why: found.why };
  if (!values.every((value) => THOUSANDS_OR_DECIMALS.test(value))) return undefined;
  const why = `numbers such as ${values.find((value) => /[.,]/.test(value)) ?? ''}, of which nothing tells decimals from thousands: set type number with decimalChar or groupChar`;
  return { value: { type: 'string' }, why };
}
