import type { EncryptionReport } from './encryption-report.js';
import type { EncryptionKeyTexts } from './read-encryption-keys.js';
import { throughPgpProcess } from './through-pgp-process.js';

export type { EncryptionReport } from './encryption-report.js';
export type { EncryptionKeyTexts } from './read-encryption-keys.js';

/**
 * Encrypts a file with OpenPGP (RFC 9580, in the part of it that RFC 4880 has too) for all recipients, and signs it
 * where a key to sign with is given: binary, as GnuPG 2.2 and later read and verify it.
 *
 * What it yields is a whole file only when it has **ended without throwing**: when the content fails, what came before
 * looks like a file all the same. Memory does not grow with the file. Leaving early, or `signal`, ends all that was
 * started; the content is closed when the piece it is giving has come.
 *
 * @param content of the file; an error of its own is passed on as it is
 * @param keys as texts; they are read anew for each file
 * @param fileName what the content is called once it is decrypted: `employees.csv.zip`, for the file of that name with
 *   `.pgp`. Anybody can read it who can read the content.
 * @param signal its reason is thrown when it aborts
 * @throws IntegratorError `key-invalid`: a recipient's key is damaged, expired, revoked, too weak or not for encryption,
 *   or there is none; the signing key is any of that, or locked
 */
export async function* encryptPgp(
  content: AsyncIterable<Buffer>,
  keys: EncryptionKeyTexts,
  fileName: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer, EncryptionReport> {
  return yield* throughPgpProcess(content, { kind: 'encrypt', keys, fileName }, signal);
}
