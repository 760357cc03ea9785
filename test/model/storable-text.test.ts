import assert from 'node:assert/strict';

import { findUnstorable } from '../../src/model/storable-text.js';

const NUL = 'a\0b';

describe('a text that cannot be kept', () => {
  for (const [title, value, path] of [
    ['that is the whole', NUL, []],
    ['in a list', ['a', 1, null, NUL], [3]],
    ['in an object in a list', [{ a: 'b' }, { a: { b: [{}, NUL] } }], [1, 'a', 'b', 1]],
    ['that is half a character', { a: '\ud800' }, ['a']],
    ['that is a name: where it stands', { a: [{ [NUL]: 1 }] }, ['a', 0]],
    ['before another one', { a: { b: NUL }, c: NUL }, ['a', 'b']],
  ] as const) {
    it(`is found ${title}`, () => {
      assert.deepEqual(findUnstorable(value), path);
    });
  }

  it('is not there in what has none', () => {
    for (const value of ['', 'ä😀', null, undefined, 7, [], {}, { a: [{ b: ['c'] }, []] }]) {
      assert.equal(findUnstorable(value), undefined);
    }
  });

  it('is found however deep it is', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`);
    assert.equal(findUnstorable(deep)?.length, 100_000);
  });
});
