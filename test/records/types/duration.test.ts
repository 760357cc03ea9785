import { accepts, refuses } from '../support/field-outcomes.js';

const duration = { type: 'duration' };

describe('the type duration', () => {
  it('reads ISO 8601, and gives a sign to each part', () => {
    accepts(duration, {
      P1Y2M3DT4H5M6S: 'P1Y2M3DT4H5M6S',
      P3M: 'P3M',
      PT3M: 'PT3M',
      'PT0.000001S': 'PT0.000001S',
      '-P1Y2MT4H': 'P-1Y-2MT-4H',
      '-PT1.5S': 'PT-1.5S',
      P0D: 'P0D',
      P007D: 'P007D',
    });
  });

  it('refuses what is none', () => {
    refuses(duration, 'type', [
      'P',
      'PT',
      'P1YT',
      '1Y',
      'P1S',
      'P1H',
      'PT1D',
      'P-1Y',
      '+P1Y',
      'P1M1Y',
      'P1W',
      'p1y',
      'P1.5Y',
    ]);
    refuses(duration, 'type', ['PT1.S', 'PT.5S', 'PT1,5S', 'P１Y', ' P1Y', 'P1Y ', 'P1Y\n', 'P1e9Y', '--P1Y', '1 day']);
  });

  it('refuses what PostgreSQL cannot hold, or would round', () => {
    refuses(duration, 'type', [
      'PT0.0000001S',
      'P178000001Y',
      'P178000000Y1M',
      'P9999999999D',
      `P${'9'.repeat(100_000)}D`,
    ]);
    accepts(duration, { P178000000Y: 'P178000000Y', P999999999D: 'P999999999D' });
  });

  it('compares them as PostgreSQL does: a month of 30 days, a day of 24 hours', () => {
    refuses({ ...duration, constraints: { minimum: 'P1M' } }, 'minimum', [
      'P29D',
      'PT719H59M59.999999S',
      '-P1Y',
      'P0D',
    ]);
    accepts({ ...duration, constraints: { minimum: 'P1M' } }, { P30D: 'P30D', PT720H: 'PT720H', P1Y: 'P1Y' });
    refuses({ ...duration, constraints: { exclusiveMaximum: 'P1M' } }, 'exclusiveMaximum', ['P30D', 'P1M']);
    accepts({ ...duration, constraints: { maximum: '-P1D' } }, { '-PT24H': 'PT-24H', '-P2D': 'P-2D' });
  });

  it('takes for equal what is as many months and as much time', () => {
    const field = { ...duration, constraints: { enum: ['P1Y', 'P1D', '-PT90S'] } };
    accepts(field, { P12M: 'P12M', PT24H: 'PT24H', '-PT1M30S': 'PT-1M-30S', 'PT86400.0S': 'PT86400.0S' });
    refuses(field, 'enum', ['P360D', 'P2D', 'PT90S']);
  });
});
