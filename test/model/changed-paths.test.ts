import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { changedPaths } from '../../src/model/changed-paths.js';

describe('the paths that changed', () => {
  it('name the innermost part that differs', () => {
    const schema = (type: string) => ({ schema: { fields: [{ name: 'id' }, { name: 'rate', type }] }, kind: 'x' });
    assert.deepEqual(changedPaths(schema('number'), schema('integer')), ['schema.fields[1].type']);
  });

  it('name what only one of them has once, not part by part', () => {
    const one = { a: 1, gone: { deep: [1, 2] }, list: ['x'] };
    const other = { a: 1, come: { deep: {} }, list: ['x', { y: 1 }] };
    assert.deepEqual(changedPaths(one, other), ['gone', 'list[1]', 'come']);
  });

  it('tell lists, objects, null and texts from each other', () => {
    const values = [null, [], {}, '', 0, false, '0'];
    for (const one of values) {
      for (const other of values) assert.deepEqual(changedPaths({ a: one }, { a: other }), one === other ? [] : ['a']);
    }
  });

  it('know names that every object inherits', () => {
    const [one, other] = [JSON.parse('{"__proto__": {}, "constructor": 1}') as object, {}];
    assert.deepEqual(changedPaths(one, other), ['__proto__', 'constructor']);
  });

  it('are none where nothing differs, and some where anything does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [from, to] = [plain(one), plain(other)];
        assert.deepEqual(changedPaths(from, structuredClone(from)), []);
        assert.equal(changedPaths(from, to).length === 0, isDeepStrictEqual(from, to));
      }),
    );
  });
});

/** As it is when it was read from JSON. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
