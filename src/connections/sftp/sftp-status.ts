/** What a server answers to a request that it does not do (draft-ietf-secsh-filexfer-02, §7). */
export const STATUS = {
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8,
} as const;

/** Thrown when the server has answered so. Its own words are left out: they may be anything. */
export class SftpStatus extends Error {
  override readonly name = 'SftpStatus';

  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

/**
 * What ssh2 gives or throws, as the server's answer; undefined where it is none. Of an extension that the server has not
 * announced, ssh2 itself says that it is not supported.
 */
export function sftpStatus(error: Error): SftpStatus | undefined {
  if ('code' in error && typeof error.code === 'number') return new SftpStatus(error.code);
  return error.message.includes('does not support') ? new SftpStatus(STATUS.unsupported) : undefined;
}
