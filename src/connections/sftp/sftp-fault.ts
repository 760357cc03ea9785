import { FileSystemError, type FileFault } from '../files/file-system-error.js';
import { IntegratorError } from '../../model/errors.js';

/** Status codes of draft-ietf-secsh-filexfer-02, §7. */
const [NO_SUCH_FILE, PERMISSION_DENIED, FAILURE, BAD_MESSAGE, OP_UNSUPPORTED] = [2, 3, 4, 5, 8];

const FAULTS = new Map<unknown, [FileFault, string]>([
  [NO_SUCH_FILE, ['missing', 'no such file']],
  [PERMISSION_DENIED, ['forbidden', 'permission denied']],
  // OpenSSH says so of a name that is too long.
  [BAD_MESSAGE, ['bad-name', 'the server does not take the name']],
]);

/** Whether the server refused without a cause, as it does where something has a name already or a folder is not empty. */
export function isFailure(error: unknown): boolean {
  return statusOf(error) === FAILURE;
}

/** Whether the server has no such request; ssh2 says so itself of an extension that the server has not announced. */
export function isUnsupported(error: unknown): boolean {
  return statusOf(error) === OP_UNSUPPORTED || (error instanceof Error && /does not support/.test(error.message));
}

/**
 * What a status means. The server's own words are not told: they may be anything.
 *
 * @param what was to be done, with the path.
 * @returns FileSystemError where it says something about the path, else IntegratorError `target-unavailable`; what is no
 *   status as it is.
 */
export function toFault(error: unknown, place: string, what: string): unknown {
  const status = statusOf(error);
  if (status === undefined) return error;
  const fault = FAULTS.get(status);
  if (fault !== undefined) return new FileSystemError(fault[0], `${what}: ${fault[1]}`);
  const hint = 'Its disk may be full, or a quota used up. It is tried again.';
  const message = `${place} failed to ${what} and gives no cause (status ${status}). ${hint}`;
  return new IntegratorError('target-unavailable', message);
}

function statusOf(error: unknown): number | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? code : undefined;
}
