import assert from 'node:assert/strict';

import { csvDialect } from '../../src/model/csv-dialect.js';
import { mapping as mappingSchema } from '../../src/model/mapping.js';
import type { ParameterValues } from '../../src/model/parameters.js';
import { tableSchema } from '../../src/model/table-schema.js';
import { compileSchema } from '../../src/records/compile-schema.js';
import type { Lookup } from '../../src/records/lookup.js';
import { matchHeader } from '../../src/records/match-header.js';

interface Given {
  fields: object[];
  mapping: object;
  header?: string[];
  schema?: object;
  dialect?: object;
  parameters?: ParameterValues;
  lookups?: Record<string, Lookup>;
}

function compile({ fields, mapping, header, schema: more, dialect = {}, parameters = {}, lookups = {} }: Given) {
  const schema = tableSchema.parse({ fields, fieldsMatch: 'subset', ...more });
  const columns = matchHeader(header, schema, mappingSchema.parse(mapping));
  const inputs = { parameters, lookups: new Map(Object.entries(lookups)) };
  return compileSchema(schema, columns, csvDialect.parse(dialect), inputs);
}

/** The values of a record, or the codes of its reasons. */
function values(given: Given, record: string[] = []) {
  const checked = compile(given)(record);
  return checked.reasons.length > 0 ? checked.reasons.map(({ field, code }) => [field, code]) : checked.values;
}

const departments: Lookup = {
  rows: new Map([
    ['B', 0],
    ['D', 1],
    ['N', 2],
    ['__proto__', 3],
  ]),
  columns: new Map([['Name', ['Bakery', ' deli ', null, 'Odd']]]),
};

