import { IntegratorError } from '../model/errors.js';
import type { Mapping, MappingEntry } from '../model/mapping.js';
import type { Field, TableSchema } from '../model/table-schema.js';
import { columnRead, mappingOf } from './column-read.js';
import { expectedColumns } from './expected-columns.js';
import { headerFaults } from './header-faults.js';

/** A field of the schema, and where its value comes from. */
export interface Column {
  field: Field;
  /**
   * Index in the record's fields, from 0: of the column the field is read from, or is looked up by. Absent where the
   * value is a constant or a parameter.
   */
  position?: number;
  mapping?: MappingEntry;
}

/**
 * Finds the fields of `schema` in the header, by the rule `fieldsMatch` of Table Schema v2
 * (https://datapackage.org/standard/table-schema/#fieldsMatch): exact: the same fields in the same order; equal: the
 * same fields; subset: all fields of the schema, perhaps more; superset: no field that is not in the schema, perhaps
 * fewer; partial: at least one field of the schema. Whatever the rule, a field that is required or in the primary key
 * must be there, and so must a column that a lookup goes by. Columns come in the order of the schema; names must be the
 * same letter for letter. With a `mapping` the rule is about the columns that the fields are read from and looked up by
 * (`expectedColumns`), and a field with a constant, a parameter or a lookup is there always.
 *
 * @throws IntegratorError `header-invalid`, naming every column at fault; `details` has them as lists
 */
export function matchHeader(header: string[] | undefined, schema: TableSchema, mapping: Mapping = {}): Column[] {
  const expected = expectedColumns(schema, mapping);
  const positions = positionsByName(header ?? expected);
  if (header !== undefined) {
    refuseFaults({ header, positions, expected, needed: neededColumns(schema, mapping), rule: schema.fieldsMatch });
  }
  return schema.fields.flatMap((field): Column[] => {
    const entry = mappingOf(mapping, field.name);
    const mapped = entry === undefined ? {} : { mapping: entry };
    const name = columnRead(field.name, entry) ?? entry?.by;
    if (name === undefined) return [{ field, ...mapped }];
    const position = positions.get(name)?.[0];
    return position === undefined ? [] : [{ field, position, ...mapped }];
  });
}

function refuseFaults(found: Parameters<typeof headerFaults>[0]): void {
  const faults = headerFaults(found);
  if (faults.length === 0) return;
  const { header, expected, rule } = found;
  const names = expected.map((name) => JSON.stringify(name)).join(', ');
  throw new IntegratorError(
    'header-invalid',
    `the header does not fit the schema: ${faults.map(({ message }) => message).join('; ')}. ` +
      `Expected (fieldsMatch ${rule}): ${names}. Correct the header of the file, or the schema`,
    faults.reduce((all, { details }) => ({ ...all, ...details }), { fieldsMatch: rule, header }),
  );
}

/** A Map: a column may be called `__proto__`. */
function positionsByName(header: string[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  header.forEach((name, position) => {
    const known = positions.get(name);
    if (known === undefined) {
      positions.set(name, [position]);
    } else {
      known.push(position);
    }
  });
  return positions;
}

/** The columns without which no record of the file could be right, or be looked up. */
function neededColumns(schema: TableSchema, mapping: Mapping): Set<string> {
  const columns = schema.fields.map(({ name, constraints }) => {
    const entry = mappingOf(mapping, name);
    const isRequired = constraints?.required === true || schema.primaryKey.includes(name);
    return entry?.by ?? (isRequired ? columnRead(name, entry) : undefined);
  });
  return new Set(columns.filter((column) => column !== undefined));
}
