import type { PrivateKey, PublicKey } from 'openpgp';

import { readRecipients } from './read-recipients.js';
import { readSigningKey, type SigningKeyText } from './read-signing-key.js';

/** Keys as texts: ASCII armor, as `gpg --armor --export` and `gpg --armor --export-secret-keys` write it. */
export interface EncryptionKeyTexts {
  /** Public keys of those who are to open the file, every one of them. A text may hold several keys. */
  recipients: readonly string[];
  /** Default: the file is not signed. */
  signWith?: SigningKeyText | undefined;
}

/** Keys ready for use. */
export interface EncryptionKeys {
  recipients: PublicKey[];
  /** Unlocked. */
  signWith?: PrivateKey;
}

/** @throws IntegratorError `key-invalid`: says which key, and what to do; holds no part of a key or passphrase. */
export async function readEncryptionKeys({ recipients, signWith }: EncryptionKeyTexts): Promise<EncryptionKeys> {
  return {
    recipients: await readRecipients(recipients),
    ...(signWith && { signWith: await readSigningKey(signWith) }),
  };
}