describe('a mapping', () => {
  it('takes a field from a column of another name', () => {
    const given = {
      fields: [{ name: 'number', type: 'integer' }, { name: 'name' }],
      mapping: { number: { column: 'Emp No' } },
    };
    assert.deepEqual(values({ ...given, header: ['name', 'Emp No'] }, ['Ann', '007']), ['7', 'Ann']);
    assert.deepEqual(values({ ...given, header: ['name', 'Emp No'] }, ['Ann', 'x']), [['number', 'type']]);
  });

  it('takes a column for more than one field', () => {
    const given = {
      fields: [{ name: 'a' }, { name: 'b' }],
      mapping: { b: { column: 'a', case: 'upper' } },
      header: ['a'],
    };
    assert.deepEqual(values(given, ['x']), ['x', 'X']);
  });

  it('gives each record a constant, of the type of its field', () => {
    const fields = [
      { name: 'source' },
      { name: 'rate', type: 'number', decimalChar: ',' },
      { name: 'active', type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
    ];
    const mapping = { source: { constant: 'HR' }, rate: { constant: 1.5 }, active: { constant: false } };
    assert.deepEqual(values({ fields, mapping, header: ['other'] }, ['x']), ['HR', '1.5', 'false']);
  });

  it('refuses a constant that is no value of its field', () => {
    const wrong = (field: object, constant: unknown) => () =>
      compile({ fields: [{ name: 'f', ...field }], mapping: { f: { constant } } });
    assert.throws(wrong({ type: 'integer' }, 'x'), {
      code: 'invalid-definition',
      details: { field: 'f', path: 'mapping.f.constant', problem: 'expected an integer, got "x"' },
    });
    assert.throws(wrong({ constraints: { enum: ['a'] } }, 'b'), {
      code: 'invalid-definition',
      message: /one of a, got "b"/,
    });
    assert.throws(wrong({ constraints: { required: true } }, ''), { message: /mapping.f.constant: expected a value/ });
  });

  it('gives each record the value of a parameter, or none', () => {
    const given = {
      fields: [{ name: 'company' }, { name: 'day', type: 'date' }, { name: 'rate', type: 'number' }, { name: 'f' }],
      mapping: {
        company: { parameter: 'company', case: 'lower' },
        day: { parameter: 'day' },
        rate: { parameter: 'rate' },
        f: { parameter: 'constructor' },
      },
    };
    const parameters = { company: 'ACME', day: '2024-02-29', rate: 1e21 };
    assert.deepEqual(values({ ...given, parameters }), ['acme', '2024-02-29', '1e+21', null]);
    assert.deepEqual(values(given), [null, null, null, null]);
  });

  it('refuses a run with a parameter that is no value of its field, before any record', () => {
    const given = {
      fields: [{ name: 'day', type: 'date', constraints: { required: true } }],
      mapping: { day: { parameter: 'd' } },
    };
    for (const [parameters, message] of [
      [{ d: '29/02/2024' }, /The parameter d becomes the field day, and cannot: expected a date/],
      [{}, /The parameter d becomes the field day, and cannot: expected a value, got none/],
    ] as const) {
      assert.throws(() => compile({ ...given, parameters }), { code: 'parameter-invalid', message });
    }
  });

  it('takes white space off and changes case before anything is checked', () => {
    const fields = [{ name: 'f', constraints: { required: true, pattern: '[A-Z ]+', maxLength: 4 } }];
    const given = { fields, header: ['f'] };
    const trimmed = { ...given, mapping: { f: { trim: true, case: 'upper' } } };
    assert.deepEqual(values(trimmed, ['\u00a0\t ab c \r\n\u3000']), ['AB C']);
    assert.deepEqual(values(trimmed, ['  \u2003']), [['f', 'required']]);
    assert.deepEqual(values({ ...given, mapping: { f: { case: 'upper' } } }, [' ab ']), [' AB ']);
    assert.deepEqual(values({ ...given, mapping: { f: { trim: true } } }, [' ab ']), [['f', 'pattern']]);
    assert.deepEqual(values({ ...given, mapping: { f: { trim: false } } }, [' AB ']), [' AB ']);
  });

  it('changes case as no particular language does', () => {
    const given = { fields: [{ name: 'f' }], header: ['f'] };
    assert.deepEqual(values({ ...given, mapping: { f: { case: 'upper' } } }, ['straße iı']), ['STRASSE II']);
    assert.deepEqual(values({ ...given, mapping: { f: { case: 'lower' } } }, ['ÀÉ I']), ['àé i']);
  });

  describe('with a lookup', () => {
    const fields = [{ name: 'department' }, { name: 'dept' }];
    const entry = { lookup: 'departments', by: 'dept', column: 'Name' };
    const given = { fields, mapping: { department: entry }, header: ['dept'], lookups: { departments } };

    it('takes the text of the external file, by the text of a column', () => {
      assert.deepEqual(values(given, ['B']), ['Bakery', 'B']);
      assert.deepEqual(values(given, ['__proto__']), ['Odd', '__proto__']);
      const trimmed = { ...given, mapping: { department: { ...entry, trim: true, case: 'upper' } } };
      assert.deepEqual(values(trimmed, [' D ']), ['DELI', ' D ']);
    });

    it('refuses a record whose text the external file does not have', () => {
      assert.deepEqual(values(given, ['X']), [['department', 'lookup']]);
      assert.deepEqual(values(given, ['b']), [['department', 'lookup']]);
      assert.deepEqual(values(given, ['constructor']), [['department', 'lookup']]);
      const [reason] = compile(given)(['X']).reasons;
      assert.equal(reason?.message, 'expected a text that the external file departments has, got "X"');
    });

    it('checks what was found like any other text', () => {
      const long = { ...given, fields: [{ name: 'department', constraints: { maxLength: 4 } }, { name: 'dept' }] };
      assert.deepEqual(values(long, ['B']), [['department', 'maxLength']]);
    });

    it('gives no value where there is nothing to look up, nothing found, or no external file', () => {
      assert.deepEqual(values(given, ['']), [null, null]);
      assert.deepEqual(values({ ...given, schema: { missingValues: ['-'] } }, ['-']), [null, null]);
      assert.deepEqual(values({ ...given, schema: { missingValues: ['-'] } }, ['']), [null, '']);
      assert.deepEqual(values({ ...given, dialect: { nullSequence: 'NULL' } }, ['NULL']), [null, null]);
      assert.deepEqual(values(given, ['N']), [null, 'N']);
      assert.deepEqual(values({ ...given, lookups: {} }, ['X']), [null, 'X']);
    });

    it('refuses no value where one is required', () => {
      const required = {
        ...given,
        fields: [{ name: 'department', constraints: { required: true } }, { name: 'dept' }],
      };
      assert.deepEqual(values(required, ['']), [['department', 'required']]);
      assert.deepEqual(values(required, ['N']), [['department', 'required']]);
      assert.deepEqual(values({ ...required, lookups: {} }, ['B']), [['department', 'required']]);
    });

    it('refuses an external file that was read for other columns', () => {
      const lookups = { departments: { ...departments, columns: new Map() } };
      assert.throws(() => compile({ ...given, lookups }), { code: 'external-file-invalid' });
    });
  });
});
