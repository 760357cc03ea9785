import { z } from 'zod';

const constraints = z.strictObject({
  required: z.boolean().optional(),
  minLength: z.number().int().nonnegative().optional(),
  maxLength: z.number().int().nonnegative().optional(),
  minimum: z.union([z.number(), z.string()]).optional(),
  maximum: z.union([z.number(), z.string()]).optional(),
  pattern: z
    .string()
    .refine(isPattern, 'expected a regular expression')
    .optional()
    .meta({ description: 'A regular expression the whole text must match.' }),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .optional(),
});

const field = z.strictObject({
  name: z.string().min(1).max(63),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date', 'time', 'datetime', 'year', 'any']).default('string'),
  format: z.string().optional().meta({
    description: 'string: email, uri, uuid; date, time, datetime: default (ISO 8601) or a strptime pattern.',
  }),
  title: z.string().optional(),
  description: z.string().optional(),
  constraints: constraints.optional(),
  trueValues: z.array(z.string()).min(1).optional(),
  falseValues: z.array(z.string()).min(1).optional(),
  decimalChar: z.string().length(1).optional(),
  groupChar: z.string().length(1).optional(),
});

/** What a record must be: the Frictionless Table Schema (https://datapackage.org/standard/table-schema/). */
export const tableSchema = z
  .strictObject({
    fields: z.array(field).min(1),
    missingValues: z.array(z.string()).default(['']).meta({ description: 'Texts that mean: no value.' }),
    primaryKey: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .transform((key) => (typeof key === 'string' ? [key] : (key ?? [])))
      .meta({ description: 'The field, or fields, that name a record.' }),
    fieldsMatch: z.enum(['exact', 'equal', 'subset', 'superset', 'partial']).default('exact').meta({
      description: 'How the header must fit the fields: exact (same, same order), equal (same, any order), …',
    }),
  })
  .superRefine((schema, context) => {
    const names = schema.fields.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index) {
        context.addIssue({
          code: 'custom',
          path: ['fields', index, 'name'],
          message: `the field ${name} is named twice`,
        });
      }
    });
    for (const key of schema.primaryKey) {
      if (!names.includes(key)) {
        context.addIssue({
          code: 'custom',
          path: ['primaryKey'],
          message: `expected one of the fields (${names.join(', ')}), got ${key}`,
        });
      }
    }
  });

export type TableSchema = z.output<typeof tableSchema>;
export type Field = z.output<typeof field>;
export type FieldType = Field['type'];

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
