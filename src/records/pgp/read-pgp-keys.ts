import type { PrivateKey, PublicKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import { readPrivateKeys } from './read-private-keys.js';
import { readPublicKeys } from './read-public-keys.js';
import { readSigners } from './read-signers.js';
import { unlockKey } from './unlock-key.js';

/** Keys as texts: ASCII armor, as `gpg --armor --export-secret-keys` and `gpg --armor --export` write it. */
export interface PgpKeyTexts {
  /** Those that may decrypt, the newest first; several while keys are rotated. A text may hold several keys. */
  privateKeys: readonly { key: string; passphrase?: string | undefined }[];
  /** Those of senders. A text may hold several keys, in one block or several; what is outside of blocks is ignored. */
  publicKeys: readonly string[];
  /** Fingerprints of public keys, primary or signing subkeys; in any case, with or without spaces. */
  requireSignedBy: readonly string[];
}

/** Keys ready for use; the private ones are unlocked. */
export interface PgpKeys {
  privateKeys: readonly PrivateKey[];
  publicKeys: readonly PublicKey[];
  /** Fingerprints, upper case: one of these must have signed. Empty: a signature is not required. */
  requireSignedBy: readonly string[];
}

/**
 * Reads and unlocks the keys of a site (OpenPGP, RFC 9580 and RFC 4880).
 *
 * What time does to keys: an expired private key still decrypts, as does one that was retired or superseded, for files
 * are under way while keys are rotated. One that was revoked because somebody else may have it (or without a reason) is
 * refused. An expired public key verifies what was signed before it expired. A revoked one, whatever the reason,
 * verifies nothing; it is refused here when no required signer is left.
 *
 * Unlocking a key of GnuPG's takes the library 64 MB a subkey, and 0.1 s in which nothing else happens: `checkPgpKeys`
 * and `decryptPgp` have it done in a process of its own.
 *
 * @throws IntegratorError `key-invalid`: says which of the texts, and what to do; holds no part of a key or passphrase.
 */
export async function readPgpKeys(texts: PgpKeyTexts): Promise<PgpKeys> {
  if (texts.privateKeys.length === 0) {
    throw new IntegratorError('key-invalid', 'There is no private key: declare at least one that can decrypt.');
  }
  const privateKeys: PrivateKey[] = [];
  for (const [index, { key, passphrase }] of texts.privateKeys.entries()) {
    const place = `Private key ${index + 1} of ${texts.privateKeys.length}`;
    for (const locked of await readPrivateKeys(key, place)) privateKeys.push(await unlock(locked, passphrase, place));
  }
  const publicKeys = await readPublicKeys(texts.publicKeys);
  return { privateKeys, publicKeys, requireSignedBy: await readSigners(texts.requireSignedBy, publicKeys) };
}

async function unlock(key: PrivateKey, passphrase: string | undefined, place: string): Promise<PrivateKey> {
  const fingerprint = key.getFingerprint().toUpperCase();
  const refused = (problem: string) => new IntegratorError('key-invalid', `${place} (${fingerprint}) ${problem}`);

  // At its own birth only a revocation counts that holds for all time: compromised, or no reason given.
  if (await key.isRevoked(undefined, undefined, key.getCreationTime())) {
    throw refused('is revoked: take it out, and have senders encrypt for a new one.');
  }
  // No date: what has expired may still decrypt.
  const decrypting = await key.getDecryptionKeys(undefined, null).catch(() => undefined);
  if (decrypting === undefined) {
    throw refused('has no subkey that can decrypt, or comes without its secret part: export one that has.');
  }
  if (decrypting.every((subkey) => subkey.isDecrypted())) return key;
  return unlockKey(key, passphrase, refused);
}
