import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import pg from 'pg';

import { tableSchema } from '../../../src/model/table-schema.js';
import { createFieldReader } from '../../../src/records/create-field-reader.js';
import type { FieldReader } from '../../../src/records/field-reader.js';
import { testEnvironment } from '../../support/environment.js';
import { FIELD_TEXTS } from '../support/field-texts.js';

describe('PostgreSQL', () => {
  const database = `types_${randomUUID().slice(0, 8)}`;
  let pool: pg.Pool;

  before(async () => {
    const { postgres } = testEnvironment();
    await postgres.createDatabase(database);
    // A datetime without an offset counts as UTC where datetimes are compared.
    pool = new pg.Pool({ connectionString: postgres.url(database), options: '-c timezone=UTC' });
  });
  after(() => pool.end());

  /** The values that `reader` lets through, of many texts. */
  const valuesOf = (reader: FieldReader, texts: string[]) =>
    texts.map((text) => reader.read(text)).filter((value) => value !== undefined);

  for (const { field, column, texts, ordered = false } of FIELD_TEXTS) {
    const reader = createFieldReader(tableSchema.parse({ fields: [{ name: 'f', ...field }] }).fields[0]!);

    it(`takes as ${column} every value that is let through of ${JSON.stringify(field)}`, async () => {
      let count = 0;
      const property = fc.asyncProperty(fc.array(texts, { minLength: 100, maxLength: 200 }), async (some) => {
        const values = valuesOf(reader, some);
        count += values.length;
        const { rows } = await pool.query<{ value: string }>(
          'select value from unnest($1::text[]) value where not pg_input_is_valid(value, $2)',
          [values, column],
        );
        assert.deepEqual(rows, []);
        // As a load has it, without the detour.
        await pool.query(`select value::${column} from unnest($1::text[]) value`, [values]);
      });
      await fc.assert(property, { numRuns: 20 });
      assert.ok(count > 100, `only ${count} values were let through: the texts do not test much`);
    });

    if (!ordered) continue;

    it(`puts ${column} in the order that ${JSON.stringify(field)} has`, async () => {
      const { compare, key = (value: string) => value } = reader;
      const property = fc.asyncProperty(fc.array(texts, { minLength: 100, maxLength: 200 }), async (some) => {
        const values = valuesOf(reader, some).filter((value) => value !== 'NaN');
        const pairs = values.slice(1).map((right, index) => ({ left: values[index] ?? '', right }));
        const { rows } = await pool.query<{ order: number; equal: boolean }>(
          `select sign((l < r)::int * -1 + (l > r)::int)::int as order, l = r as equal
           from (select l::${column}, r::${column} from unnest($1::text[], $2::text[]) with ordinality t (l, r, place)
                 order by place) pairs`,
          [pairs.map(({ left }) => left), pairs.map(({ right }) => right)],
        );
        rows.forEach(({ order, equal }, index) => {
          const { left, right } = pairs[index]!;
          // Plus 0, for -0 is not 0 to assert.
          assert.equal(Math.sign(compare?.(left, right) ?? Number.NaN) + 0, order, `${left} and ${right}`);
          if (key(left) === key(right)) assert.ok(equal, `${left} equals ${right}`);
        });
      });
      await fc.assert(property, { numRuns: 20 });
    });
  }
});
