import assert from 'node:assert/strict';
import { tableSchema } from '../../src/model/table-schema.js';
import { matchHeader } from '../../src/records/match-header.js';

import type { Mapping } from '../../src/model/mapping.js';
import { expectedColumns } from '../../src/records/expected-columns.js';

type FieldsMatch = 'exact' | 'equal' | 'subset' | 'superset' | 'partial';

function match(header: string[] | undefined, fieldsMatch: FieldsMatch, more: object = {}) {
  const schema = tableSchema.parse({
    fields: [{ name: 'id' }, { name: 'name' }, { name: 'email' }],
    fieldsMatch,
    ...more,
  });
  return matchHeader(header, schema).map(({ field, position }) => [field.name, position]);
}

function refused(header: string[], fieldsMatch: FieldsMatch, message: RegExp, details: object, more: object = {}) {
  assert.throws(
    () => match(header, fieldsMatch, more),
    (error: Error & { code?: string; details?: object }) => {
      assert.equal(error.code, 'header-invalid');
      assert.match(error.message, message);
      assert.deepEqual({ ...error.details, ...details }, error.details);
      return true;
    },
  );
}

const inOrder = [
  ['id', 0],
  ['name', 1],
  ['email', 2],
];

describe('matchHeader', () => {
  it('takes the fields in order where there is no header', () => {
    assert.deepEqual(match(undefined, 'exact'), inOrder);
  });

  it('exact: takes the same fields in the same order, and nothing else', () => {
    assert.deepEqual(match(['id', 'name', 'email'], 'exact'), inOrder);
    refused(['id', 'email', 'name'], 'exact', /column 2 is "email", expected "name".*fieldsMatch to equal/, {
      misplaced: [
        { name: 'email', column: 2, expected: 'name' },
        { name: 'name', column: 3, expected: 'email' },
      ],
    });
    refused(['id', 'name'], 'exact', /column missing: "email"/, { missing: ['email'] });
    refused(['id', 'name', 'email', 'x'], 'exact', /column not in the schema: "x"/, { unexpected: ['x'] });
  });

  it('equal: takes the same fields in any order', () => {
    assert.deepEqual(match(['email', 'id', 'name'], 'equal'), [
      ['id', 1],
      ['name', 2],
      ['email', 0],
    ]);
    refused(['id', 'x'], 'equal', /missing: "name", "email"; column not in the schema: "x"/, {
      missing: ['name', 'email'],
      unexpected: ['x'],
    });
  });

  it('subset: takes a file that has more fields than the schema', () => {
    assert.deepEqual(match(['x', 'email', 'id', 'y', 'name'], 'subset'), [
      ['id', 2],
      ['name', 4],
      ['email', 1],
    ]);
    refused(['x', 'id', 'name'], 'subset', /missing: "email"/, { missing: ['email'] });
  });

  it('superset: takes a file that has fewer fields than the schema', () => {
    assert.deepEqual(match(['email', 'id'], 'superset'), [
      ['id', 1],
      ['email', 0],
    ]);
    refused(['id', 'x'], 'superset', /not in the schema: "x"/, { unexpected: ['x'] });
  });

  it('partial: takes a file that has one field of the schema', () => {
    assert.deepEqual(match(['x', 'id'], 'partial'), [['id', 1]]);
    refused(['x', 'y'], 'partial', /none of the fields/, { missing: ['id', 'name', 'email'] });
  });

  it('wants required fields and the primary key whatever the rule', () => {
    refused(['name'], 'partial', /missing: "id"/, { missing: ['id'] }, { primaryKey: 'id' });
    const fields = [{ name: 'id' }, { name: 'name', constraints: { required: true } }];
    refused(['id'], 'superset', /missing: "name"/, { missing: ['name'] }, { fields });
  });

  it('refuses a name that stands twice, and says where', () => {
    refused(['id', 'name', 'email', 'id'], 'subset', /"id" named twice or more, as columns 1, 4/, {
      duplicates: [{ name: 'id', columns: [1, 4] }],
    });
  });

  it('refuses a column without a name', () => {
    refused(['id', '', 'name', 'email', ''], 'subset', /columns 2, 5 without a name/, { unnamed: [2, 5] });
  });

  it('does not take names of different case or with spaces for the same', () => {
    refused(['ID', 'name', 'email '], 'exact', /missing: "id", "email"; columns not in the schema: "ID", "email "/, {});
  });

  it('says what was expected and what to do', () => {
    refused(['id'], 'exact', /Expected \(fieldsMatch exact\): "id", "name", "email". Correct the header/, {});
  });

  it('takes the names of object properties for names like others', () => {
    const fields = [{ name: 'constructor' }, { name: 'toString' }];
    assert.deepEqual(match(['__proto__', 'toString', 'constructor'], 'subset', { fields }), [
      ['constructor', 2],
      ['toString', 1],
    ]);
    refused(['__proto__', '__proto__'], 'partial', /"__proto__" named twice/, {});
    refused(['__proto__'], 'subset', /missing: "constructor", "toString"/, {}, { fields });
  });

  describe('with a mapping', () => {
    const fields = [{ name: 'id' }, { name: 'company' }, { name: 'department' }, { name: 'name' }, { name: 'dept' }];
    const mapping: Mapping = {
      id: { column: 'Emp No' },
      company: { constant: 'ACME' },
      department: { lookup: 'departments', by: 'Site', column: 'Name' },
      dept: { trim: true },
    };
    const schemaOf = (fieldsMatch: FieldsMatch, more: object = {}) =>
      tableSchema.parse({ fields, fieldsMatch, ...more });
    const places = (header: string[] | undefined, rule: FieldsMatch, more: object = {}, entries = mapping) =>
      matchHeader(header, schemaOf(rule, more), entries).map(({ field, position }) => [field.name, position]);
    const refuses = (header: string[], rule: FieldsMatch, message: RegExp, more: object = {}) =>
      assert.throws(() => places(header, rule, more), { code: 'header-invalid', message });

    it('expects the columns that fields are read from and looked up by, in the order of the fields', () => {
      assert.deepEqual(expectedColumns(schemaOf('exact'), mapping), ['Emp No', 'Site', 'name', 'dept']);
      const byOther = { ...mapping, department: { lookup: 'departments', by: 'dept', column: 'Name' } };
      assert.deepEqual(expectedColumns(schemaOf('exact'), byOther), ['Emp No', 'name', 'dept']);
      assert.deepEqual(
        expectedColumns(schemaOf('exact')),
        fields.map(({ name }) => name),
      );
    });

    it('takes these columns for the header where there is none', () => {
      assert.deepEqual(places(undefined, 'exact'), [
        ['id', 0],
        ['company', undefined],
        ['department', 1],
        ['name', 2],
        ['dept', 3],
      ]);
    });

    it('keeps the rules of fieldsMatch for them', () => {
      const all = ['Emp No', 'Site', 'name', 'dept'];
      assert.deepEqual(places(all, 'exact'), places(undefined, 'exact'));
      refuses(['Site', 'Emp No', 'name', 'dept'], 'exact', /column 1 is "Site", expected "Emp No"/);
      refuses(['id', 'Site', 'name', 'dept'], 'exact', /missing: "Emp No"; column not in the schema: "id"/);
      refuses([...all, 'company'], 'equal', /not in the schema: "company"/);
      assert.deepEqual(places(['dept', 'x', 'name', 'Site', 'Emp No'], 'subset'), [
        ['id', 4],
        ['company', undefined],
        ['department', 3],
        ['name', 2],
        ['dept', 0],
      ]);
      assert.deepEqual(places(['Site'], 'superset'), [
        ['company', undefined],
        ['department', 0],
      ]);
    });

    it('wants the column a lookup goes by, whatever the rule', () => {
      refuses(['Emp No'], 'partial', /column missing: "Site"/);
      refuses(['Emp No'], 'superset', /column missing: "Site"/);
    });

    it('wants no column for a required field that has its value from elsewhere', () => {
      const primaryKey = ['company', 'department'];
      assert.deepEqual(places(['Site'], 'partial', { primaryKey }), [
        ['company', undefined],
        ['department', 0],
      ]);
      refuses(['Site', 'id'], 'partial', /column missing: "Emp No"/, { primaryKey: 'id' });
    });

    it('gives the mapping on with its column', () => {
      const [id, , , name] = matchHeader(undefined, schemaOf('exact'), mapping);
      assert.deepEqual(id?.mapping, { column: 'Emp No' });
      assert.equal(name?.mapping, undefined);
    });

    it('takes the names of object properties for names like others', () => {
      const entries: Mapping = { constructor: { column: '__proto__' } };
      const more = { fields: [{ name: 'constructor' }, { name: 'toString' }] };
      assert.deepEqual(places(['toString', '__proto__'], 'equal', more, entries), [
        ['constructor', 1],
        ['toString', 0],
      ]);
      const [, unmapped] = matchHeader(undefined, schemaOf('exact', more), entries);
      assert.deepEqual(unmapped, { field: { name: 'toString', type: 'string' }, position: 1 });
    });
  });
});
