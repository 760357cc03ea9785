import { z } from 'zod';

import { expectedBy } from './expected-by.js';
import { companionFileTemplate, expandFileName, fileNameTemplate, SAMPLE_TOKENS } from './file-name-tokens.js';
import { definitionName, fileName } from './names.js';

/** How long a file must have been left alone to be complete, where a source does not say. */
export const DEFAULT_SETTLE_SECONDS = 2;

/** A folder inside another one: `archive`, `done/employees`. */
const folderName = z
  .string()
  .max(200)
  .refine(
    (path) => path.split('/').every((part) => fileName.safeParse(part).success),
    "expected a folder inside the connection's folder, such as archive or done/employees",
  );

/**
 * Where the file of an import comes from when a run brings none of its own. What is not said stays unsaid, so that a
 * definition saved before there was something to say is the same one still: who uses it applies the default.
 */
export const importSource = z
  .strictObject({
    connection: definitionName,
    file: fileNameTemplate.meta({
      description:
        'Its name; {site}, {date:yyyyMMdd} (also yy, HH, mm, ss) and {date-1d:…} stand for the site and the day of the run.',
    }),
    settleSeconds: z
      .number()
      .min(0)
      .max(3600)
      .optional()
      .meta({
        description: `A file is complete when its size and time have not changed for so long; ${DEFAULT_SETTLE_SECONDS} where nothing is said.`,
      }),
    doneFile: companionFileTemplate.optional().meta({
      description: 'A file is complete when this one is there, such as {file}.done. Settling is not waited for then.',
    }),
    archive: folderName
      .optional()
      .meta({ description: "The folder, inside the connection's, for files that were loaded." }),
    failed: folderName.optional().meta({ description: 'The same for files of runs that failed.' }),
    expectedBy: expectedBy
      .optional()
      .meta({ description: 'By when a run is to have taken it, on its days; else the site tells of file-late.' }),
  })
  .refine(({ file, doneFile }) => doneFile === undefined || differs(file, doneFile), {
    path: ['doneFile'],
    message: 'expected a name that differs from file, such as {file}.done',
  });

export type ImportSource = z.output<typeof importSource>;

function differs(file: string, companion: string): boolean {
  const name = expandFileName(file, SAMPLE_TOKENS);
  return expandFileName(companion, { ...SAMPLE_TOKENS, file: name }) !== name;
}
