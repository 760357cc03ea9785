import type { FileSystem } from './file-system.js';
import type { FolderConnection } from '../../model/connection.js';
import type { SftpConnection } from '../../model/sftp-connection.js';
import { FolderFileSystem } from '../folder/folder-file-system.js';
import type { ResolveSecret } from '../secret.js';
import { openSftp } from '../sftp/open-sftp.js';

/**
 * The files of a connection, until `close`.
 *
 * @param signal ends whatever is done with it, at once.
 * @throws IntegratorError `connection-invalid`, `secret-not-found`, `target-unavailable`.
 */
export async function openFileSystem(
  connection: FolderConnection | SftpConnection,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
): Promise<FileSystem> {
  if (connection.kind === 'folder') return new FolderFileSystem(connection.path, signal);
  return openSftp(connection, resolveSecret, signal);
}
