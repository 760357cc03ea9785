import { z } from 'zod';

import { field } from './field.js';
import type { IssueAt } from './issue-at.js';
import { missingValues } from './missing-values.js';
import { fieldNames, foreignKey, keyIssues } from './table-keys.js';

export type { Field, FieldType } from './field.js';

/**
 * What a record must be: the Frictionless Table Schema, version 2 (https://datapackage.org/standard/table-schema/). It
 * differs in one thing: a property that the standard does not know is refused rather than ignored.
 */
export const tableSchema = z
  .strictObject({
    $schema: z.string().optional(),
    fields: z.array(field).min(1),
    missingValues: missingValues.default(['']),
    primaryKey: fieldNames
      // As it is kept where there is none.
      .or(z.array(z.never()).max(0))
      .optional()
      .transform((key) => key ?? [])
      .meta({ description: 'The field, or fields, that name a record.' }),
    uniqueKeys: z
      .array(fieldNames)
      .min(1)
      .optional()
      .meta({ description: 'Fields whose values, together, stand in one record only.' }),
    foreignKeys: z
      .array(foreignKey)
      .optional()
      .meta({ description: 'Fields whose values, together, must stand in a record of a table.' }),
    fieldsMatch: z.enum(['exact', 'equal', 'subset', 'superset', 'partial']).default('exact').meta({
      description: 'How the header must fit the fields: exact (same, same order), equal (same, any order), …',
    }),
  })
  .superRefine((schema, context) => {
    const issues = [...nameIssues(schema.fields.map(({ name }) => name)), ...keyIssues(schema)];
    for (const issue of issues) context.addIssue({ code: 'custom', ...issue });
  });

export type TableSchema = z.output<typeof tableSchema>;

function nameIssues(names: string[]): IssueAt[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: ['fields', index, 'name'], message: `the field ${name} is named twice` }],
  );
}
