import assert from 'node:assert/strict';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { tableSchema } from '../../src/model/table-schema.js';
import { compileSchema } from '../../src/records/compile-schema.js';
import { matchHeader } from '../../src/records/match-header.js';

import { checkOf, outcomes } from './support/field-outcomes.js';

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

  it('goes by the missing values of the field instead of those of the schema', () => {
    const field = { type: 'integer', missingValues: [{ value: '-', label: 'refused' }, 'NA'] };
    assert.deepEqual(outcomes(field, ['-', 'NA', '', '7'], { missingValues: ['', '0'] }), [null, null, ['type'], '7']);
    assert.deepEqual(outcomes(field, ['-', '\\N'], {}, { nullSequence: '\\N' }), [null, null]);
    assert.deepEqual(outcomes({ missingValues: [] }, ['']), ['']);
    assert.deepEqual(outcomes({ missingValues: ['__proto__'] }, ['__proto__', 'constructor']), [null, 'constructor']);
  });

  it('says which field and which property of it cannot be', () => {
    assert.throws(() => checkOf({ type: 'date', constraints: { minimum: '2023-02-29' } }), {
      code: 'invalid-definition',
      details: {
        field: 'f',
        property: 'constraints.minimum',
        problem: 'expected a date as YYYY-MM-DD that the calendar has, got "2023-02-29"',
      },
    });
  });
});
