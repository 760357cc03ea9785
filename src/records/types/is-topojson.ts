import { isJsonObject } from './is-json-object.js';
import { isArrayOf, isPosition } from './positions.js';

/** What a geometry must have, by its type (TopoJSON specification §2.2); arcs are named by their index. */
const GEOMETRIES = new Map<unknown, (geometry: Record<string, unknown>) => boolean>([
  [null, () => true],
  ['Point', ({ coordinates }) => isPosition(coordinates)],
  ['MultiPoint', ({ coordinates }) => isArrayOf(coordinates, isPosition)],
  ['LineString', ({ arcs }) => isLine(arcs)],
  ['MultiLineString', ({ arcs }) => isArrayOf(arcs, isLine)],
  ['Polygon', ({ arcs }) => isArrayOf(arcs, isLine)],
  ['MultiPolygon', ({ arcs }) => isArrayOf(arcs, (polygon) => isArrayOf(polygon, isLine))],
  ['GeometryCollection', ({ geometries }) => isArrayOf(geometries, isGeometry)],
]);

/** Whether a value of JSON is a topology (https://github.com/topojson/topojson-specification). */
export function isTopojson(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    value.type === 'Topology' &&
    isJsonObject(value.objects) &&
    Object.values(value.objects).every(isGeometry) &&
    isArrayOf(value.arcs, (arc) => isArrayOf(arc, isPosition, 2)) &&
    (value.transform === undefined || isTransform(value.transform))
  );
}

function isTransform(value: unknown): boolean {
  return isJsonObject(value) && [value.scale, value.translate].every((pair) => isPosition(pair));
}

function isGeometry(value: unknown): boolean {
  return isJsonObject(value) && (GEOMETRIES.get(value.type)?.(value) ?? false);
}

function isLine(value: unknown): boolean {
  return isArrayOf(value, Number.isInteger);
}
