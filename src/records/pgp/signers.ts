import type { DecryptMessageResult, PublicKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import type { PgpKeys } from './read-pgp-keys.js';

type Signature = DecryptMessageResult['signatures'][number];

type Signers = Pick<PgpKeys, 'publicKeys' | 'requireSignedBy'>;

/**
 * Refuses a message whose content need not even be read: none of its signatures claims to be by a required signer.
 *
 * @throws IntegratorError `signature-invalid`
 */
export function refuseOtherSigners(signatures: readonly Signature[], signers: Signers): void {
  const { requireSignedBy } = signers;
  if (requireSignedBy.length === 0 || signatures.some((signature) => isDecisive(signature, signers))) return;
  const expected = `Expected a signature by ${requireSignedBy.join(' or ')}.`;
  const found = signatures.map((signature) => nameOf(signature, signers)).join(', ');
  throw signatures.length === 0
    ? refusal(`The file is not signed. ${expected} Have it signed and encrypted in one step (gpg --sign --encrypt).`)
    : refusal(`The file is signed by somebody else: ${found}. ${expected}`);
}

/**
 * Verifies the signatures of a message whose content has come to its end.
 *
 * Where a signer is required, one required signature that holds is enough. Where none is, a signature by a known key
 * must hold all the same, and one by an unknown key says nothing.
 *
 * @returns fingerprints, upper case, of the (primary) keys whose signatures hold
 * @throws IntegratorError `signature-invalid`
 */
export async function verifySigners(signatures: readonly Signature[], signers: Signers): Promise<string[]> {
  refuseOtherSigners(signatures, signers);
  const signedBy = new Set<string>();
  const failures: IntegratorError[] = [];
  let holds = 0;
  for (const signature of signatures) {
    const key = signerOf(signature, signers);
    if (key === undefined) continue;
    const failure = await failureOf(signature, key);
    const decisive = isDecisive(signature, signers);
    if (failure === undefined) {
      signedBy.add(key.getFingerprint().toUpperCase());
      if (decisive) holds += 1;
    } else if (decisive) {
      failures.push(refusal(`The signature of the file by ${nameOf(signature, signers)} ${failure}`));
    }
  }
  const [first] = failures;
  if (first !== undefined && (signers.requireSignedBy.length === 0 || holds === 0)) throw first;
  return [...signedBy];
}

/** Why a signature does not hold, to end a sentence; undefined when it does. */
async function failureOf(signature: Signature, key: PublicKey): Promise<string | undefined> {
  try {
    // Among others, that the key had not expired and was not revoked when it signed.
    await signature.verified;
    // And without a date: that it has not been revoked since. The date in a signature is the signer's own word.
    await key.getSigningKey(signature.keyID, null);
    return undefined;
  } catch (error) {
    return explain(error instanceof Error ? error.message : String(error));
  }
}

/** What the library says, and what that means to those who sent or wait for the file. */
const MEANINGS: readonly [said: RegExp, message: string][] = [
  [/is revoked/, 'does not count: the key is revoked. Have it signed with a new one.'],
  [/is expired/, 'does not count: the key, or the signature, had expired. Extend the key and declare it anew.'],
  [
    /in the future|newer than the signature/,
    'does not count: its date is in the future. Set the clock where it is signed.',
  ],
  [
    /Insecure|too weak|is disabled/,
    'does not count: its algorithm is too weak. Have it signed with SHA-256 or better, and a strong key.',
  ],
  [/digest did not match|verification failed/, 'is false: it does not fit the content.'],
];

function explain(said: string): string {
  const [, message] = MEANINGS.find(([pattern]) => pattern.test(said)) ?? [];
  return message ?? 'cannot be verified: the key is not for signing, or the signature is of an unknown kind.';
}

function isDecisive(signature: Signature, signers: Signers): boolean {
  const key = signerOf(signature, signers);
  if (key === undefined || signers.requireSignedBy.length === 0) return key !== undefined;
  const [primary, signing] = [key, ...key.getSubkeys(signature.keyID)].map((part) =>
    part.getFingerprint().toUpperCase(),
  );
  return signers.requireSignedBy.some((required) => required === primary || required === signing);
}

/** The key that the library verifies a signature with: the first that has the signature's key id. */
function signerOf({ keyID }: Signature, { publicKeys }: Signers): PublicKey | undefined {
  return publicKeys.find((key) => key.getKeys(keyID).length > 0);
}

function nameOf(signature: Signature, signers: Signers): string {
  const key = signerOf(signature, signers);
  const keyId = signature.keyID.toHex().toUpperCase();
  return key === undefined ? `key ${keyId}, which is unknown` : `key ${keyId} (${key.getFingerprint().toUpperCase()})`;
}

function refusal(message: string): IntegratorError {
  return new IntegratorError('signature-invalid', message);
}
