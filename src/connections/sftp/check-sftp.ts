import { openSftp } from './open-sftp.js';
import type { SftpConnection } from '../../model/sftp-connection.js';
import { IntegratorError } from '../../model/errors.js';
import type { ResolveSecret } from '../secret.js';

/** @throws IntegratorError `connection-invalid` or `target-unavailable` when the folder cannot be reached. */
export async function checkSftp(
  connection: SftpConnection,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
): Promise<void> {
  const fs = await openSftp(connection, resolveSecret, signal);
  try {
    const found = await fs.stat('');
    if (found?.kind === 'folder') return;
    const message = `${fs.name} is no folder. Let who runs the server make it, or give another path.`;
    throw new IntegratorError('connection-invalid', message);
  } finally {
    await fs.close();
  }
}
