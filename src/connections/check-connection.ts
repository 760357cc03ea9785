import { checkFolder } from './folder/check-folder.js';
import { checkPostgres } from './postgres/check-postgres.js';
import type { FolderConnection, PostgresConnection } from '../model/connection.js';
import type { ResolveSecret } from './secret.js';

/**
 * Reaches the endpoint once.
 *
 * @throws IntegratorError saying why it cannot be used, without any secret.
 */
export async function checkConnection(
  connection: PostgresConnection | FolderConnection,
  resolveSecret: ResolveSecret,
): Promise<void> {
  switch (connection.kind) {
    case 'postgres':
      return checkPostgres(resolveSecret(connection.url));
    case 'folder':
      return checkFolder(connection.path);
  }
}
