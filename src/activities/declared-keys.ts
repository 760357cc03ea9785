import type { LoadTarget } from '../connections/postgres/load-target.js';
import type { TableSchema } from '../model/table-schema.js';

/**
 * The rules about keys that the target is asked about: uniqueKeys, fields that are `unique`, and foreignKeys of the
 * schema. A key of fields that the file does not bring rules nothing.
 */
export function declaredKeys(
  schema: TableSchema,
  loaded: readonly string[],
): Pick<LoadTarget, 'key' | 'uniqueKeys' | 'foreignKeys'> {
  const isLoaded = (fields: readonly string[]): boolean => fields.every((field) => loaded.includes(field));
  const uniqueFields = schema.fields
    .filter(({ constraints }) => constraints?.unique === true)
    .map(({ name }) => [name]);
  const isPrimary = (fields: readonly string[]): boolean => fields.join('\n') === schema.primaryKey.join('\n');
  return {
    key: schema.primaryKey,
    uniqueKeys: [...(schema.uniqueKeys ?? []), ...uniqueFields].filter(
      (fields) => isLoaded(fields) && !isPrimary(fields),
    ),
    foreignKeys: (schema.foreignKeys ?? [])
      .filter(({ fields }) => isLoaded(fields))
      .map(({ fields, reference }) => ({
        fields,
        references: reference.fields,
        ...(reference.resource === '' ? {} : { table: reference.resource }),
      })),
  };
}
