import { constants } from 'node:fs';
import { access } from 'node:fs/promises';

import { IntegratorError } from '../../model/errors.js';

/** @throws IntegratorError `connection-invalid` when the folder cannot be read. */
export async function checkFolder(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new IntegratorError('connection-invalid', `the folder ${path} cannot be read: ${(error as Error).message}`);
  }
}
