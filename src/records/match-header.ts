import { IntegratorError } from '../model/errors.js';
import type { Field, TableSchema } from '../model/table-schema.js';

/** Where a field of the schema stands in the file. */
export interface Column {
  field: Field;
  /** Index in the record's fields, from 0. */
  position: number;
}

interface Fault {
  message: string;
  details: Record<string, unknown>;
}

/**
 * Finds the fields of `schema` in the header, by the rule `fieldsMatch` of Table Schema v2
 * (https://datapackage.org/standard/table-schema/#fieldsMatch): exact: the same fields in the same order; equal: the
 * same fields; subset: all fields of the schema, perhaps more; superset: no field that is not in the schema, perhaps
 * fewer; partial: at least one field of the schema. Whatever the rule, a field that is required or in the primary key
 * must be there. Without a header the fields stand in the order of the schema. Columns come in the order of the schema;
 * names must be the same letter for letter.
 *
 * @throws IntegratorError `header-invalid`, naming every column at fault; `details` has them as lists
 */
export function matchHeader(header: string[] | undefined, schema: TableSchema): Column[] {
  if (header === undefined) {
    return schema.fields.map((field, position) => ({ field, position }));
  }
  const positions = positionsByName(header);
  const faults = [
    ...nameFaults(positions),
    ...missingFaults(positions, schema),
    ...unexpectedFaults(positions, schema),
    ...orderFaults(header, schema),
  ];
  if (faults.length > 0) {
    const names = schema.fields.map(({ name }) => quoted(name)).join(', ');
    throw new IntegratorError(
      'header-invalid',
      `the header does not fit the schema: ${faults.map(({ message }) => message).join('; ')}. ` +
        `Expected (fieldsMatch ${schema.fieldsMatch}): ${names}. Correct the first line of the file, or the schema`,
      faults.reduce((all, { details }) => ({ ...all, ...details }), { fieldsMatch: schema.fieldsMatch, header }),
    );
  }
  return schema.fields.flatMap((field) => {
    const position = positions.get(field.name)?.[0];
    return position === undefined ? [] : [{ field, position }];
  });
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

function nameFaults(positions: Map<string, number[]>): Fault[] {
  const faults: Fault[] = [];
  const empty = positions.get('');
  if (empty !== undefined) {
    faults.push({
      message: `${columns(empty.length)} ${numbers(empty)} without a name`,
      details: { unnamed: empty.map(oneBased) },
    });
  }
  const duplicates = [...positions].filter(([name, at]) => name !== '' && at.length > 1);
  if (duplicates.length > 0) {
    faults.push({
      message: duplicates
        .map(([name, at]) => `${quoted(name)} named twice or more, as columns ${numbers(at)}`)
        .join('; '),
      details: { duplicates: duplicates.map(([name, at]) => ({ name, columns: at.map(oneBased) })) },
    });
  }
  return faults;
}

function missingFaults(positions: Map<string, number[]>, schema: TableSchema): Fault[] {
  const all = ['exact', 'equal', 'subset'].includes(schema.fieldsMatch);
  const missing = schema.fields
    .filter((field) => all || field.constraints?.required === true || schema.primaryKey.includes(field.name))
    .map(({ name }) => name)
    .filter((name) => !positions.has(name));
  if (missing.length > 0) {
    return [{ message: `${columns(missing.length)} missing: ${missing.map(quoted).join(', ')}`, details: { missing } }];
  }
  if (schema.fieldsMatch === 'partial' && !schema.fields.some(({ name }) => positions.has(name))) {
    const names = schema.fields.map(({ name }) => name);
    return [{ message: 'none of the fields of the schema is there', details: { missing: names } }];
  }
  return [];
}

function unexpectedFaults(positions: Map<string, number[]>, schema: TableSchema): Fault[] {
  if (schema.fieldsMatch === 'subset' || schema.fieldsMatch === 'partial') {
    return [];
  }
  const known = new Set(schema.fields.map(({ name }) => name));
  const unexpected = [...positions.keys()].filter((name) => name !== '' && !known.has(name));
  return unexpected.length === 0
    ? []
    : [
        {
          message: `${columns(unexpected.length)} not in the schema: ${unexpected.map(quoted).join(', ')}`,
          details: { unexpected },
        },
      ];
}

/** Only where the same names stand in another order: else the names themselves are at fault. */
function orderFaults(header: string[], schema: TableSchema): Fault[] {
  const names = schema.fields.map(({ name }) => name);
  const same = header.length === names.length && new Set([...header, ...names]).size === names.length;
  if (schema.fieldsMatch !== 'exact' || !same) {
    return [];
  }
  const misplaced = header.flatMap((name, position) =>
    name === names[position] ? [] : [{ name, column: oneBased(position), expected: names[position] }],
  );
  return misplaced.length === 0
    ? []
    : [
        {
          message:
            misplaced
              .map(
                ({ name, column, expected }) =>
                  `column ${column} is ${quoted(name)}, expected ${quoted(expected ?? '')}`,
              )
              .join('; ') + ' (or set fieldsMatch to equal: any order)',
          details: { misplaced },
        },
      ];
}

function oneBased(position: number): number {
  return position + 1;
}

function columns(count: number): string {
  return count === 1 ? 'column' : 'columns';
}

function numbers(positions: number[]): string {
  return positions.map(oneBased).join(', ');
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
