import type { Field } from '../../model/table-schema.js';
import type { FieldReader } from '../field-reader.js';
import { chooseFormat } from './choose-format.js';
import { isJsonObject } from './is-json-object.js';
import { parseJson } from './json-text.js';

type Point = [longitude: number, latitude: number];

const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?';
const PAIR = new RegExp(`^(${NUMBER}), ?(${NUMBER})$`);

const FORMATS = new Map<string, { expected: string; parse: (text: string) => Point | undefined }>([
  ['default', { expected: 'longitude and latitude as 90.50, 45.50', parse: parsePair }],
  ['array', { expected: 'longitude and latitude as [90.50, 45.50]', parse: parseArray }],
  ['object', { expected: 'longitude and latitude as {"lon": 90.50, "lat": 45.50}', parse: parseObject }],
]);

/**
 * Type geopoint (Table Schema `geopoint`): longitude (-180 … 180) and latitude (-90 … 90). Formats: default, `array`,
 * `object`. Reaches the database as (longitude,latitude), for PostgreSQL's point, whose numbers are doubles.
 */
export function geopointReader(field: Field): FieldReader {
  const { expected, parse } = chooseFormat(field, FORMATS);
  return {
    expected: `${expected}, within 180 and 90 degrees`,
    read(text) {
      const point = parse(text);
      return point !== undefined && isOnEarth(point) ? `(${point.join(',')})` : undefined;
    },
    code: (text) => (parse(text) === undefined && parse !== parsePair ? 'format' : 'type'),
  };
}

function isOnEarth([longitude, latitude]: Point): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

function parsePair(text: string): Point | undefined {
  const pair = PAIR.exec(text);
  return pair === null ? undefined : [Number(pair[1]), Number(pair[2])];
}

function parseArray(text: string): Point | undefined {
  const value = parseJson(text);
  return Array.isArray(value) && value.length === 2 ? pointOf(value[0], value[1]) : undefined;
}

function parseObject(text: string): Point | undefined {
  const value = parseJson(text);
  return isJsonObject(value) && Object.keys(value).length === 2 ? pointOf(value.lon, value.lat) : undefined;
}

function pointOf(longitude: unknown, latitude: unknown): Point | undefined {
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : undefined;
}
