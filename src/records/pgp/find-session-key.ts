import {
  decryptSessionKeys,
  enums,
  readMessage,
  type KeyID,
  type Message,
  type PrivateKey,
  type SessionKey,
} from 'openpgp';

import { pgpRefusal } from './pgp-refusal.js';

/** The key id of a recipient whom the sender did not name (gpg --throw-keyids). */
const HIDDEN = /^0+$/;

/** What decrypts the content of a file, and the fingerprint (upper case) of the private key that gave it. */
export interface FoundSessionKey {
  sessionKey: SessionKey;
  fingerprint: string;
}

/**
 * Tries each private key by itself, so that we know which one it was.
 *
 * A failure is told without its cause, and in the same words whatever it was: who may try often and hears more could
 * learn what is in an RSA block (Bleichenbacher).
 *
 * @throws IntegratorError `decryption-failed` when none fits
 */
export async function findSessionKey(
  message: Message<Uint8Array>,
  privateKeys: readonly PrivateKey[],
): Promise<FoundSessionKey> {
  // The library forgets the encrypted session keys of a message once it has tried them, so each try gets its own copy.
  const encrypted = message.packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey).write();
  for (const key of privateKeys) {
    const copy = await readMessage({ binaryMessage: encrypted });
    const [found] = await decryptSessionKeys({ message: copy, decryptionKeys: key }).catch(() => []);
    if (found === undefined) continue;
    // Without an algorithm it is for a packet that names its own (RFC 9580, version 2), and this one is not looked at.
    const sessionKey = { data: found.data, algorithm: found.algorithm ?? 'aes256' };
    return { sessionKey, fingerprint: key.getFingerprint().toUpperCase() };
  }
  throw await noKeyFits(message.getEncryptionKeyIDs(), privateKeys);
}

async function noKeyFits(recipients: KeyID[], privateKeys: readonly PrivateKey[]): Promise<Error> {
  const parts = (await Promise.all(privateKeys.map((key) => key.getDecryptionKeys(undefined, null)))).flat();
  const ours = parts.map((part) => hexOf(part.getKeyID()));
  const theirs = recipients.map(hexOf);
  const details = { recipients: theirs, ours };
  const shared = theirs.find((recipient) => ours.includes(recipient));
  if (shared !== undefined) {
    const message =
      `The file is encrypted for our key ${shared}, but does not open with it: it is damaged, ` +
      'or its cipher is not one that the key asks for. Send it again.';
    return pgpRefusal(message, details);
  }
  const named = theirs.map((recipient) => (HIDDEN.test(recipient) ? 'a hidden one' : recipient));
  const message =
    `The file is not encrypted for any of our keys: it is for ${named.join(', ')}; ours are ${ours.join(', ')}. ` +
    'Have it encrypted for one of ours.';
  return pgpRefusal(message, details);
}

function hexOf(keyId: KeyID): string {
  return keyId.toHex().toUpperCase();
}
