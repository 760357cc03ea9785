/** What is wrong with a path, whatever system it is of. */
export type FileFault = 'missing' | 'forbidden' | 'no-file' | 'bad-name' | 'other-file-system';

/**
 * Thrown when a file system does not do what it was asked to because of the path. Who asked knows what the path means to
 * the user, and says so in an IntegratorError.
 */
export class FileSystemError extends Error {
  override readonly name = 'FileSystemError';

  constructor(
    readonly fault: FileFault,
    /** What could not be done, and the words of the system. */
    message: string,
  ) {
    super(message);
  }
}

/** Whether the error says that there is nothing at the path. */
export function isMissing(error: unknown): boolean {
  return error instanceof FileSystemError && error.fault === 'missing';
}
