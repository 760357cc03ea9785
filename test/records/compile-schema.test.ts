import assert from 'node:assert/strict';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { tableSchema } from '../../src/model/table-schema.js';
import { compileSchema } from '../../src/records/compile-schema.js';
import { matchHeader } from '../../src/records/match-header.js';

import { accepts, checkOf, invalid, outcomes, refuses } from './support/field-outcomes.js';

const long = '1'.repeat(200_000);

describe('compileSchema', () => {
  it('gives one shared frozen list when there are no reasons', () => {
    const check = checkOf({});
    assert.equal(check(['a']).reasons, check(['b']).reasons);
    assert.ok(Object.isFrozen(check(['a']).reasons));
  });

  it('finds all reasons of a record, each with field, code, and what was expected and got', () => {
    const schema = tableSchema.parse({
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'name', constraints: { minLength: 3, pattern: '[A-Z].*' } },
        { name: 'day', type: 'date', constraints: { required: true } },
      ],
    });
    const check = compileSchema(schema, matchHeader(['id', 'name', 'day'], schema), csvDialect.parse({}));
    assert.deepEqual(check(['x', 'al', '']), {
      values: [null, null, null],
      reasons: [
        { field: 'id', code: 'type', message: 'expected an integer, got "x"' },
        { field: 'name', code: 'minLength', message: 'expected at least 3 characters, got 2' },
        { field: 'name', code: 'pattern', message: 'expected a text that matches [A-Z].*, got "al"' },
        { field: 'day', code: 'required', message: 'expected a value, got none' },
      ],
    });
  });

  it('takes each column from its place in the file', () => {
    const schema = tableSchema.parse({
      fields: [{ name: 'a', type: 'integer' }, { name: 'b' }],
      fieldsMatch: 'subset',
    });
    const check = compileSchema(schema, matchHeader(['b', 'x', 'a'], schema), csvDialect.parse({}));
    assert.deepEqual(check(['text', 'other', '7']).values, ['7', 'text']);
  });

  it('shortens a long value in a message', () => {
    const [reason] = checkOf({ type: 'integer' })(['😀'.repeat(100)]).reasons;
    assert.ok((reason?.message.length ?? 0) < 100);
    assert.ok(reason?.message.endsWith('😀…"'));
  });

  it('reads missing values and the null sequence as no value, before any other check', () => {
    const field = { type: 'integer', constraints: { minimum: 5 } };
    assert.deepEqual(outcomes(field, ['', '7']), [null, '7']);
    assert.deepEqual(outcomes(field, ['', 'NA', '-'], { missingValues: ['NA', '-'] }), [['type'], null, null]);
    assert.deepEqual(outcomes(field, ['', '\\N'], {}, { nullSequence: '\\N' }), [null, null]);
    assert.deepEqual(outcomes({}, [''], { missingValues: [] }), ['']);
  });

  it('refuses a missing value where one is required, and in the primary key', () => {
    assert.deepEqual(outcomes({ constraints: { required: true } }, ['', 'a']), [['required'], 'a']);
    assert.deepEqual(outcomes({}, ['', 'a'], { primaryKey: 'f' }), [['required'], 'a']);
    const { reasons } = checkOf({ constraints: { required: true } }, { missingValues: ['NA'] })(['NA']);
    assert.equal(reasons[0]?.message, 'expected a value, got "NA", which stands for none');
  });

  it('reads strings as they are', () => accepts({}, { ' a ': ' a ', '=1+1': '=1+1', NULL: 'NULL' }));

  it('reads any as it is', () => accepts({ type: 'any' }, { ' a ': ' a ', '1': '1' }));

  it('reads e-mail addresses', () => {
    accepts({ format: 'email' }, { 'a.b+c@example.co.uk': 'a.b+c@example.co.uk', "o'hara@x": "o'hara@x" });
    refuses({ format: 'email' }, 'format', [
      'a',
      'a@',
      '@b',
      'a b@c.d',
      'a@b..c',
      '.a@b',
      'a@-b',
      'a@b@c',
      `${long}@b`,
    ]);
  });

  it('reads URIs', () => {
    const uris = ['https://example.com/a?b=c#d', 'urn:isbn:1', 'mailto:a@b.c', 'http://[::1]/%20'];
    accepts({ format: 'uri' }, Object.fromEntries(uris.map((uri) => [uri, uri])));
    refuses({ format: 'uri' }, 'format', ['example.com', '/a', 'http://a b', 'http://a/%zz', 'http:', 'http://é']);
  });

  it('reads UUIDs', () => {
    const uuid = '0198C2F0-0000-7000-8000-00000000abcd';
    accepts({ format: 'uuid' }, { [uuid]: uuid });
    refuses({ format: 'uuid' }, 'format', [uuid.slice(1), uuid.replaceAll('-', ''), `{${uuid}}`]);
  });

  it('reads integers of any length', () => {
    const big = '123456789012345678901234567890';
    accepts({ type: 'integer' }, { '5': '5', '+5': '5', '-5': '-5', '007': '7', '-0': '0', '000': '0', [big]: big });
    refuses({ type: 'integer' }, 'type', ['5.0', '1e3', ' 5', '5 ', '0x1', '1,000', '-', '٣', 'NaN', long]);
  });

  it('reads integers in groups', () => {
    accepts({ type: 'integer', groupChar: ',' }, { '1,000,000': '1000000', '12,34,567': '1234567', '-1,000': '-1000' });
    refuses({ type: 'integer', groupChar: ',' }, 'type', [',1', '1,', '1,,000', '1.000']);
    accepts({ type: 'integer', groupChar: '.' }, { '1.000': '1000' });
  });

  it('reads numbers without losing a digit', () => {
    const big = '12345678901234567890.12';
    accepts({ type: 'number' }, { [big]: big, '1.50': '1.50', '+1': '1', '.5': '.5', '5.': '5.', '-1E-7': '-1E-7' });
    refuses(
      { type: 'number' },
      'type',
      ['1,5', '1.2.3', '.', '', 'e5', '1e', '$1', '1 000', '0x1', '٣'].filter(Boolean),
    );
  });

  it('reads NaN and INF in any case as PostgreSQL writes them', () => {
    accepts({ type: 'number' }, { NaN: 'NaN', nan: 'NaN', INF: 'Infinity', '-inf': '-Infinity' });
    refuses({ type: 'number' }, 'type', ['Infinity', '-NaN']);
  });

  it('refuses numbers that PostgreSQL cannot hold', () => {
    refuses({ type: 'number' }, 'type', [long, '1e131073', '1e-20000', '0e-20000', `1e${long}`]);
    accepts({ type: 'number' }, { '1e131071': '1e131071', '1e-16383': '1e-16383' });
  });

  it('reads numbers with the decimal and group characters of the field', () => {
    const german = { type: 'number', decimalChar: ',', groupChar: '.' };
    accepts(german, { '1.234.567,89': '1234567.89', '1,5': '1.5', ',5': '.5', '-1.000': '-1000' });
    refuses(german, 'type', ['1,234.5', '1,5,5', '1,234,567']);
  });

  it('reads booleans', () => {
    const field = { type: 'boolean' };
    accepts(field, {
      true: 'true',
      True: 'true',
      TRUE: 'true',
      '1': 'true',
      false: 'false',
      FALSE: 'false',
      '0': 'false',
    });
    refuses(field, 'type', ['tRuE', 'yes', '2', ' true']);
    const own = { ...field, trueValues: ['ja'], falseValues: ['nein'] };
    accepts(own, { ja: 'true', nein: 'false' });
    refuses(own, 'type', ['true', 'Ja']);
  });

  it('reads dates that the calendar has', () => {
    accepts({ type: 'date' }, { '2024-02-29': '2024-02-29', '2000-02-29': '2000-02-29', '0001-01-01': '0001-01-01' });
    refuses({ type: 'date' }, 'type', [
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-01',
      '2024-04-31',
      '2024-01-00',
    ]);
    refuses({ type: 'date' }, 'type', [
      '0000-01-01',
      '24-01-01',
      '2024-1-1',
      '2024/01/01',
      '2024-01-01T00:00:00',
      ' 2024-1-01',
    ]);
  });

  it('reads dates of a pattern as ISO dates', () => {
    accepts({ type: 'date', format: '%d/%m/%Y' }, { '31/12/2024': '2024-12-31', '1/2/2024': '2024-02-01' });
    accepts({ type: 'date', format: '%Y%m%d' }, { '20241231': '2024-12-31' });
    accepts({ type: 'date', format: '%d-%b-%y' }, { '08-Jul-14': '2014-07-08', '8-jul-69': '1969-07-08' });
    accepts({ type: 'date', format: '%B %d, %Y' }, { 'July 8, 2014': '2014-07-08', 'MAY 10, 2014': '2014-05-10' });
    accepts({ type: 'date', format: '100%% %Y.%m.%d' }, { '100% 2024.1.2': '2024-01-02' });
    refuses({ type: 'date', format: '%d/%m/%Y' }, 'format', ['2024-12-31', '1/2/24', '1/2/2024 ', 'x']);
    refuses({ type: 'date', format: '%d/%m/%Y' }, 'type', ['31/02/2024', '29/02/2023', '0/1/2024', '1/13/2024']);
    refuses({ type: 'date', format: '%Y%m%d' }, 'format', ['2024111', '2024-11-1']);
  });

  it('reads times', () => {
    accepts({ type: 'time' }, { '00:00:00': '00:00:00', '23:59:59': '23:59:59' });
    refuses({ type: 'time' }, 'type', [
      '24:00:00',
      '23:60:00',
      '23:59:60',
      '1:00:00',
      '12:00',
      '12:00:00Z',
      '12:00:00.5',
    ]);
    accepts({ type: 'time', format: '%H:%M' }, { '9:05': '09:05:00' });
    refuses({ type: 'time', format: '%H:%M' }, 'format', ['9', '09:05:00']);
    refuses({ type: 'time', format: '%H:%M' }, 'type', ['24:00']);
  });

  it('reads datetimes with an offset and without', () => {
    const good = [
      '2024-01-26T15:00:00',
      '2024-01-26T15:00:00.300-05:00',
      '2024-02-29T00:00:00Z',
      '2024-01-26T15:00:00.123456+14:00',
    ];
    accepts({ type: 'datetime' }, Object.fromEntries(good.map((text) => [text, text])));
    refuses({ type: 'datetime' }, 'type', [
      '2024-01-26',
      '2024-01-26 15:00:00',
      '2023-02-29T00:00:00',
      '2024-01-26T24:00:00',
    ]);
    refuses({ type: 'datetime' }, 'type', [
      '2024-01-26T15:00:00.1234567',
      '2024-01-26T15:00:00+15:00',
      '2024-01-26T15:00',
    ]);
    accepts({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S' }, { '12/11/2018 09:15:32': '2018-11-12T09:15:32' });
    refuses({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S' }, 'type', ['12/11/2018 25:15:32']);
    refuses({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S' }, 'format', ['2018-11-12T09:15:32']);
  });

  it('reads years', () => {
    accepts({ type: 'year' }, { '2024': '2024', '0044': '44', '-0044': '-44', '12024': '12024' });
    refuses({ type: 'year' }, 'type', ['24', '0000', '02024', '2024.0', '+2024', '2024Z']);
  });

  it('refuses a definition that cannot be', () => {
    invalid({ format: 'binary' }, /one of default, email, uri, uuid, got "binary"/);
    invalid({ type: 'date', format: 'any' }, /expected year, month and day/);
    invalid({ type: 'date', format: '%Y-%m' }, /expected year, month and day/);
    invalid({ type: 'date', format: '%Y-%m-%d %H' }, /and nothing else/);
    invalid({ type: 'date', format: '%Y-%m-%d %Y' }, /the year twice/);
    invalid({ type: 'date', format: '%Y-%j' }, /expected the directives .*%S.*, got %j/);
    invalid({ type: 'time', format: '%M' }, /an hour/);
    invalid({ type: 'time', format: 'any' }, /an hour/);
    invalid({ type: 'datetime', format: 'any' }, /year, month and day/);
    invalid({ type: 'number', decimalChar: ',', groupChar: ',' }, /not the groupChar/);
    invalid({ type: 'integer', groupChar: '1' }, /no part of a number/);
    invalid({ type: 'boolean', trueValues: ['x'], falseValues: ['x'] }, /"x" stands in falseValues too/);
    invalid({ type: 'integer', constraints: { maxLength: 3 } }, /only a string can have it/);
    invalid({ type: 'string', constraints: { minimum: 3 } }, /have no order/);
    invalid({ type: 'date', constraints: { minimum: '2023-02-29' } }, /constraints.minimum: expected a date/);
    invalid({ type: 'integer', constraints: { enum: [1, 'x'] } }, /constraints.enum: expected an integer, got "x"/);
  });
});
