import { checkFolder } from './folder/check-folder.js';
import { checkHttp } from './http/check-http.js';
import { checkPostgres } from './postgres/check-postgres.js';
import { checkSftp } from './sftp/check-sftp.js';
import type { FolderConnection, PostgresConnection } from '../model/connection.js';
import type { HttpConnection } from '../model/http-connection.js';
import type { SftpConnection } from '../model/sftp-connection.js';
import type { ResolveSecret } from './secret.js';

/**
 * Reaches the endpoint once.
 *
 * @param signal ends it when it aborts.
 * @throws IntegratorError saying why it cannot be used, without any secret.
 */
export async function checkConnection(
  connection: PostgresConnection | FolderConnection | SftpConnection | HttpConnection,
  resolveSecret: ResolveSecret,
  signal = new AbortController().signal,
): Promise<void> {
  switch (connection.kind) {
    case 'postgres':
      return checkPostgres(resolveSecret(connection.url));
    case 'folder':
      return checkFolder(connection.path);
    case 'sftp':
      return checkSftp(connection, resolveSecret, signal);
    case 'http':
      return checkHttp(connection, resolveSecret, signal);
  }
}
