import { IntegratorError } from '../model/errors.js';

/** No room on the disk, or none left of what is allowed. */
const FULL = ['ENOSPC', 'EDQUOT'];

/** What kept a file from being written: an error of ours where the disk is full, which mends when there is room. */
export function describeFullDisk(error: unknown): unknown {
  const { code = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (!FULL.includes(code)) return error;
  const message = `The disk of the file store (INTEGRATOR_DATA) is full (${code}). Make room, then try again.`;
  return new IntegratorError('service-unavailable', message);
}
