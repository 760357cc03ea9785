import assert from 'node:assert/strict';

import { csvDialect } from '../../src/model/csv-dialect.js';
import type { ExclusionGroup } from '../../src/model/exclusion-group.js';
import { tableSchema } from '../../src/model/table-schema.js';
import { compileExclusions } from '../../src/records/compile-exclusions.js';
import { compileSchema } from '../../src/records/compile-schema.js';
import { matchHeader } from '../../src/records/match-header.js';

const schema = tableSchema.parse({
  fieldsMatch: 'superset',
  fields: [
    { name: 'department' },
    { name: 'employment', constraints: { enum: ['casual', 'full-time'] } },
    { name: 'rate', type: 'number', decimalChar: ',' },
    { name: 'active', type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
    { name: 'since', type: 'datetime' },
  ],
});
const header = ['department', 'employment', 'rate', 'active', 'since'];

function excluding(groups: Record<string, ExclusionGroup>, of = header) {
  const columns = matchHeader(of, schema);
  const check = compileSchema(schema, columns, csvDialect.parse({}));
  const excludes = compileExclusions(groups, columns);
  return (...record: string[]) => excludes(check(record).values);
}

function refused(group: ExclusionGroup, message: RegExp, of = header) {
  assert.throws(() => excluding({ casuals: group }, of), { code: 'exclusion-invalid', message });
}

describe('compileExclusions', () => {
  it('excludes a record when every field of a group has one of its values', () => {
    const excludes = excluding({ casuals: { department: ['Bakery', 'Deli'], employment: ['casual'] } });
    assert.equal(excludes('Bakery', 'casual', '1', 'ja', ''), true);
    assert.equal(excludes('Deli', 'casual', '1', 'ja', ''), true);
    assert.equal(excludes('Bakery', 'full-time', '1', 'ja', ''), false);
    assert.equal(excludes('Fish', 'casual', '1', 'ja', ''), false);
  });

  it('excludes a record that belongs to one of several groups', () => {
    const excludes = excluding({ bakery: { department: ['Bakery'] }, left: { active: [false] } });
    assert.equal(excludes('Fish', 'casual', '1', 'nein', ''), true);
    assert.equal(excludes('Bakery', 'casual', '1', 'ja', ''), true);
    assert.equal(excludes('Fish', 'casual', '1', 'ja', ''), false);
  });

  it('compares values, not their texts', () => {
    const excludes = excluding({ group: { rate: [1.5, '2,0'], since: ['2024-01-01T00:00:00Z'] } });
    assert.equal(excludes('', '', '1,500', '', '2024-01-01T02:00:00+02:00'), true);
    assert.equal(excludes('', '', '2', '', '2024-01-01T00:00:00'), true);
    assert.equal(excludes('', '', '15', '', '2024-01-01T00:00:00Z'), false);
  });

  it('excludes no record for a value it does not have, or that could not be read', () => {
    const excludes = excluding({ group: { employment: ['casual', ''] } });
    assert.equal(excludes('', '', '', '', ''), false);
    assert.equal(excludes('', 'contractor', '', '', ''), false);
    assert.equal(excludes('', 'casual', 'no number', '', ''), true);
    assert.equal(excluding({ group: { rate: [0] } })('', '', '', '', ''), false);
  });

  it('excludes nothing without groups', () => assert.equal(excluding({})('Bakery', 'casual', '1', 'ja', ''), false));

  it('takes the names of object properties for values like others', () => {
    const excludes = excluding({ group: { department: ['__proto__'] } });
    assert.equal(excludes('__proto__', '', '', '', ''), true);
    assert.equal(excludes('constructor', '', '', '', ''), false);
  });

  it('refuses a field that the records do not have', () => {
    refused(
      { city: ['Perth'] },
      /group casuals does not fit: its field city is none of the records' fields \(department, /,
    );
    refused({ since: ['2024-01-01T00:00:00'] }, /its field since is none/, ['department']);
    refused({ constructor: ['x'] }, /its field constructor is none/);
  });

  it('refuses a value that is none of the field', () => {
    refused({ rate: ['low'] }, /expected a number for the field rate, got "low"/);
    refused({ active: ['yes'] }, /expected a boolean \(ja, nein\) for the field active, got "yes"/);
    refused({ since: [2024] }, /for the field since, got 2024/);
  });
});
