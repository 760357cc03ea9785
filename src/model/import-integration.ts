import { z } from 'zod';

import { byteSize } from './byte-size.js';
import { csvDialect } from './csv-dialect.js';
import { encoding } from './encoding.js';
import { externalFile } from './external-file.js';
import { recordCountGuard } from './guard.js';
import { importSource } from './import-source.js';
import { fingerprint, parameters } from './integration-parts.js';
import { mapping, mappingIssues } from './mapping.js';
import { definitionName } from './names.js';
import { recordLimit } from './record-limit.js';
import { tableName } from './table-name.js';
import { tableSchema } from './table-schema.js';

/** 1 MB: the largest plain or encrypted source file, unless the integration says otherwise (seed: Test the integrations). */
export const DEFAULT_MAX_BYTES = 1024 ** 2;
/** A larger file is compressed: 100 MB as it comes, 1 GB unpacked. */
export const DEFAULT_MAX_ZIP_BYTES = 100 * 1024 ** 2;
const DEFAULT_MAX_UNPACKED_BYTES = 1024 ** 3;

const limits = z.strictObject({
  maxBytes: byteSize.default(DEFAULT_MAX_BYTES).meta({ description: 'Of a plain or encrypted file.' }),
  maxZipBytes: byteSize.default(DEFAULT_MAX_ZIP_BYTES).meta({ description: 'Of a .zip, also when it is encrypted.' }),
  maxUnpackedBytes: byteSize.default(DEFAULT_MAX_UNPACKED_BYTES).meta({ description: 'Of what is inside.' }),
  maxRecordBytes: byteSize.default(1024 ** 2),
  maxRejects: recordLimit.optional(),
  maxDeletes: recordLimit.optional().meta({ description: 'Of the records in the target; mode replace.' }),
  recordCount: recordCountGuard.optional(),
});

/** What to do while another run reads a file of the same name on the site. */
export const onFileInUse = z.enum(['fail', 'wait']);
export type OnFileInUse = z.output<typeof onFileInUse>;

/** A template of runs that bring records into a table of the site. */
export const importIntegration = z
  .strictObject({
    // Optional for the union that tells imports from exports: nothing said is an import.
    direction: z.literal('import').optional().default('import'),
    description: z.string().optional(),
    source: importSource
      .optional()
      .meta({ description: 'Where the file is taken from when a run brings none of its own.' }),
    dialect: csvDialect.prefault({}),
    encoding: encoding.default('utf-8'),
    pgp: z
      .strictObject({ connection: definitionName, requireSignedBy: z.array(fingerprint).default([]) })
      .optional()
      .meta({ description: 'The keys of encrypted files: a pgp-key connection, and whose signature they must have.' }),
    limits: limits.prefault({}),
    onFileInUse: onFileInUse.default('fail'),
    parameters,
    externalFiles: z
      .array(externalFile.extend({ encoding: encoding.default('utf-8') }))
      .default([])
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'expected each external file once'),
    schema: tableSchema,
    mapping: mapping.prefault({}),
    target: z.strictObject({
      connection: definitionName,
      table: tableName,
      mode: z.enum(['insert', 'upsert', 'replace']).meta({
        description:
          'insert: new records only. upsert: insert or update by primaryKey. replace: the table holds what the file holds.',
      }),
      onDuplicateKey: z
        .enum(['reject', 'last'])
        .default('reject')
        .meta({ description: 'Of records with the same key in one file: refuse the later ones, or apply the last.' }),
    }),
  })
  .superRefine((definition, context) => {
    const { target, schema } = definition;
    for (const { path, message } of mappingIssues(definition)) context.addIssue({ code: 'custom', path, message });
    if (target.mode !== 'insert' && schema.primaryKey.length === 0) {
      const message = `mode ${target.mode} needs schema.primaryKey: the field, or fields, that name a record`;
      context.addIssue({ code: 'custom', path: ['target', 'mode'], message });
    }
  });

export type ImportIntegration = z.output<typeof importIntegration>;
export type LoadMode = ImportIntegration['target']['mode'];
