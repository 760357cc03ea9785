import assert from 'node:assert/strict';

import { readDueTime, readTime } from '../../src/model/due-time.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;

describe('a time that is to come', () => {
  for (const [text, at] of [
    ['2026-11-21T18:00:00+01:00', '2026-11-21T17:00:00.000Z'],
    ['2026-11-21T18:00Z', '2026-11-21T18:00:00.000Z'],
    ['2026-11-21T18:00:00.25Z', '2026-11-21T18:00:00.250Z'],
    ['2027-11-22T11:59:59Z', '2027-11-22T11:59:59.000Z'],
    // Whether it has passed is not asked here.
    ['2001-01-01T00:00:00Z', '2001-01-01T00:00:00.000Z'],
  ] as const) {
    it(`is read from ${text}`, () => assert.equal(readTime(text, NOW), Date.parse(at)));
  }

  for (const text of [
    '',
    '2026-11-21',
    '2026-11-21T18:00:00',
    '21-Nov-2026 18:00',
    '2027-02-29T00:00:00Z',
    '2027-02-31T00:00:00Z',
    '2026-11-21T25:00:00Z',
    '2027-11-23T00:00:00Z',
    '9999-12-31T00:00:00Z',
    ' 2026-11-21T18:00:00Z',
    'PT10M',
  ]) {
    it(`is not read from ${JSON.stringify(text)}`, () => assert.equal(readTime(text, NOW), undefined));
  }

  for (const [text, minutes] of [
    ['PT10M', 10],
    ['PT1H30M', 90],
    ['P1D', 24 * 60],
    ['P1DT1M', 24 * 60 + 1],
    ['PT90S', 1.5],
    ['PT0S', 0],
    ['P366D', 366 * 24 * 60],
  ] as const) {
    it(`is ${minutes} minutes from now for ${text}`, () => {
      assert.equal(readDueTime(text, NOW), NOW + minutes * MINUTE);
    });
  }

  it('is read from a time also where a duration would do', () => {
    assert.equal(readDueTime('2026-11-21T12:01:00Z', NOW), NOW + MINUTE);
  });

  for (const text of [
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    'P1W',
    'PT1.5M',
    'PT-1M',
    '-PT1M',
    'P367D',
    'PT999999999H',
    '10M',
  ]) {
    it(`is not read from the duration ${text}`, () => assert.equal(readDueTime(text, NOW), undefined));
  }
});
