import assert from 'node:assert/strict';
import { csvDialect } from '../../../src/model/csv-dialect.js';
import { tableSchema } from '../../../src/model/table-schema.js';
import { compileSchema } from '../../../src/records/compile-schema.js';
import { matchHeader } from '../../../src/records/match-header.js';

/** The check of a schema with the one field `f`. */
export function checkOf(field: object, schema: object = {}, dialect: object = {}) {
  const parsed = tableSchema.parse({ fields: [{ name: 'f', ...field }], ...schema });
  return compileSchema(parsed, matchHeader(undefined, parsed), csvDialect.parse(dialect));
}

/** What becomes of each text: the value, or the codes of its reasons. */
export function outcomes(field: object, texts: string[], schema: object = {}, dialect: object = {}) {
  const check = checkOf(field, schema, dialect);
  return texts.map((text) => {
    const { values, reasons } = check([text]);
    return reasons.length > 0 ? reasons.map(({ code }) => code) : values[0];
  });
}

export function accepts(field: object, values: Record<string, string | null>): void {
  assert.deepEqual(outcomes(field, Object.keys(values)), Object.values(values));
}

export function refuses(field: object, code: string, texts: string[]): void {
  assert.deepEqual(
    outcomes(field, texts),
    texts.map(() => [code]),
  );
}

export function invalid(field: object, message: RegExp): void {
  assert.throws(
    () => checkOf(field),
    (error: Error & { code?: string; details?: { field?: string } }) => {
      assert.equal(error.code, 'invalid-definition');
      assert.equal(error.details?.field, 'f');
      assert.match(error.message, message);
      return true;
    },
  );
}
