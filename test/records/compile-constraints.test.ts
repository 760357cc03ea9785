import assert from 'node:assert/strict';
import { accepts, checkOf, invalid, refuses } from './support/field-outcomes.js';

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
    accepts({ constraints: { enum: ['__proto__'] } }, { ['__proto__']: '__proto__' });
    refuses({ constraints: { enum: ['a'] } }, 'enum', ['__proto__', 'constructor']);
    const [reason] = checkOf({ constraints: { enum: ['a', 'b'] } })(['c']).reasons;
    assert.equal(reason?.message, 'expected one of a, b, got "c"');
  });

  it('reads a member that is a number of JSON with its point, whatever the field has', () => {
    const german = { type: 'number', decimalChar: ',', groupChar: '.' };
    accepts({ ...german, constraints: { enum: [1.5] } }, { '1,50': '1.50' });
    refuses({ ...german, constraints: { enum: [1.5] } }, 'enum', ['15', '1.5']);
    refuses({ ...german, constraints: { minimum: 1.5 } }, 'minimum', ['1,4']);
    accepts({ ...german, constraints: { maximum: '1.000,5' } }, { '1.000,5': '1000.5' });
    accepts({ type: 'number', constraints: { minimum: 1e21 } }, { '1e21': '1e21' });
  });

  it('leaves an exclusive limit out', () => {
    const above = { type: 'number', constraints: { exclusiveMinimum: 0 } };
    accepts(above, { '1e-300': '1e-300', INF: 'Infinity' });
    refuses(above, 'exclusiveMinimum', ['0', '-0', '0.000', '-1', 'NaN', '-INF']);
    const before = { type: 'date', constraints: { exclusiveMaximum: '2024-03-01' } };
    accepts(before, { '2024-02-29': '2024-02-29' });
    refuses(before, 'exclusiveMaximum', ['2024-03-01', '2024-12-31']);
    const [reason] = checkOf(above)(['0']).reasons;
    assert.equal(reason?.message, 'expected more than 0, got "0"');
  });

  it('applies every constraint there is', () => {
    const field = { constraints: { minLength: 3, pattern: '[a-z]*', enum: ['abc', 'abcd'], maxLength: 3 } };
    const codes = (text: string) => checkOf(field)([text]).reasons.map(({ code }) => code);
    assert.deepEqual(codes('abc'), []);
    assert.deepEqual(codes('abcd'), ['maxLength']);
    assert.deepEqual(codes('A'), ['minLength', 'pattern', 'enum']);
  });

  it('takes categories for the members of an enum', () => {
    accepts({ categories: ['a', { value: 'b', label: 'Bee' }] }, { a: 'a', b: 'b' });
    refuses({ categories: ['a', { value: 'b', label: 'Bee' }] }, 'enum', ['Bee', 'A', 'c']);
    accepts({ type: 'integer', categories: [0, 1], constraints: { enum: [1] } }, { '001': '1' });
    refuses({ type: 'integer', categories: [0, 1], constraints: { enum: [1] } }, 'enum', ['0', '2']);
    invalid(
      { categories: ['a'], constraints: { enum: ['a', 'b'] } },
      /constraints.enum: expected one of the categories, got "b"/,
    );
    invalid({ type: 'integer', categories: ['x'] }, /categories: expected an integer, got "x"/);
  });

  it('names a few members of many', () => {
    const members = Array.from({ length: 5000 }, (_, index) => `member ${index}`);
    const [reason] = checkOf({ constraints: { enum: members } })(['x']).reasons;
    assert.match(reason?.message ?? '', /^expected one of member 0, .*member 19, …, got "x"$/);
  });

  it('refuses a constraint that the type does not have', () => {
    invalid({ type: 'integer', constraints: { maxLength: 3 } }, /constraints.maxLength: .*integer have no length/);
    invalid({ type: 'date', constraints: { minLength: 3 } }, /have no length/);
    invalid({ type: 'integer', constraints: { pattern: '1' } }, /constraints.pattern: only a string can have it/);
    for (const type of ['string', 'any', 'boolean', 'object', 'array', 'list', 'geopoint', 'geojson']) {
      invalid({ type, constraints: { exclusiveMinimum: 3 } }, /constraints.exclusiveMinimum: .* have no order/);
    }
  });

  it('refuses limits and members that are no values of the type', () => {
    invalid({ type: 'date', constraints: { minimum: '2023-02-29' } }, /constraints.minimum: expected a date/);
    invalid(
      { type: 'integer', constraints: { exclusiveMaximum: 1.5 } },
      /constraints.exclusiveMaximum: expected an integer/,
    );
    invalid({ type: 'integer', constraints: { enum: [1, 'x'] } }, /constraints.enum: expected an integer, got "x"/);
    invalid({ type: 'boolean', constraints: { enum: ['yes'] } }, /constraints.enum: expected a boolean/);
    invalid({ type: 'object', constraints: { enum: ['[]'] } }, /constraints.enum: expected a JSON object/);
    invalid({ type: 'number', constraints: { maximum: 'NaN' } }, /constraints.maximum: expected a value that others/);
    invalid({ type: 'duration', constraints: { minimum: 3 } }, /constraints.minimum: expected a duration/);
  });
});
