import type { Dependencies } from './dependencies.js';
import type { PgpKeyConnection } from '../model/connection.js';
import { readPgpKeys, type PgpKeys } from '../records/pgp/read-pgp-keys.js';

/** The keys of a connection, and whose signature is required. @throws IntegratorError `key-invalid`, `secret-not-found`. */
export function readKeys(
  { resolveSecret }: Pick<Dependencies, 'resolveSecret'>,
  { privateKeys, publicKeys }: PgpKeyConnection,
  requireSignedBy: string[],
): Promise<PgpKeys> {
  return readPgpKeys({
    privateKeys: privateKeys.map(({ key, passphrase }) => ({
      key: resolveSecret(key),
      ...(passphrase === undefined ? {} : { passphrase: resolveSecret(passphrase) }),
    })),
    publicKeys: publicKeys.map(resolveSecret),
    requireSignedBy,
  });
}
