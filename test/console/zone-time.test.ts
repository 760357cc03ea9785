import assert from 'node:assert/strict';

import { instantOf } from '../../src/console/parts/zone-time.js';

describe('the instant of a local time', () => {
  const cases: [string, string, string, string][] = [
    ['is that of the zone', '2026-12-07T06:00', 'Australia/Sydney', '2026-12-06T19:00:00.000Z'],
    ['is that of UTC', '2026-12-07T06:00', 'UTC', '2026-12-07T06:00:00.000Z'],
    ['before clocks change is by the offset of then', '2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['after clocks change is by the offset of then', '2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['that clocks skip is as much later', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['that clocks show twice is the first', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['goes by half hours as well', '2026-07-01T00:15', 'Asia/Kolkata', '2026-06-30T18:45:00.000Z'],
  ];
  for (const [title, local, timeZone, instant] of cases) {
    it(title, () => assert.equal(new Date(instantOf(Date.parse(`${local}Z`), timeZone)).toISOString(), instant));
  }
});
