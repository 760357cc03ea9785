import type { Connection } from '../model/connection.js';
import { secretsToGive } from '../model/connection-secrets.js';
import { IntegratorError } from '../model/errors.js';
import type { StoredSite } from '../store/sites.js';

/**
 * A connection of the site, to be used; undefined where it has none of that name.
 *
 * @throws IntegratorError `secret-not-found` where a secret of it is still to be given, as after a clone.
 */
export function connectionOf({ site, connections }: StoredSite, name: string | undefined): Connection | undefined {
  if (name === undefined || !Object.hasOwn(connections, name)) return undefined;
  const connection = connections[name];
  const missing = connection === undefined ? [] : secretsToGive(connection);
  if (missing.length === 0) return connection;
  const message = `The connection ${name} of site ${site} has no secret yet for ${missing.join(', ')}. Say where it is found, such as env:NAME or file:/path, by PUT /api/v1/sites/${site}.`;
  throw new IntegratorError('secret-not-found', message);
}
