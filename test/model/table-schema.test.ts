import assert from 'node:assert/strict';

import { readBy, type DefinitionIssue } from '../../src/model/definition-issues.js';
import type { IntegratorError } from '../../src/model/errors.js';
import { tableSchema } from '../../src/model/table-schema.js';

/** What is wrong with a schema, as the API tells it. */
function issues(schema: unknown): DefinitionIssue[] {
  try {
    readBy(tableSchema, schema, 'invalid-definition', 'schema');
    return [];
  } catch (error) {
    return (error as IntegratorError).details.errors as DefinitionIssue[];
  }
}

function refused(schema: unknown, path: string, message: RegExp) {
  const found = issues(schema);
  const issue = found.find((one) => one.path === path);
  assert.ok(issue, `expected an issue at ${path}, got ${JSON.stringify(found)}`);
  assert.match(issue.message, message);
}

const fields = [{ name: 'id' }, { name: 'parent' }, { name: 'code' }];
const ofField = (field: object) => ({ fields: [{ name: 'f', ...field }] });

describe('a table schema', () => {
  it('is completed by the defaults of the standard', () => {
    assert.deepEqual(tableSchema.parse({ fields: [{ name: 'id' }] }), {
      fields: [{ name: 'id', type: 'string' }],
      missingValues: [''],
      primaryKey: [],
      fieldsMatch: 'exact',
    });
  });

  it('takes every type and property of the standard', () => {
    const types = [
      {
        type: 'string',
        format: 'binary',
        categories: ['a'],
        categoriesOrdered: true,
        example: 'a',
        rdfType: 'http://x',
      },
      { type: 'number', decimalChar: ',', groupChar: '.', bareNumber: false },
      { type: 'integer', groupChar: ',', bareNumber: true, categories: [{ value: 1, label: 'one' }, { value: 2 }] },
      { type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
      { type: 'object', constraints: { jsonSchema: { type: 'object' }, minLength: 1 } },
      { type: 'array', constraints: { maxLength: 3, unique: true } },
      { type: 'list', itemType: 'integer', delimiter: ';' },
      { type: 'datetime', format: 'any' },
      { type: 'date', format: '%d/%m/%Y', constraints: { exclusiveMinimum: '01/01/2000' } },
      { type: 'time', format: 'default' },
      { type: 'year', constraints: { minimum: 1900, exclusiveMaximum: 2100 } },
      { type: 'yearmonth' },
      { type: 'duration' },
      { type: 'geopoint', format: 'object' },
      { type: 'geojson', format: 'topojson' },
      { type: 'any', title: 'Any', description: 'thing', missingValues: ['-'] },
    ];
    const schema = {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      fields: types.map((type, index) => ({ name: `f${index}`, ...type })),
      missingValues: [{ value: '', label: 'omitted' }, { value: '-99' }],
      primaryKey: 'f0',
      uniqueKeys: [['f1'], ['f1', 'f2']],
      foreignKeys: [{ fields: 'f1', reference: { resource: 'hr.department', fields: 'code' } }],
      fieldsMatch: 'subset',
    };
    assert.deepEqual(issues(schema), []);
  });

  it('is read in one form, however it is written', () => {
    const schema = tableSchema.parse({
      fields: [
        { name: 'a', categories: ['x', { value: 'y', label: 'Y' }], missingValues: [{ value: '-', label: 'none' }] },
        { name: 'b', type: 'date', format: 'fmt:%Y%m%d' },
      ],
      missingValues: ['', { value: 'NA', label: 'unknown' }],
      primaryKey: 'a',
      uniqueKeys: ['b', ['a', 'b']],
      foreignKeys: [{ fields: 'b', reference: { fields: 'a' } }],
    });
    const [a, b] = schema.fields;
    assert.deepEqual(a?.categories, [{ value: 'x' }, { value: 'y', label: 'Y' }]);
    assert.deepEqual(a.missingValues, ['-']);
    assert.equal(b?.format, '%Y%m%d');
    assert.deepEqual(schema.missingValues, ['', 'NA']);
    assert.deepEqual(schema.primaryKey, ['a']);
    assert.deepEqual(schema.uniqueKeys, [['b'], ['a', 'b']]);
    assert.deepEqual(schema.foreignKeys, [{ fields: ['b'], reference: { resource: '', fields: ['a'] } }]);
  });

  it('can be read again as it was read', () => {
    const bare = tableSchema.parse({ fields });
    assert.deepEqual(tableSchema.parse(JSON.parse(JSON.stringify(bare))), bare);
    const once = tableSchema.parse({ fields, primaryKey: 'id', uniqueKeys: ['code'], missingValues: [{ value: 'x' }] });
    assert.deepEqual(tableSchema.parse(JSON.parse(JSON.stringify(once))), once);
  });

  it('refuses keys of fields that are not there', () => {
    refused(
      { fields, primaryKey: ['id', 'x'] },
      'primaryKey',
      /expected one of the fields \(id, parent, code\), got x/,
    );
    refused({ fields, primaryKey: ['constructor'] }, 'primaryKey', /got constructor/);
    refused({ fields, uniqueKeys: [['id'], ['x']] }, 'uniqueKeys[1]', /got x/);
    const foreign = (key: object) => ({ fields, foreignKeys: [key] });
    refused(foreign({ fields: ['x'], reference: { resource: 't', fields: ['a'] } }), 'foreignKeys[0].fields', /got x/);
    const own = 'foreignKeys[0].reference.fields';
    refused(foreign({ fields: ['parent'], reference: { resource: '', fields: ['x'] } }), own, /got x/);
    assert.deepEqual(issues(foreign({ fields: ['parent'], reference: { resource: 't', fields: ['x'] } })), []);
    refused(
      foreign({ fields: ['parent', 'id'], reference: { resource: 't', fields: ['x'] } }),
      own,
      /as many .*\(2\), got 1/,
    );
  });

  it('refuses keys that are empty, or name a field or table wrongly', () => {
    refused({ fields, primaryKey: [''] }, 'primaryKey', /./);
    refused({ fields, primaryKey: ['id', 'id'] }, 'primaryKey', /expected each field once/);
    refused({ fields, uniqueKeys: [] }, 'uniqueKeys', /./);
    refused({ fields, uniqueKeys: [[]] }, 'uniqueKeys[0]', /./);
    const foreign = { fields: ['id'], reference: { resource: 'a.b.c', fields: ['x'] } };
    refused(
      { fields, foreignKeys: [foreign] },
      'foreignKeys[0].reference.resource',
      /a table such as department|employee/,
    );
    refused({ fields, foreignKeys: [{ fields: ['id'] }] }, 'foreignKeys[0].reference', /./);
  });

  it('refuses fields that are named twice, or so that nothing could name them', () => {
    refused({ fields: [...fields, { name: 'id' }] }, 'fields[3].name', /the field id is named twice/);
    refused(ofField({ name: '__proto__' }), 'fields[0].name', /a name other than __proto__/);
    refused({ fields: [] }, 'fields', /./);
  });

  it('refuses a property that the type does not have', () => {
    refused(
      ofField({ type: 'integer', format: 'email' }),
      'fields[0].format',
      /only type string, date.*is of type integer/,
    );
    refused(ofField({ type: 'year', format: '%Y' }), 'fields[0].format', /only type/);
    refused(ofField({ trueValues: ['x'] }), 'fields[0].trueValues', /only type boolean can have it/);
    refused(ofField({ type: 'integer', decimalChar: ',' }), 'fields[0].decimalChar', /only type number/);
    refused(ofField({ type: 'date', categories: ['x'] }), 'fields[0].categories', /only type string, integer/);
    refused(ofField({ type: 'array', itemType: 'date' }), 'fields[0].itemType', /only type list/);
    assert.deepEqual(issues(ofField({ type: 'integer', format: 'default' })), []);
  });

  it('refuses what the standard does not know', () => {
    refused(ofField({ type: 'strin' }), 'fields[0].type', /./);
    refused(ofField({ decimalchar: ',' }), 'fields[0].decimalchar', /there is no such property/);
    refused(ofField({ constraints: { minimun: 1 } }), 'fields[0].constraints.minimun', /there is no such property/);
    refused(ofField({ type: 'list', itemType: 'object' }), 'fields[0].itemType', /./);
    refused(ofField({ constraints: { pattern: '(' } }), 'fields[0].constraints.pattern', /a regular expression/);
    refused(ofField({ constraints: { minLength: -1 } }), 'fields[0].constraints.minLength', /./);
    refused(ofField({ constraints: { enum: [] } }), 'fields[0].constraints.enum', /./);
    refused(ofField({ constraints: { jsonSchema: true } }), 'fields[0].constraints.jsonSchema', /./);
    refused({ fields, missingValues: ['', ''] }, 'missingValues', /expected each text once/);
    refused(ofField({ categories: ['a', { value: 'a' }] }), 'fields[0].categories', /expected each value once/);
    const labels = [
      { value: 'a', label: 'x' },
      { value: 'b', label: 'x' },
    ];
    refused(ofField({ categories: labels }), 'fields[0].categories', /expected each label once/);
  });
});
