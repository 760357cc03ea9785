import assert from 'node:assert/strict';

import { importIntegration } from '../../src/model/import-integration.js';
import { describeCorrectable } from '../../src/records/correctable-columns.js';

const definition = (fields: object[], more: object = {}) =>
  importIntegration.parse({
    schema: {
      fields,
      fieldsMatch: 'subset',
      primaryKey: fields[0] && 'name' in fields[0] ? fields[0].name : undefined,
    },
    target: { connection: 'target', table: 'things', mode: 'upsert' },
    ...more,
  });

describe('a column of refused records', () => {
  it('stands where the file has it, with what its field asks', () => {
    const things = definition([
      { name: 'id', constraints: { pattern: 'E[0-9]+' } },
      { name: 'born', type: 'date', format: '%d.%m.%Y', constraints: { required: true } },
      { name: 'rate', type: 'number' },
    ]);
    assert.deepEqual(describeCorrectable(['rate', 'id', 'born'], things), [
      { name: 'rate', fields: ['rate'], type: 'number', required: false },
      { name: 'id', fields: ['id'], type: 'string', required: true, pattern: 'E[0-9]+' },
      { name: 'born', fields: ['born'], type: 'date', required: true, format: '%d.%m.%Y' },
    ]);
  });

  it('has the allowed values as the file would have them', () => {
    const things = definition([
      { name: 'id' },
      { name: 'rate', type: 'number', decimalChar: ',', constraints: { enum: [1.5, 2] } },
      { name: 'on', type: 'boolean', trueValues: ['yes'], falseValues: ['no'], constraints: { enum: [true] } },
      { name: 'level', type: 'integer', categories: [{ value: 1, label: 'low' }, 2] },
    ]);
    const [, ...columns] = describeCorrectable(['id', 'rate', 'on', 'level'], things);
    assert.deepEqual(
      columns.map((column) => column.enum),
      [['1,5', '2'], ['yes'], ['1', '2']],
    );
  });

  it('names the fields it is read into or looked up for, so that their reasons can stand beside it', () => {
    const things = definition(
      [
        { name: 'id' },
        { name: 'born', type: 'date' },
        { name: 'year' },
        { name: 'grade', constraints: { required: true } },
      ],
      {
        mapping: {
          born: { column: 'Birth Date' },
          year: { column: 'Birth Date' },
          grade: { lookup: 'grades', by: 'code', column: 'grade' },
        },
        externalFiles: [{ name: 'grades', key: 'code' }],
      },
    );
    assert.deepEqual(describeCorrectable(['id', 'Birth Date', 'code', 'remark'], things), [
      { name: 'id', fields: ['id'], type: 'string', required: true },
      { name: 'Birth Date', fields: ['born', 'year'], type: 'date', required: false },
      { name: 'code', fields: ['grade'], type: 'string', required: true },
      { name: 'remark', fields: [], type: 'any', required: false },
    ]);
  });
});
