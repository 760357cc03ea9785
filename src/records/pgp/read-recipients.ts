import type { PublicKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import { explainUnusable } from './explain-unusable.js';
import { readPublicKeys } from './read-public-keys.js';

/**
 * The public keys a file is encrypted for: all must be able to open it, so one that cannot be used is refused.
 *
 * @param texts armored; a text may hold several keys
 * @throws IntegratorError `key-invalid`: none is there; one is damaged, expired, revoked, too weak or not for encryption
 */
export async function readRecipients(texts: readonly string[]): Promise<PublicKey[]> {
  const keys = await readPublicKeys(texts);
  if (keys.length === 0) {
    throw new IntegratorError('key-invalid', 'There is no public key to encrypt for: declare that of the recipient.');
  }
  for (const key of keys) await refuseUnusable(key);
  return keys;
}

async function refuseUnusable(key: PublicKey): Promise<void> {
  try {
    await key.getEncryptionKey();
  } catch (error) {
    const problem = explainUnusable(error) ?? 'has no part that is for encryption';
    const name = `The recipient's key ${key.getFingerprint().toUpperCase()}`;
    throw new IntegratorError(
      'key-invalid',
      `${name} ${problem}. Ask the recipient for a current key, and declare it.`,
    );
  }
}
