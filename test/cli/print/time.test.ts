import assert from 'node:assert/strict';

import { localTime } from '../../../src/cli/print/time.js';

describe('localTime', () => {
  for (const [timeZone, written] of [
    ['Australia/Sydney', '2026-11-22 13:46:27 +11:00'],
    ['UTC', '2026-11-22 02:46:27 +00:00'],
    ['America/St_Johns', '2026-11-21 23:16:27 -03:30'],
  ] as const) {
    it(`writes a time by the clocks of ${timeZone}, and how far they are from UTC`, () => {
      assert.equal(localTime('2026-11-22T02:46:27.475Z', timeZone), written);
    });
  }

  it('writes nothing where there is no time', () => {
    assert.equal(localTime(undefined), '');
  });
});
