import { columnRead, mappingOf } from './column-read.js';
import { fieldText } from './field-text.js';
import type { ImportIntegration } from '../model/import-integration.js';
import type { Field, FieldType } from '../model/table-schema.js';

/** A column of a file whose records were refused, for whoever corrects them. */
export interface CorrectableColumn {
  name: string;
  /** The fields that its text becomes, or is looked up for: those that reasons name. */
  fields: string[];
  /** Of the field that is read from it; string where it is only looked up by, any where nothing is read from it. */
  type: FieldType;
  /** Whether a record without a text here is refused. */
  required: boolean;
  format?: string;
  pattern?: string;
  /** The texts that stand for the allowed values. */
  enum?: string[];
}

/** What an integration asks of the columns of a file, by the names in its header and in their order. */
export function describeCorrectable(
  header: readonly string[],
  { schema, mapping }: Pick<ImportIntegration, 'schema' | 'mapping'>,
): CorrectableColumn[] {
  return header.map((name) => {
    const read = schema.fields.filter((field) => columnRead(field.name, mappingOf(mapping, field.name)) === name);
    const lookedUp = schema.fields.filter((field) => mappingOf(mapping, field.name)?.by === name);
    const fields = [...read, ...lookedUp];
    const isRequired = ({ name, constraints }: Field): boolean =>
      constraints?.required === true || schema.primaryKey.includes(name);
    return {
      name,
      fields: fields.map((field) => field.name),
      required: fields.some(isRequired),
      ...(read[0] === undefined ? { type: lookedUp.length > 0 ? 'string' : 'any' } : valuesOf(read[0])),
    };
  });
}

/** What the texts of a field must be. A column that several are read from shows what the first of them asks. */
function valuesOf(field: Field): Pick<CorrectableColumn, 'type' | 'format' | 'pattern' | 'enum'> {
  const { type, format, constraints = {}, categories } = field;
  const members = constraints.enum ?? categories?.map(({ value }) => value);
  return {
    type,
    ...(format === undefined ? {} : { format }),
    ...(constraints.pattern === undefined ? {} : { pattern: constraints.pattern }),
    ...(members === undefined ? {} : { enum: members.map((member) => fieldText(field, member)) }),
  };
}
