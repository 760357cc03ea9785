import assert from 'node:assert/strict';

import { csvDialect } from '../../src/model/csv-dialect.js';
import { mapping as mappingSchema } from '../../src/model/mapping.js';
import { parameter } from '../../src/model/parameters.js';
import { tableSchema } from '../../src/model/table-schema.js';
import { recordRuleIssues } from '../../src/records/record-rule-issues.js';

function issues(fields: object[], mapping: object = {}, parameters: object[] = []) {
  return recordRuleIssues({
    schema: tableSchema.parse({ fields }),
    mapping: mappingSchema.parse(mapping),
    dialect: csvDialect.parse({}),
    parameters: parameters.map((one) => parameter.parse(one)),
  });
}

describe('recordRuleIssues', () => {
  it('finds nothing in what can be', () => {
    assert.deepEqual(
      issues([
        { name: 'id', type: 'integer' },
        { name: 'day', type: 'date', format: '%d/%m/%Y' },
      ]),
      [],
    );
  });

  it('names every field that cannot be, with the path of what is wrong', () => {
    const fields = [
      { name: 'id' },
      { name: 'day', type: 'date', format: '%d/%m' },
      { name: 'rate', type: 'number', constraints: { maximum: 'low' } },
    ];
    assert.deepEqual(issues(fields), [
      { path: 'schema.fields[1].format', message: 'expected year, month and day and nothing else, got %d/%m' },
      { path: 'schema.fields[2].constraints.maximum', message: 'expected a number, got "low"' },
    ]);
  });

  it('names constants that are no values of their fields', () => {
    const fields = [
      { name: 'id', type: 'integer' },
      { name: 'x', constraints: { required: true } },
    ];
    assert.deepEqual(issues(fields, { id: { constant: '1.5' }, x: { constant: 'x' } }), [
      { path: 'mapping.id.constant', message: 'expected an integer, got "1.5"' },
    ]);
  });

  it('waits for the values of parameters, but for their defaults', () => {
    const fields = ['a', 'b', 'c'].map((name) => ({ name, type: 'date', constraints: { required: true } }));
    const mapping = { a: { parameter: 'a' }, b: { parameter: 'b' }, c: { parameter: 'c' } };
    const parameters = [{ name: 'a' }, { name: 'b', default: 'x' }, { name: 'c', type: 'date', default: '2024-02-29' }];
    const expected = 'expected a date as YYYY-MM-DD that the calendar has, got "x"';
    assert.deepEqual(issues(fields, mapping, parameters), [{ path: 'mapping.b.parameter', message: expected }]);
  });

  it('checks the field of a parameter and of a lookup all the same', () => {
    const fields = [
      { name: 'a', type: 'date', format: '%Q' },
      { name: 'b', type: 'integer', constraints: { required: true, minimum: 'x' } },
    ];
    const mapping = { a: { parameter: 'a' }, b: { lookup: 'departments', by: 'dept', column: 'Name' } };
    assert.deepEqual(
      issues(fields, mapping, [{ name: 'a' }]).map(({ path }) => path),
      ['schema.fields[0].format', 'schema.fields[1].constraints.minimum'],
    );
    const required = [{ name: 'b', constraints: { required: true } }];
    assert.deepEqual(issues(required, { b: { lookup: 'departments', by: 'dept', column: 'Name' } }), []);
  });
});
