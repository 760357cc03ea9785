import { columnRead, mappingOf } from './column-read.js';
import { missingTexts } from './missing-texts.js';
import type { ImportIntegration } from '../model/import-integration.js';

/** A column of the file whose records were refused. */
export interface FileColumn {
  name: string;
  /** Whether all fields that are read from it are of type number or integer. */
  isNumeric: boolean;
  /** The text that stands for no value in each of those fields; the empty text where there is none. */
  noValue: string;
}

/** What an integration says of the columns of a file, by the names in its header. */
export function describeColumns(
  header: readonly string[],
  { schema, mapping, dialect }: Pick<ImportIntegration, 'schema' | 'mapping' | 'dialect'>,
): FileColumn[] {
  return header.map((name) => {
    const fields = schema.fields.filter((field) => columnRead(field.name, mappingOf(mapping, field.name)) === name);
    const missing = fields.map((field) => missingTexts(field.missingValues ?? schema.missingValues, dialect));
    const meansNone = (text: string) => missing.every((texts) => texts.has(text));
    return {
      name,
      isNumeric: fields.length > 0 && fields.every(({ type }) => type === 'number' || type === 'integer'),
      noValue: ['', ...(missing[0] ?? [])].find(meansNone) ?? '',
    };
  });
}
