import type { PrivateKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import { explainUnusable } from './explain-unusable.js';
import { readPrivateKeys } from './read-private-keys.js';
import { unlockKey } from './unlock-key.js';

/** A private key as a text: ASCII armor, as `gpg --armor --export-secret-keys` writes it. */
export interface SigningKeyText {
  key: string;
  passphrase?: string | undefined;
}

/**
 * The key that signs, unlocked.
 *
 * @throws IntegratorError `key-invalid`: it is damaged, expired, revoked, too weak, not for signing, comes without its
 *   secret part, or does not open with the passphrase; or the text holds several keys, of which nobody says which signs
 */
export async function readSigningKey({ key: text, passphrase }: SigningKeyText): Promise<PrivateKey> {
  const [key, ...others] = await readPrivateKeys(text, 'The signing key');
  if (key === undefined || others.length > 0) {
    throw new IntegratorError('key-invalid', 'The signing key has to be one key: export the one that signs by itself.');
  }
  const name = `The signing key ${key.getFingerprint().toUpperCase()}`;
  const refused = (problem: string) => new IntegratorError('key-invalid', `${name} ${problem}`);
  const signing = await key.getSigningKey().catch((error: unknown) => {
    const problem = explainUnusable(error) ?? 'has no part that is for signing';
    throw refused(`${problem}: declare one that can sign now.`);
  });
  const { keyPacket } = signing;
  if (!('isDummy' in keyPacket) || keyPacket.isDummy()) {
    throw refused('comes without its secret part: export it with gpg --armor --export-secret-keys.');
  }
  return keyPacket.isDecrypted() ? key : unlockKey(key, passphrase, refused);
}
