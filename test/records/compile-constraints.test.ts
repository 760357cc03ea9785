import assert from 'node:assert/strict';
import { accepts, checkOf, refuses } from './support/field-outcomes.js';

describe('compileConstraints', () => {
  it('measures lengths in characters', () => {
    refuses({ constraints: { minLength: 3 } }, 'minLength', ['ab', '😀😀']);
    accepts({ constraints: { minLength: 3 } }, { abc: 'abc', '😀😀😀': '😀😀😀' });
    refuses({ constraints: { maxLength: 2 } }, 'maxLength', ['abc', '😀😀😀']);
    accepts({ constraints: { maxLength: 2 } }, { ab: 'ab', '😀😀': '😀😀' });
  });

  it('compares numbers exactly', () => {
    const minimum = { type: 'number', constraints: { minimum: '0.1000000000000000000000001' } };
    refuses(minimum, 'minimum', ['0.1', '0.1000000000000000000000000', '-1', '1e-400', 'NaN', '-INF']);
    accepts(minimum, { '0.1000000000000000000000001': '0.1000000000000000000000001', INF: 'Infinity', '1e2': '1e2' });
    const maximum = { type: 'integer', constraints: { maximum: '9007199254740993' } };
    refuses(maximum, 'maximum', ['9007199254740994', '90071992547409930']);
    accepts(maximum, { '9007199254740993': '9007199254740993', '-90071992547409930': '-90071992547409930' });
    refuses({ type: 'number', constraints: { maximum: -5 } }, 'maximum', ['-4.99', '0', '0.000', '1e-300', 'NaN']);
    accepts(
      { type: 'number', constraints: { minimum: 0 } },
      { '0.000000000': '0.000000000', '-0': '-0', '1e-400': '1e-400' },
    );
  });

  it('compares dates as dates, whatever their pattern', () => {
    const field = { type: 'date', format: '%d/%m/%Y', constraints: { minimum: '10/02/2024', maximum: '01/03/2024' } };
    accepts(field, { '10/02/2024': '2024-02-10', '29/2/2024': '2024-02-29' });
    refuses(field, 'minimum', ['09/02/2024', '31/12/2023']);
    refuses(field, 'maximum', ['02/03/2024']);
  });

  it('compares times, datetimes and years', () => {
    refuses({ type: 'time', constraints: { minimum: '09:00:00' } }, 'minimum', ['08:59:59']);
    const datetime = { type: 'datetime', constraints: { minimum: '2024-01-01T00:00:00Z' } };
    refuses(datetime, 'minimum', ['2024-01-01T00:30:00+01:00', '2023-12-31T23:59:59.999999']);
    accepts(datetime, {
      '2023-12-31T23:30:00-01:00': '2023-12-31T23:30:00-01:00',
      '2024-01-01T00:00:00': '2024-01-01T00:00:00',
    });
    refuses({ type: 'datetime', constraints: { maximum: '2024-01-01T00:00:00.5' } }, 'maximum', [
      '2024-01-01T00:00:00.500001',
    ]);
    refuses({ type: 'year', constraints: { minimum: 1900 } }, 'minimum', ['0999', '-2000']);
  });

  it('matches a pattern against the whole text, by Unicode', () => {
    accepts({ constraints: { pattern: 'E[0-9]{8}|X' } }, { E12345678: 'E12345678', X: 'X' });
    refuses({ constraints: { pattern: 'E[0-9]{8}|X' } }, 'pattern', ['E123456789', 'aX', 'Xa', 'X\n']);
    accepts({ constraints: { pattern: '\\p{Lu}.' } }, { 'É😀': 'É😀' });
  });

  it('takes members of an enum by value', () => {
    refuses({ constraints: { enum: ['a', 'b'] } }, 'enum', ['A', 'c', 'a ']);
    accepts({ constraints: { enum: ['a', 'b'] } }, { a: 'a' });
    accepts({ type: 'number', constraints: { enum: [1.5, '2'] } }, { '1.50': '1.50', '2.0': '2.0', '20E-1': '20E-1' });
    accepts({ type: 'number', decimalChar: ',', constraints: { enum: [1.5] } }, { '1,5': '1.5' });
    accepts({ type: 'integer', constraints: { enum: [7] } }, { '007': '7' });
    accepts({ type: 'boolean', trueValues: ['ja'], constraints: { enum: [true] } }, { ja: 'true' });
    accepts({ constraints: { enum: ['__proto__'] } }, { __proto__: '__proto__' });
    const [reason] = checkOf({ constraints: { enum: ['a', 'b'] } })(['c']).reasons;
    assert.equal(reason?.message, 'expected one of a, b, got "c"');
  });
});
