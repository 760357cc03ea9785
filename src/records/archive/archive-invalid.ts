import { IntegratorError } from '../../model/errors.js';

/** What is wrong with an archive, as the error to throw: `message` says what was found, what is expected, what to do. */
export function archiveInvalid(message: string, details?: Readonly<Record<string, unknown>>): IntegratorError {
  return new IntegratorError('archive-invalid', message, details);
}
