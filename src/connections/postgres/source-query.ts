import pg from 'pg';

import { quoteTable } from './load-target.js';

/** A field as it leaves, and the column of the source it comes from. */
export interface SourceField {
  name: string;
  from: string;
}

/** A field of a source that was asked for its columns. */
export interface KnownField extends SourceField {
  isBoolean: boolean;
}

/** What a COPY gives of each record. */
export interface SourceShape {
  /** The query, with its parameters bound; or a table. */
  query: string;
  fields: readonly KnownField[];
  /** Names of fields; empty where nothing names a record. */
  key: readonly string[];
  /** One JSON text (an object) a record, or its fields one by one. */
  as: 'fields' | 'json';
}

/** A query that gives all of a table. */
export function queryOfTable(table: string): string {
  return `select * from ${quoteTable(table)}`;
}

/**
 * A statement that gives each record as: its key, a hash of its content, its content; in the order of the keys' bytes.
 * The key is the JSON array of its values, as texts; null where one of them is.
 *
 * Where nothing names a record, key and hash are empty, and all values tell the order: the same records always come in
 * the same one.
 */
export function copyStatement({ query, fields, key, as }: SourceShape): string {
  const names = fields.map(({ name }) => pg.escapeIdentifier(name));
  const columns = fields.map(({ name, from }) => `source.${pg.escapeIdentifier(from)} as ${pg.escapeIdentifier(name)}`);
  // COPY writes t and f, which Table Schema does not read.
  const texts = fields.map(({ isBoolean }, index) => `${names[index]}${isBoolean ? '::text' : ''}`);
  const content = as === 'json' ? 'row_to_json(record)' : texts.join(', ');
  const record = `(select ${columns.join(', ')} from (${query}\n) as source) as record`;
  if (key.length === 0) {
    const order = names.map((name) => `${name}::text collate "C"`).join(', ');
    return `copy (select '', '', ${content} from ${record} order by ${order}) to stdout`;
  }
  const keys = key.map(pg.escapeIdentifier);
  const isNull = keys.map((name) => `${name} is null`).join(' or ');
  const json = `json_build_array(${keys.map((name) => `${name}::text`).join(', ')})::text`;
  const hash = `md5(row(${names.join(', ')})::text)`;
  return `copy (select case when ${isNull} then null else ${json} end collate "C" as "integrator key", ${hash}, ${content}
    from ${record} order by 1) to stdout`;
}
