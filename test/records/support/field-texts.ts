import fc from 'fast-check';

import { isStorable } from '../../../src/model/storable-text.js';

/** Texts made of `pieces`, in any order: most are near to what a type reads, many are not it. */
const soup = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));

const digits = (min: number, max: number) =>
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: min,
    maxLength: max,
  });
const sign = fc.constantFrom('', '', '-', '+');
const padded = (from: number, to: number, length: number) =>
  fc.integer({ min: from, max: to }).map((number) => String(number).padStart(length, '0'));

const integer = fc.tuple(sign, digits(1, 25)).map((parts) => parts.join(''));
const exponent = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('e', 'E'), sign, digits(1, 6)).map((parts) => parts.join('')),
);
const shortNumber = fc
  .tuple(sign, digits(0, 20), fc.constantFrom('', '.'), digits(0, 20))
  .map((parts) => parts.join(''));
const number = fc.oneof(
  shortNumber,
  fc.tuple(shortNumber, exponent).map((parts) => parts.join('')),
  fc.constantFrom('NaN', 'inf', '-INF', '1e131071', '1e131072', '1e-16383', '1e-16384', '1e999999999'),
);
const date = fc
  .tuple(fc.oneof(padded(0, 9999, 4), fc.constantFrom('1900', '2000', '2024')), padded(0, 13, 2), padded(0, 32, 2))
  .map((parts) => parts.join('-'));
const time = fc.tuple(padded(0, 25, 2), padded(0, 61, 2), padded(0, 61, 2)).map((parts) => parts.join(':'));
const zone = fc.oneof(
  fc.constantFrom('', 'Z', '+14:00', '-14:00', '+14:01'),
  fc
    .tuple(fc.constantFrom('+', '-'), padded(0, 15, 2), padded(0, 61, 2))
    .map(([mark, hour, minute]) => `${mark}${hour}:${minute}`),
);
const datetime = fc
  .tuple(date, fc.constantFrom('T', ' '), time, fc.constantFrom('', '.'), digits(0, 7), zone)
  .map((parts) => parts.join(''));
const year = fc.tuple(fc.constantFrom('', '', '-'), digits(3, 10)).map((parts) => parts.join(''));
const amount = (unit: string) =>
  fc.oneof(
    fc.constant(''),
    digits(1, 9).map((text) => text + unit),
  );
const duration = fc
  .tuple(
    fc.constantFrom('P', 'P', '-P'),
    ...['Y', 'M', 'D'].map(amount),
    fc.constantFrom('', 'T'),
    ...['H', 'M'].map(amount),
    fc.oneof(
      amount('S'),
      fc.tuple(digits(1, 9), digits(1, 7)).map(([whole, fraction]) => `${whole}.${fraction}S`),
    ),
  )
  .map((parts) => parts.join(''));
const degrees = fc.oneof(
  fc.double({ noNaN: true, min: -200, max: 200 }).map(String),
  fc.constantFrom('180', '-90', '1e-400', '5e-324', '1E-7', '.5', '5.', '-0', '1e999'),
);
const json = fc.oneof(
  fc.json(),
  fc.json().map((text) => `{"a": ${text}, "__proto__": [${text}]}`),
  fc.json().map((text) => `[${text}]`),
  number.map((text) => `[${text}]`),
  fc
    .tuple(soup('\\u0000', '\\ud800', '\\udc00', '\\ud83d\\ude00', '\\\\', 'u0000', '\\n', 'é', '😀', 'ab'))
    .map(([text]) => `["${text}"]`),
  fc.integer({ min: 490, max: 510 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);
const position = fc.tuple(degrees, degrees).map(([longitude, latitude]) => `[${longitude}, ${latitude}]`);
const geojson = fc.oneof(
  position.map((at) => `{"type": "Point", "coordinates": ${at}}`),
  fc
    .array(position, { minLength: 1, maxLength: 4 })
    .map((all) => `{"type":"LineString","coordinates":[${all.join(',')}]}`),
  fc.json().map((text) => `{"type": "Feature", "geometry": null, "properties": {"a": ${text}}}`),
);
const anything = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })).filter(isStorable);
const list = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 5 }).map((items) => items.join(','));

/** A field, the type of PostgreSQL that takes its values, and texts that a file might have for it. */
export interface FieldTexts {
  field: object;
  column: string;
  texts: fc.Arbitrary<string>;
  /** Whether PostgreSQL puts the values in the same order as the field. */
  ordered?: boolean;
}

const mixed = (...near: fc.Arbitrary<string>[]) =>
  fc.oneof({ arbitrary: anything, weight: 1 }, ...near.map((arbitrary) => ({ arbitrary, weight: 6 })));

