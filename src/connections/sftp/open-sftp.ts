import { connectSftp } from './connect-sftp.js';
import { SftpFileSystem } from './sftp-file-system.js';
import { SFTP_LIMITS } from './sftp-limits.js';
import { sftpName } from './sftp-refusal.js';
import type { SftpSession } from './sftp-session.js';
import type { SftpConnection } from '../../model/sftp-connection.js';
import type { FileSystem } from '../files/file-system.js';
import type { ResolveSecret } from '../secret.js';

/**
 * The folder of an SFTP server, until `close`.
 *
 * @param signal closes the connection when it aborts, also while it is made.
 * @throws IntegratorError `connection-invalid` when somebody has to change something; `target-unavailable` when trying
 *   again may help; `secret-not-found`.
 */
export async function openSftp(
  connection: SftpConnection,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
  limits = SFTP_LIMITS,
): Promise<FileSystem> {
  const session = await connectSftp(connection, resolveSecret, signal, limits);
  const base = await realPath(session, connection.path);
  return new SftpFileSystem(sftpName(connection), signal, session, base);
}

/** The folder may be a link, and its path relative to the user's own folder. What is not there keeps its path. */
function realPath(session: SftpSession, path: string): Promise<string> {
  return session.ask<string>((sftp, answer) => sftp.realpath(path, answer)).catch(() => path);
}
