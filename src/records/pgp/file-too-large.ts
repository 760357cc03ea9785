import { formatBytes } from '../../model/format-bytes.js';
import { IntegratorError } from '../../model/errors.js';

/** The error for a file that holds more than it may. */
export function fileTooLarge(maxPlainBytes: number): IntegratorError {
  const message = `The file holds more than ${formatBytes(maxPlainBytes)} when it is decrypted. Split it, or raise the integration's limit.`;
  return new IntegratorError('file-too-large', message, { maxPlainBytes });
}
