import assert from 'node:assert/strict';

import { runName } from '../../src/model/names.js';
import { resubmitName } from '../../src/model/resubmit-name.js';

describe('the default Run Name of a resubmission', () => {
  const nameOf = (parent: string, ...taken: string[]) => resubmitName(parent, (name) => taken.includes(name));

  it('is that of its parent, and resubmit; numbered from 2 where it is taken', () => {
    assert.equal(nameOf('night'), 'night resubmit');
    assert.equal(nameOf('night', 'night resubmit'), 'night resubmit 2');
    assert.equal(nameOf('night', 'night resubmit', 'night resubmit 2', 'night resubmit 4'), 'night resubmit 3');
    assert.equal(nameOf('night resubmit'), 'night resubmit resubmit');
  });

  it('is a Run Name, however long that of its parent is', () => {
    const parent = 'x'.repeat(200);
    const taken = Array.from(
      { length: 200 },
      (_, index) => `${'x'.repeat(185)} resubmit${index === 0 ? '' : ` ${index + 1}`}`,
    );
    const name = nameOf(parent, ...taken);
    assert.ok(name.endsWith(' resubmit 201'));
    assert.ok(runName.safeParse(name).success);
  });
});
