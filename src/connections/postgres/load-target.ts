import pg from 'pg';

import type { LoadMode } from '../../model/import-integration.js';

/** What a load writes to, and the rules about keys that the schema declares (Table Schema). */
export interface LoadTarget {
  /** With or without its schema: `hr.employee`. */
  table: string;
  /** The fields that are loaded, in the order of the values of a staged record. A column of the table is called the same. */
  fields: readonly string[];
  /** The primary key. */
  key: readonly string[];
  mode: LoadMode;
  /** Whether records are written that are there already as they are (Send All); else they are unchanged. */
  writesAll?: boolean;
  /** Of records with the same key in one file: refuse the later ones, or apply the last. */
  onDuplicateKey: 'reject' | 'last';
  /** Fields whose values together stand in one record only, beside the primary key. */
  uniqueKeys: readonly (readonly string[])[];
  foreignKeys: readonly ForeignKey[];
}

/** Fields whose values must be those of a record of another table. */
export interface ForeignKey {
  fields: readonly string[];
  /** The target itself where absent. */
  table?: string;
  /** The columns there, in the order of `fields`. */
  references: readonly string[];
}

/** The staging table of a load: a temporary one, so that nothing is left of it whatever happens. */
export const STAGING = 'pg_temp.integrator_staging';
/** The record's number in the file; a space keeps it apart from any column of the target. */
export const RECORD = '"integrator record"';

/** Quotes `hr.employee` as `"hr"."employee"`. */
export function quoteTable(table: string): string {
  return table.split('.').map(pg.escapeIdentifier).join('.');
}

/** `"a", "b"`, or `staged."a", staged."b"` with the name of a table before each. */
export function columnList(fields: readonly string[], source?: string): string {
  return fields.map((field) => (source === undefined ? '' : `${source}.`) + pg.escapeIdentifier(field)).join(', ');
}

/** What an upsert writes of a record whose key is there: all but the key. */
export function fieldsBesideKey({ fields, key }: Pick<LoadTarget, 'fields' | 'key'>): string[] {
  return fields.filter((field) => !key.includes(field));
}

/**
 * Whether the columns of two tables differ in anything that is stored. Equal would not do: a collation may take smith for
 * Smith, and a change would be lost. The casts make rows of them that are compared as a whole (PostgreSQL: Composite
 * Type Comparison).
 */
export function differs(left: string, right: string, fields: readonly string[]): string {
  return `row (${columnList(fields, left)})::record *<> row (${columnList(fields, right)})::record`;
}

/** `staged."a" = target."b" and …`: whether the columns of two tables are equal, pair by pair. */
export function sameValues(
  left: string,
  fields: readonly string[],
  right: string,
  others: readonly string[] = fields,
): string {
  return fields
    .map((field, index) => {
      const other = others[index] ?? field;
      return `${left}.${pg.escapeIdentifier(field)} = ${right}.${pg.escapeIdentifier(other)}`;
    })
    .join(' and ');
}
