import { z } from 'zod';

import { madeFileTemplate } from './file-name-tokens.js';
import { definitionName } from './names.js';

const path = z
  .string()
  .regex(/^\/[^\s?#]*$/, "expected a path such as /employees, which is added to the connection's url");

/** A whole file, which its reader sees when it is complete. */
const fileTarget = z.strictObject({
  connection: definitionName.meta({ description: 'A folder, sftp or http connection.' }),
  file: madeFileTemplate.meta({
    description:
      'Its name, which tells what it is: .csv or .jsonl, then perhaps .zip, then perhaps .pgp or .gpg. {site}, {run} and {date:yyyyMMdd} stand for the site, the Run Name and the day of the run.',
  }),
  onExisting: z
    .enum(['replace', 'fail'])
    .default('replace')
    .meta({ description: 'What becomes of a file of that name that is there already.' }),
  deletedFile: madeFileTemplate.optional().meta({
    description: 'A second file, with the keys of the records that are gone. Where none is named, they are not told.',
  }),
});

/** Records as JSON, some at a time; the endpoint answers for each. */
const recordsTarget = z.strictObject({
  connection: definitionName.meta({ description: 'An http connection.' }),
  records: z.strictObject({
    path: path.optional().meta({ description: "Where records are sent to, below the connection's url." }),
    deletedPath: path.optional().meta({
      description: 'Where the keys of records that are gone are sent to. Where none is named, they are not told.',
    }),
    batchSize: z.number().int().min(1).max(10_000).default(500),
  }),
});

/** Where the records of an export go. */
export const exportTarget = z.union([fileTarget, recordsTarget]);

export type ExportTarget = z.output<typeof exportTarget>;
export type FileTarget = z.output<typeof fileTarget>;
export type RecordsTarget = z.output<typeof recordsTarget>;

/** Whether an export delivers a whole file. */
export function isFileTarget(target: ExportTarget): target is FileTarget {
  return 'file' in target;
}
