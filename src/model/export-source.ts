import { z } from 'zod';

import { definitionName } from './names.js';
import { tableName } from './table-name.js';

/** Where the records of an export come from: a table, or what a query gives. */
export const exportSource = z
  .strictObject({
    connection: definitionName.meta({ description: 'A postgres connection.' }),
    table: tableName.optional(),
    query: z.string().trim().min(1).max(100_000).optional().meta({
      description: 'One SELECT, without a semicolon; :name stands for the value of the parameter of that name.',
    }),
  })
  .refine(({ table, query }) => (table === undefined) !== (query === undefined), 'expected a table or a query');

export type ExportSource = z.output<typeof exportSource>;
