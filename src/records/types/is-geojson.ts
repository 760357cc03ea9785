import { isJsonObject } from './is-json-object.js';
import { isArrayOf, isPosition } from './positions.js';

/** What `coordinates` must be, by the type of a geometry (RFC 7946 §3.1). */
const COORDINATES = new Map<unknown, (coordinates: unknown) => boolean>([
  // Without coordinates a geometry is empty, and all the same one.
  ['Point', (value) => isPosition(value) || (Array.isArray(value) && value.length === 0)],
  ['MultiPoint', (value) => isArrayOf(value, isPosition)],
  ['LineString', (value) => isLine(value) || (Array.isArray(value) && value.length === 0)],
  ['MultiLineString', (value) => isArrayOf(value, isLine)],
  ['Polygon', (value) => isArrayOf(value, isRing)],
  ['MultiPolygon', (value) => isArrayOf(value, (polygon) => isArrayOf(polygon, isRing))],
]);

/** Whether a value of JSON is a GeoJSON object: a geometry, a Feature or a FeatureCollection (RFC 7946). */
export function isGeojson(value: unknown): boolean {
  return (
    isFeature(value) ||
    isGeometry(value) ||
    (isJsonObject(value) && value.type === 'FeatureCollection' && isArrayOf(value.features, isFeature))
  );
}

function isFeature(value: unknown): boolean {
  if (!isJsonObject(value) || value.type !== 'Feature') return false;
  const { geometry, properties, id } = value;
  return (
    (geometry === null || isGeometry(geometry)) &&
    (properties === null || isJsonObject(properties)) &&
    (id === undefined || typeof id === 'string' || typeof id === 'number')
  );
}

function isGeometry(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  if (value.type === 'GeometryCollection') return isArrayOf(value.geometries, isGeometry);
  return COORDINATES.get(value.type)?.(value.coordinates) ?? false;
}

function isLine(value: unknown): boolean {
  return isArrayOf(value, isPosition, 2);
}

/** Four positions or more, of which the last is the first (§3.1.6). */
function isRing(value: unknown): boolean {
  if (!Array.isArray(value) || !isArrayOf(value, isPosition, 4)) return false;
  return JSON.stringify(value[0]) === JSON.stringify(value.at(-1));
}
