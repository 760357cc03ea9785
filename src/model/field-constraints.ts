import { z } from 'zod';

const length = z.number().int().nonnegative();
const limit = z.union([z.number(), z.string()]);

/** What the values of a field must be (https://datapackage.org/standard/table-schema/#field-constraints). */
export const fieldConstraints = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional().meta({ description: 'No value twice, neither in the file nor in the target.' }),
  minLength: length.optional().meta({ description: 'string: characters; array, list: items; object: properties.' }),
  maxLength: length.optional(),
  minimum: limit.optional().meta({ description: 'integer, number, date, time, datetime, year, yearmonth, duration.' }),
  maximum: limit.optional(),
  exclusiveMinimum: limit.optional(),
  exclusiveMaximum: limit.optional(),
  pattern: z
    .string()
    .refine(isPattern, 'expected a regular expression')
    .optional()
    .meta({ description: 'A regular expression the whole text must match.' }),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .optional()
    .meta({ description: 'As JSON values, or as texts such as the file has them.' }),
  jsonSchema: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'object, array: a JSON Schema (2020-12, or draft 7 where $schema says so).' }),
});

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
