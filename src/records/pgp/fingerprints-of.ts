import type { PublicKey } from 'openpgp';

/** The fingerprints of a key, upper case: its own first, then those of its subkeys. */
export function fingerprintsOf(key: PublicKey): string[] {
  return key.getKeys().map((part) => part.getFingerprint().toUpperCase());
}
