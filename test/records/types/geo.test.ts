import { accepts, invalid, refuses } from '../support/field-outcomes.js';

const same = (values: unknown[]) => Object.fromEntries(values.map((one) => [JSON.stringify(one), JSON.stringify(one)]));
const texts = (values: unknown[]) => values.map((one) => JSON.stringify(one));

const line = {
  type: 'LineString',
  coordinates: [
    [0, 0],
    [1, 1, 7],
  ],
};
const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
];

describe('the type geopoint', () => {
  it('reads longitude and latitude in each format', () => {
    accepts(
      { type: 'geopoint' },
      { '90.50, 45.50': '(90.5,45.5)', '-180,90': '(-180,90)', '+1e1,-.5': '(10,-0.5)', '0,-0': '(0,0)' },
    );
    accepts({ type: 'geopoint', format: 'array' }, { '[90.50, 45.50]': '(90.5,45.5)', ' [ 1,2 ] ': '(1,2)' });
    accepts({ type: 'geopoint', format: 'object' }, { '{"lat": 45.5, "lon": 90.5}': '(90.5,45.5)' });
  });

  it('refuses what is no pair of numbers, and no place on Earth', () => {
    const wrong = [
      '90.5',
      '90.5 45.5',
      '1,2,3',
      '(1,2)',
      '1;2',
      '1,  2',
      ' 1,2',
      '181,0',
      '0,90.001',
      '1e999999999,0',
      'NaN,0',
      '１,2',
      ',',
    ];
    refuses({ type: 'geopoint' }, 'type', wrong);
    refuses({ type: 'geopoint', format: 'array' }, 'format', [
      '1,2',
      '[1]',
      '[1,2,3]',
      '["1","2"]',
      '{"lon":1,"lat":2}',
      '[null,1]',
    ]);
    refuses({ type: 'geopoint', format: 'array' }, 'type', ['[181,0]', '[0,-91]', '[1e400,0]']);
    refuses({ type: 'geopoint', format: 'object' }, 'format', [
      '{"lon":1}',
      '{"lon":1,"lat":2,"x":3}',
      '{"lon":1,"__proto__":2}',
      '[1,2]',
    ]);
  });

  it('takes for equal what is the same place', () => {
    accepts({ type: 'geopoint', constraints: { enum: ['1.5, 2'] } }, { '1.50,2.0': '(1.5,2)' });
    invalid({ type: 'geopoint', constraints: { minimum: '0,0' } }, /have no order/);
    invalid({ type: 'geopoint', format: 'wkt' }, /expected one of default, array, object/);
  });
});

describe('the type geojson', () => {
  it('reads GeoJSON objects of each type', () => {
    accepts(
      { type: 'geojson' },
      same([
        { type: 'Point', coordinates: [1, 2] },
        { type: 'MultiPoint', coordinates: [] },
        line,
        { type: 'MultiLineString', coordinates: [line.coordinates] },
        { type: 'Polygon', coordinates: [ring, ring] },
        { type: 'MultiPolygon', coordinates: [[ring]] },
        { type: 'GeometryCollection', geometries: [line] },
        { type: 'Feature', geometry: line, properties: { a: 1 }, id: 7 },
        { type: 'Feature', geometry: null, properties: null },
        { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: line, properties: null }] },
      ]),
    );
  });

  it('refuses objects that are none', () => {
    refuses(
      { type: 'geojson' },
      'format',
      texts([
        {},
        { type: 'Point' },
        { type: 'Point', coordinates: [1] },
        { type: 'Point', coordinates: ['1', '2'] },
        { type: 'LineString', coordinates: [[1, 2]] },
        { type: 'Polygon', coordinates: [ring.slice(1)] },
        {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        },
        {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
            ],
          ],
        },
        { type: 'Feature', geometry: line },
        { type: 'Feature', geometry: {}, properties: null },
        { type: 'FeatureCollection', features: [line] },
        { type: 'Topology', objects: {}, arcs: [] },
        { type: '__proto__', coordinates: [1, 2] },
      ]),
    );
    refuses({ type: 'geojson' }, 'type', ['[]', 'x', 'null', '{"type":"Point","coordinates":[1e999999999,0]}']);
    const nested = `${'{"type":"GeometryCollection","geometries":['.repeat(10_000)}${']}'.repeat(10_000)}`;
    refuses({ type: 'geojson' }, 'type', [nested]);
  });

  it('reads topologies', () => {
    const field = { type: 'geojson', format: 'topojson' };
    const objects = {
      a: { type: 'Polygon', arcs: [[0, -1]] },
      b: { type: 'GeometryCollection', geometries: [{ type: null }] },
    };
    const arcs = [
      [
        [0, 0],
        [1, 1],
      ],
    ];
    accepts(
      field,
      same([
        { type: 'Topology', objects: {}, arcs: [] },
        { type: 'Topology', objects, arcs, transform: { scale: [1, 1], translate: [0, 0] } },
        { type: 'Topology', objects: { p: { type: 'Point', coordinates: [1, 2] } }, arcs: [] },
      ]),
    );
    refuses(
      field,
      'format',
      texts([
        line,
        { type: 'Topology', arcs: [] },
        { type: 'Topology', objects: {}, arcs: [[[0, 0]]] },
        { type: 'Topology', objects: { a: { type: 'LineString', arcs: [0.5] } }, arcs },
        { type: 'Topology', objects: { a: { type: 'Square', arcs: [0] } }, arcs },
        { type: 'Topology', objects: { a: {} }, arcs },
        { type: 'Topology', objects: {}, arcs: [], transform: {} },
      ]),
    );
    invalid({ type: 'geojson', format: 'wkt' }, /expected one of default, topojson/);
  });
});
