import { STATUS, SftpStatus } from './sftp-status.js';
import { FileSystemError, type FileFault } from '../files/file-system-error.js';
import { IntegratorError } from '../../model/errors.js';

const FAULTS = new Map<number, [FileFault, string]>([
  [STATUS.noSuchFile, ['missing', 'no such file']],
  [STATUS.permissionDenied, ['forbidden', 'permission denied']],
  // OpenSSH says so of a name that is too long.
  [STATUS.badMessage, ['bad-name', 'the server does not take the name']],
]);

/** Whether the server gave no cause, as where something has a name already or a folder is not empty. */
export function isFailure(error: unknown): boolean {
  return error instanceof SftpStatus && error.status === STATUS.failure;
}

/** Whether the server has no such request. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof SftpStatus && error.status === STATUS.unsupported;
}

/**
 * What a status means.
 *
 * @param place what messages call the file system.
 * @param what was to be done, with the path.
 * @returns FileSystemError where it says something about the path, else IntegratorError `target-unavailable`; what is no
 *   status as it is.
 */
export function toFault(error: unknown, place: string, what: string): unknown {
  if (!(error instanceof SftpStatus)) return error;
  const fault = FAULTS.get(error.status);
  if (fault !== undefined) return new FileSystemError(fault[0], `${what}: ${fault[1]}`);
  const hint = 'Its disk may be full, or a quota used up: make room there.';
  const message = `${place} failed to ${what} and gives no cause (${error.message}). ${hint}`;
  return new IntegratorError('target-unavailable', message);
}
