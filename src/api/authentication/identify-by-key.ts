import type { Identity } from './identity.js';
import { IntegratorError } from '../../model/errors.js';
import { findApiKeyByToken } from '../../store/api-keys.js';
import type { Database } from '../../store/database.js';

/** What each API key starts with. */
export const KEY_PREFIX = 'ti_';

/**
 * Whose API key a token is. It is looked up each time: one that is revoked is refused from then on.
 *
 * @throws IntegratorError `unauthenticated`. Only who has the whole key is told why it is not good any more.
 */
export async function identifyByKey(database: Database, token: string): Promise<Identity> {
  const key = await findApiKeyByToken(database, token);
  if (key === undefined) throw refused('The API key is not known.');
  const { id, name, role, sites, expiresAt, revokedAt } = key;
  if (revokedAt !== null) throw refused(`The API key ${name} was revoked at ${revokedAt.toISOString()}.`);
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
    throw refused(`The API key ${name} has expired at ${expiresAt.toISOString()}.`);
  }
  return { name, account: `key ${id}`, grants: [{ role, sites }] };
}

function refused(why: string): IntegratorError {
  return new IntegratorError('unauthenticated', `${why} Ask an administrator for a new one.`);
}
