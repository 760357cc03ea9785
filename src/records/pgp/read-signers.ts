import type { PublicKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import { fingerprintsOf } from './fingerprints-of.js';

const FINGERPRINT = /^([0-9A-F]{40}|[0-9A-F]{64})$/;

/**
 * The required signers, as fingerprints in upper case without spaces.
 *
 * @throws IntegratorError `key-invalid` when one is no fingerprint, one is of no public key, or none of them can sign
 */
export async function readSigners(texts: readonly string[], publicKeys: readonly PublicKey[]): Promise<string[]> {
  const signers = texts.map((text) => text.replaceAll(/\s/g, '').toUpperCase());
  const problems = await Promise.all(signers.map((signer, index) => problemOf(signer, index, publicKeys)));
  // While keys are rotated, one that is revoked may stay declared beside its successor.
  const [first] = problems;
  if (first !== undefined && problems.every((problem) => problem !== undefined)) {
    throw new IntegratorError('key-invalid', first);
  }
  return signers;
}

/** Why a required signer cannot sign; undefined when it can, or could until it expired. */
async function problemOf(signer: string, index: number, publicKeys: readonly PublicKey[]): Promise<string | undefined> {
  if (!FINGERPRINT.test(signer)) {
    const message = `requireSignedBy, entry ${index + 1}: expected a fingerprint of 40 or 64 hexadecimal digits.`;
    throw new IntegratorError('key-invalid', message);
  }
  const key = publicKeys.find((known) => fingerprintsOf(known).includes(signer));
  if (key === undefined) {
    const message = `requireSignedBy: none of the public keys has the fingerprint ${signer}. Declare the sender's public key.`;
    throw new IntegratorError('key-invalid', message);
  }
  const subkey = key.getKeys().find((part) => part !== key && part.getFingerprint().toUpperCase() === signer);
  try {
    // No date: expiry does not count, a revocation always does.
    await key.getSigningKey(subkey?.getKeyID(), null);
    return undefined;
  } catch (error) {
    const revoked = error instanceof Error && error.message.includes('revoked');
    return revoked
      ? `requireSignedBy: the key ${signer} is revoked. Declare the sender's new key.`
      : `requireSignedBy: the key ${signer} is not for signing, or too weak to be trusted. Declare the sender's signing key.`;
  }
}
