import { IntegratorError } from '../../model/errors.js';

/** The error for a file that cannot be decrypted; `message` is a sentence about the file. */
export function pgpRefusal(message: string, details?: Readonly<Record<string, unknown>>): IntegratorError {
  return new IntegratorError('decryption-failed', message, details);
}
