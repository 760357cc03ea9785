import type { Mapping, MappingEntry } from '../model/mapping.js';

/** The entry of a field; a field may be called like a property every object has. */
export function mappingOf(mapping: Mapping, field: string): MappingEntry | undefined {
  return Object.hasOwn(mapping, field) ? mapping[field] : undefined;
}

/** The column of the file whose text becomes the value of the field; undefined where the value comes from elsewhere. */
export function columnRead(field: string, entry: MappingEntry | undefined): string | undefined {
  const { constant, parameter, lookup, column = field } = entry ?? {};
  return [constant, parameter, lookup].some((source) => source !== undefined) ? undefined : column;
}
