import type { PgpReport } from './pgp-report.js';
import type { PgpKeyTexts } from './read-pgp-keys.js';
import { throughPgpProcess } from './through-pgp-process.js';

export type { PgpReport } from './pgp-report.js';

export interface PgpLimits {
  /** Most bytes of content. */
  maxPlainBytes: number;
}

/**
 * Decrypts an OpenPGP file (RFC 9580, RFC 4880, GnuPG's OCB packets; binary or armored) and verifies its signatures.
 *
 * What it yields may be anything until it has **ended without throwing**: only then is the file known to be whole,
 * unchanged and signed as required. Write it aside, and use it after the end. Memory does not grow with the file.
 * Leaving early, or `signal`, ends all that was started; the source is closed when the piece it is giving has come.
 *
 * @param source the file; an error of its own is passed on as it is
 * @param keys as `readPgpKeys` takes them; they are read anew for each file
 * @param signal its reason is thrown when it aborts
 * @throws IntegratorError `key-invalid`; `decryption-failed`: not OpenPGP, not encrypted, or not for our keys, without
 *   integrity protection, changed, cut off, of unknown parts, more than one file; `signature-invalid`: not signed as
 *   `requireSignedBy` asks, or with a false signature by a known key; `file-too-large`
 */
export async function* decryptPgp(
  source: AsyncIterable<Buffer>,
  keys: PgpKeyTexts,
  { maxPlainBytes }: PgpLimits,
  signal: AbortSignal,
): AsyncGenerator<Buffer, PgpReport> {
  return yield* throughPgpProcess(source, { kind: 'decrypt', keys, maxPlainBytes }, signal);
}
