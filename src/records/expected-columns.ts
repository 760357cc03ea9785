import type { Mapping } from '../model/mapping.js';
import type { TableSchema } from '../model/table-schema.js';
import { columnRead, mappingOf } from './column-read.js';

/**
 * The columns a file should have, in order: that of the fields of `schema`, each with the column it is read from. A
 * column that lookups go `by` and no field is read from stands in the place of the first field that is looked up by it.
 * Fields with a constant or a parameter have no column. A file without a header has exactly these columns.
 */
export function expectedColumns(schema: TableSchema, mapping: Mapping = {}): string[] {
  const places = schema.fields.map(({ name }) => {
    const entry = mappingOf(mapping, name);
    return { read: columnRead(name, entry), by: entry?.by };
  });
  const read = new Set(places.map((place) => place.read));
  const columns = places.map((place) => place.read ?? (read.has(place.by) ? undefined : place.by));
  return [...new Set(columns)].filter((column) => column !== undefined);
}
