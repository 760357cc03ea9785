import { z } from 'zod';

import { csvDialect } from './csv-dialect.js';
import { encoding } from './encoding.js';
import { exportSource } from './export-source.js';
import { exportTarget } from './export-target.js';
import { recordCountGuard } from './guard.js';
import { parameters } from './integration-parts.js';
import { definitionName } from './names.js';
import { recordLimit } from './record-limit.js';

const columnName = z.string().min(1).max(200);

/** A field as it leaves: the name it has there, and the column of the source it comes from. */
const exportField = z
  .union([
    columnName.transform((name) => ({ name })),
    z.strictObject({ name: columnName, from: columnName.optional() }),
  ])
  .transform(({ name, from = name }: { name: string; from?: string | undefined }) => ({ name, from }));

const names = (all: readonly { name: string }[]) => new Set(all.map(({ name }) => name));

/** A template of runs that send records of the site elsewhere. */
export const exportIntegration = z
  .strictObject({
    direction: z.literal('export'),
    description: z.string().optional(),
    source: exportSource,
    parameters,
    fields: z
      .array(exportField)
      .min(1)
      .refine((all) => names(all).size === all.length, 'expected each name once')
      .optional()
      .meta({ description: 'In their order. All columns of the source where nothing is said.' }),
    primaryKey: z
      .union([columnName.transform((field) => [field]), z.array(columnName)])
      .default([])
      .meta({
        description:
          'Names a record, by names of fields. Send Changed goes by it, and so does the order of the records.',
      }),
    dialect: csvDialect.prefault({}),
    encoding: encoding.default('utf-8'),
    pgp: z
      .strictObject({ connection: definitionName, sign: z.boolean().default(false) })
      .optional()
      .meta({
        description:
          "The keys of an encrypted file: it is encrypted for the connection's publicKeys, signed with its first privateKey.",
      }),
    limits: z
      .strictObject({
        maxDeletes: recordLimit.optional().meta({ description: 'Of the records that were sent before.' }),
        recordCount: recordCountGuard.optional(),
      })
      .prefault({}),
    target: exportTarget,
  })
  .superRefine(({ fields, primaryKey }, context) => {
    const unknown = fields && primaryKey.find((field) => !names(fields).has(field));
    if (unknown === undefined) return;
    context.addIssue({ code: 'custom', path: ['primaryKey'], message: `expected names of fields, got ${unknown}` });
  });

export type ExportIntegration = z.output<typeof exportIntegration>;
