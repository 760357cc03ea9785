import assert from 'node:assert/strict';

import { readBy, type DefinitionIssue } from '../../src/model/definition-issues.js';
import type { IntegratorError } from '../../src/model/errors.js';
import { exclusionGroup } from '../../src/model/exclusion-group.js';
import { externalFile } from '../../src/model/external-file.js';
import { mapping, mappingIssues } from '../../src/model/mapping.js';

type Schema = typeof mapping | typeof externalFile | typeof exclusionGroup;

function issues(schema: Schema, given: unknown): DefinitionIssue[] {
  try {
    readBy(schema, given, 'invalid-definition', 'part');
    return [];
  } catch (error) {
    return (error as IntegratorError).details.errors as DefinitionIssue[];
  }
}

describe('a mapping entry', () => {
  it('has one source, or none, and what is done to the text', () => {
    const good = [
      { column: 'Emp No' },
      { constant: 'HR' },
      { constant: 0 },
      { constant: false, trim: true },
      { parameter: 'company', case: 'upper' },
      { lookup: 'departments', by: 'Dept', column: 'Name', trim: true, case: 'lower' },
      { trim: true },
      { case: 'lower' },
    ];
    for (const entry of good) assert.deepEqual(issues(mapping, { f: entry }), [], JSON.stringify(entry));
  });

  it('is refused when it has several sources, or half a lookup, or nothing', () => {
    const ways = /^expected one of \(column; constant; parameter; lookup, by and column\)/;
    const wrong: [object, RegExp][] = [
      [{}, ways],
      [{ column: 'a', constant: 'b' }, ways],
      [{ constant: 'a', parameter: 'b' }, ways],
      [{ parameter: 'a', lookup: 'b', by: 'c', column: 'd' }, ways],
      [{ lookup: 'a' }, /expected by and column with lookup/],
      [{ lookup: 'a', by: 'b' }, /expected by and column with lookup/],
      [{ lookup: 'a', column: 'b' }, /expected by and column with lookup/],
      [{ by: 'a', column: 'b' }, /expected lookup with by/],
    ];
    for (const [entry, message] of wrong) {
      const [issue, ...more] = issues(mapping, { f: entry });
      assert.equal(issue?.path, 'f');
      assert.match(issue.message, message);
      assert.deepEqual(more, []);
    }
  });

  it('is refused with the path of what is wrong in it', () => {
    assert.deepEqual(
      [{ colum: 'a' }, { column: '' }, { case: 'title' }, { trim: 'yes' }, { constant: null }].map(
        (entry) => issues(mapping, { f: entry })[0]?.path,
      ),
      ['f.colum', 'f.column', 'f.case', 'f.trim', 'f.constant'],
    );
  });
});

describe('mappingIssues', () => {
  const declared = {
    schema: { fields: [{ name: 'id' }, { name: 'company' }] },
    parameters: [{ name: 'company' }],
    externalFiles: [{ name: 'departments' }],
  };

  it('finds nothing where everything named is declared', () => {
    const entries = { id: { lookup: 'departments', by: 'a', column: 'b' }, company: { parameter: 'company' } };
    assert.deepEqual(mappingIssues({ ...declared, mapping: entries }), []);
  });

  it('names fields, parameters and external files that are not declared, with their path', () => {
    const entries = {
      x: { trim: true },
      id: { parameter: 'toString' },
      company: { lookup: 'cities', by: 'a', column: 'b' },
    };
    assert.deepEqual(mappingIssues({ ...declared, mapping: entries }), [
      { path: ['mapping', 'x'], message: 'expected one of the fields (id, company), got x' },
      { path: ['mapping', 'id', 'parameter'], message: 'expected one of the parameters (company), got toString' },
      {
        path: ['mapping', 'company', 'lookup'],
        message: 'expected one of the externalFiles (departments), got cities',
      },
    ]);
    const nothing = { ...declared, parameters: [], mapping: { id: { parameter: 'p' } } };
    assert.match(mappingIssues(nothing)[0]?.message ?? '', /\(there is none\), got p/);
  });
});

describe('an external file', () => {
  it('is required and in the standard dialect where nothing is said', () => {
    const { required, dialect } = externalFile.parse({ name: 'departments', key: 'Code' });
    assert.deepEqual([required, dialect.delimiter, dialect.header], [true, ',', true]);
  });

  it('is refused without a key, and without a header to find its columns by', () => {
    assert.equal(issues(externalFile, { name: 'departments' })[0]?.path, 'key');
    const [issue] = issues(externalFile, { name: 'departments', key: 'Code', dialect: { header: false } });
    assert.deepEqual(issue, { path: 'dialect.header', message: 'expected true: columns are found by their names' });
    assert.equal(issues(externalFile, { name: 'a b', key: 'Code' })[0]?.path, 'name');
    assert.equal(issues(externalFile, { name: 'a', key: 'Code', file: '../x.csv' })[0]?.path, 'file');
  });
});

describe('an exclusion group', () => {
  it('names values by field', () => {
    assert.deepEqual(issues(exclusionGroup, { employment: ['casual'], grade: [1, 2], active: [false] }), []);
  });

  it('is refused without a field, and a field without values', () => {
    assert.equal(issues(exclusionGroup, {})[0]?.message, 'expected a field and its values');
    assert.equal(issues(exclusionGroup, { employment: [] })[0]?.path, 'employment');
    assert.equal(issues(exclusionGroup, { employment: 'casual' })[0]?.path, 'employment');
    assert.equal(issues(exclusionGroup, { employment: [null] })[0]?.path, 'employment[0]');
  });
});
