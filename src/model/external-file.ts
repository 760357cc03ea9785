import { z } from 'zod';

import { csvDialect } from './csv-dialect.js';
import { IntegratorError } from './errors.js';
import { definitionName, fileName } from './names.js';

/** A second CSV file an integration declares; a run brings it, and the mapping looks values up in it. */
export const externalFile = z.strictObject({
  name: definitionName,
  description: z.string().optional(),
  required: z.boolean().default(true).meta({ description: 'false: without the file, what is looked up has no value.' }),
  file: fileName.optional().meta({ description: 'The upload that is taken when a run names none.' }),
  key: z.string().min(1).meta({ description: 'The column whose texts are looked up; each stands there once.' }),
  dialect: csvDialect
    .prefault({})
    .refine(({ header }) => header, { path: ['header'], message: 'expected true: columns are found by their names' }),
});

export type ExternalFile = z.output<typeof externalFile>;

/**
 * Refuses names that an integration does not declare, and the lack of a file it requires.
 *
 * @param given the names of the external files a run has, those by default among them.
 * @throws IntegratorError `external-file-invalid`.
 */
export function requireExternalFiles(declared: readonly ExternalFile[], given: readonly string[]): void {
  const unknown = given.find((name) => !declared.some((one) => one.name === name));
  if (unknown !== undefined) {
    const names = declared.map(({ name }) => name).join(', ');
    const expected = names === '' ? 'this integration has none' : `expected one of ${names}`;
    const message = `There is no external file ${unknown}: ${expected}.`;
    throw new IntegratorError('external-file-invalid', message, { externalFile: unknown });
  }
  const missing = declared.find(({ name, required }) => required && !given.includes(name));
  if (missing === undefined) return;
  const { name, file } = missing;
  const advice =
    file === undefined ? `upload it and name it as externalFiles.${name}` : `upload ${file}, or name another upload`;
  const message = `The external file ${name} is required: ${advice}.`;
  throw new IntegratorError('external-file-invalid', message, { externalFile: name });
}
