import { z } from 'zod';

import type { IssueAt } from './issue-at.js';

const mappingEntry = z
  .strictObject({
    column: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "The column's name in the header; or, with lookup, in the external file." }),
    constant: z.union([z.string(), z.number(), z.boolean()]).optional(),
    parameter: z.string().optional().meta({ description: "The value of the run's parameter." }),
    lookup: z.string().optional().meta({ description: 'The external file the value is looked up in.' }),
    by: z.string().min(1).optional().meta({ description: 'The column of the source file whose text is looked up.' }),
    trim: z.boolean().optional().meta({ description: 'Without white space around it, also when it is looked up.' }),
    case: z.enum(['upper', 'lower']).optional(),
  })
  .superRefine((entry, context) => {
    const message = entryFault(entry);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** Where the text of a field comes from when not from the column of its name, and what is done to it, by field. */
export const mapping = z.record(z.string(), mappingEntry);

export type MappingEntry = z.output<typeof mappingEntry>;
export type Mapping = z.output<typeof mapping>;

const WAYS = 'column; constant; parameter; lookup, by and column';

function entryFault(
  entry: Partial<Record<'column' | 'constant' | 'parameter' | 'lookup' | 'by' | 'trim' | 'case', unknown>>,
): string | undefined {
  const { column, constant, parameter, lookup, by } = entry;
  if (Object.keys(entry).length === 0) return `expected one of (${WAYS}), trim or case`;
  if (lookup !== undefined && (by === undefined || column === undefined)) return 'expected by and column with lookup';
  if (lookup === undefined && by !== undefined) return 'expected lookup with by';
  const sources = [constant, parameter, lookup ?? column].filter((source) => source !== undefined);
  return sources.length > 1 ? `expected one of (${WAYS})` : undefined;
}

interface Declared {
  schema: { fields: { name: string }[] };
  mapping: Mapping;
  parameters: { name: string }[];
  externalFiles: { name: string }[];
}

/** What a mapping names and the integration does not declare: fields, parameters, external files. */
export function mappingIssues({ schema, mapping, parameters, externalFiles }: Declared): IssueAt[] {
  return Object.entries(mapping).flatMap(([field, { parameter, lookup }]) => [
    ...undeclared(['mapping', field], 'fields', schema.fields, field),
    ...undeclared(['mapping', field, 'parameter'], 'parameters', parameters, parameter),
    ...undeclared(['mapping', field, 'lookup'], 'externalFiles', externalFiles, lookup),
  ]);
}

function undeclared(path: string[], part: string, declared: { name: string }[], name: string | undefined): IssueAt[] {
  const names = declared.map((one) => one.name);
  if (name === undefined || names.includes(name)) return [];
  const known = names.length > 0 ? names.join(', ') : 'there is none';
  return [{ path, message: `expected one of the ${part} (${known}), got ${name}` }];
}
