import { z } from 'zod';

import { byteSize } from './byte-size.js';
import { csvDialect } from './csv-dialect.js';
import { definitionName, fileName } from './names.js';
import { parameter } from './parameters.js';
import { rejectLimit } from './reject-limit.js';
import { tableSchema } from './table-schema.js';

/** 1 MB: the largest plain source file, unless the integration says otherwise (seed: Test the integrations). */
export const DEFAULT_MAX_BYTES = 1024 ** 2;

/** A table's name, with or without its schema: `employee`, `hr.employee`. */
const tableName = z
  .string()
  .regex(/^[^.\s"]{1,63}(\.[^.\s"]{1,63})?$/, 'expected a table such as employee or hr.employee');

/** A template of a run, owned by a site. */
export const integration = z
  .strictObject({
    direction: z.literal('import').default('import'),
    description: z.string().optional(),
    source: z
      .strictObject({ connection: definitionName, file: fileName })
      .optional()
      .meta({ description: 'Where the file is taken from when a run brings none of its own.' }),
    dialect: csvDialect.prefault({}),
    encoding: z.literal('utf-8').default('utf-8'),
    limits: z
      .strictObject({ maxBytes: byteSize.default(DEFAULT_MAX_BYTES), maxRejects: rejectLimit.optional() })
      .prefault({}),
    parameters: z
      .array(parameter)
      .default([])
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'expected each parameter once'),
    schema: tableSchema,
    target: z.strictObject({
      connection: definitionName,
      table: tableName,
      mode: z.enum(['insert', 'upsert', 'replace']).meta({
        description:
          'insert: new records only. upsert: insert or update by primaryKey. replace: the table holds what the file holds.',
      }),
    }),
  })
  .superRefine(({ target, schema }, context) => {
    if (target.mode !== 'insert' && schema.primaryKey.length === 0) {
      const message = `mode ${target.mode} needs schema.primaryKey: the field, or fields, that name a record`;
      context.addIssue({ code: 'custom', path: ['target', 'mode'], message });
    }
  });

export type Integration = z.output<typeof integration>;
export type LoadMode = Integration['target']['mode'];