export const FIELD_TEXTS: FieldTexts[] = [
  { field: { type: 'string' }, column: 'text', texts: anything },
  {
    field: { type: 'string', format: 'uuid' },
    column: 'uuid',
    texts: mixed(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
    ),
  },
  { field: { type: 'string', format: 'binary' }, column: 'text', texts: mixed(fc.base64String()) },
  { field: { type: 'any' }, column: 'text', texts: anything },
  {
    field: { type: 'integer' },
    column: 'numeric',
    texts: mixed(integer, soup('0', '-', '+', '7', ' ', '٣')),
    ordered: true,
  },
  {
    field: { type: 'integer', bareNumber: false, groupChar: ',' },
    column: 'numeric',
    texts: mixed(integer, soup('1', ',', '-', '€', '(', ')', ' ', 'kg')),
  },
  { field: { type: 'number' }, column: 'numeric', texts: mixed(number, soup('0', '.', 'e', '-', '9')), ordered: true },
  {
    field: { type: 'number', bareNumber: false, groupChar: ',' },
    column: 'numeric',
    texts: mixed(number, soup('1', ',', '.', '-', '€', '%', ' ', 'e', '5')),
  },
  {
    field: { type: 'boolean' },
    column: 'boolean',
    texts: mixed(fc.constantFrom('true', 'TRUE', '1', 'False', '0', 'yes')),
  },
  { field: { type: 'object' }, column: 'jsonb', texts: mixed(json) },
  { field: { type: 'array' }, column: 'jsonb', texts: mixed(json, soup('[', ']', '"', '1', ',', 'e', '9', '\\')) },
  { field: { type: 'list' }, column: 'text[]', texts: mixed(soup('"', '\\', ',', '{', '}', ' ', 'NULL', 'a')) },
  { field: { type: 'list', itemType: 'integer' }, column: 'numeric[]', texts: list(integer) },
  { field: { type: 'list', itemType: 'number' }, column: 'numeric[]', texts: list(shortNumber) },
  { field: { type: 'list', itemType: 'boolean' }, column: 'boolean[]', texts: list(fc.constantFrom('true', '0', '1')) },
  { field: { type: 'list', itemType: 'date' }, column: 'date[]', texts: list(date) },
  { field: { type: 'list', itemType: 'time' }, column: 'time[]', texts: list(time) },
  { field: { type: 'list', itemType: 'datetime' }, column: 'timestamptz[]', texts: list(datetime) },
  { field: { type: 'date' }, column: 'date', texts: mixed(date), ordered: true },
  {
    field: { type: 'date', format: '%Y%j' },
    column: 'date',
    texts: mixed(fc.tuple(padded(0, 9999, 4), padded(0, 367, 3)).map((parts) => parts.join(''))),
    ordered: true,
  },
  {
    field: { type: 'date', format: 'any' },
    column: 'date',
    texts: mixed(date, soup('8', 'Jul', ' ', '2024', '-', '1', ',')),
  },
  { field: { type: 'time' }, column: 'time', texts: mixed(time), ordered: true },
  {
    field: { type: 'time', format: '%T.%f' },
    column: 'time',
    texts: mixed(fc.tuple(time, digits(1, 7)).map((parts) => parts.join('.'))),
    ordered: true,
  },
  {
    field: { type: 'time', format: 'any' },
    column: 'time',
    texts: mixed(time, soup('12', '3', ':', '05', ' ', 'PM', 'am', '.5')),
    ordered: true,
  },
  { field: { type: 'datetime' }, column: 'timestamptz', texts: mixed(datetime), ordered: true },
  { field: { type: 'datetime' }, column: 'timestamp', texts: mixed(datetime) },
  { field: { type: 'datetime', format: '%FT%T.%f%z' }, column: 'timestamptz', texts: mixed(datetime), ordered: true },
  { field: { type: 'datetime', format: 'any' }, column: 'timestamptz', texts: mixed(datetime), ordered: true },
  { field: { type: 'year' }, column: 'integer', texts: mixed(year), ordered: true },
  {
    field: { type: 'yearmonth' },
    column: 'text',
    texts: mixed(fc.tuple(year, padded(0, 13, 2)).map((parts) => parts.join('-'))),
  },
  {
    field: { type: 'duration' },
    column: 'interval',
    texts: mixed(duration, soup('P', 'T', '1', 'Y', 'M', 'D', 'S', '.', '-')),
    ordered: true,
  },
  {
    field: { type: 'geopoint' },
    column: 'point',
    texts: mixed(fc.tuple(degrees, degrees).map((parts) => parts.join(', '))),
  },
  { field: { type: 'geopoint', format: 'array' }, column: 'point', texts: mixed(position) },
  { field: { type: 'geojson' }, column: 'jsonb', texts: mixed(geojson) },
];
