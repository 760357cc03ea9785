import type { Dependencies } from './dependencies.js';
import type { PgpKeyConnection } from '../model/connection.js';
import type { PgpKeyTexts } from '../records/pgp/read-pgp-keys.js';

/** The keys of a connection as texts, and whose signature is required. @throws IntegratorError `secret-not-found`. */
export function keyTexts(
  { resolveSecret }: Pick<Dependencies, 'resolveSecret'>,
  { privateKeys, publicKeys }: PgpKeyConnection,
  requireSignedBy: string[],
): PgpKeyTexts {
  return {
    privateKeys: privateKeys.map(({ key, passphrase }) => ({
      key: resolveSecret(key),
      ...(passphrase === undefined ? {} : { passphrase: resolveSecret(passphrase) }),
    })),
    publicKeys: publicKeys.map(resolveSecret),
    requireSignedBy,
  };
}
