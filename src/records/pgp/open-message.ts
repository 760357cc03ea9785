import { ReadableStream } from 'node:stream/web';
import { decrypt, readMessage, type PartialConfig } from 'openpgp';

import { explainFailure } from './explain-failure.js';
import { fileTooLarge } from './file-too-large.js';
import { findSessionKey } from './find-session-key.js';
import { packetBytes } from './packet-bytes.js';
import type { PgpReport } from './pgp-report.js';
import { limited } from './limited.js';
import type { PgpKeys } from './read-pgp-keys.js';
import { refuseUnreadable } from './refuse-unreadable.js';
import { refuseOtherSigners, verifySigners } from './signers.js';

/** A signature may be a little ahead of our clock, for no two clocks agree. In milliseconds. */
const CLOCK_SKEW = 5 * 60_000;

/**
 * The content of an encrypted OpenPGP file, chunk by chunk. What it gives counts for nothing before its end: that is
 * when the integrity of the whole file is known, and its signatures are verified.
 *
 * May wait for ever on a damaged file, as the library does: see pgp-child.ts, which tells and ends that.
 *
 * @throws IntegratorError as `decryptPgp` does
 */
export async function* openMessage(
  source: AsyncIterable<Uint8Array>,
  keys: PgpKeys,
  maxPlainBytes: number,
): AsyncGenerator<Uint8Array, PgpReport> {
  const config: PartialConfig = {
    // Or the library would hold a whole file that is protected by an MDC, which comes last.
    allowUnauthenticatedStream: true,
    // What is compressed is the content, its name, and signatures; the content alone is counted below.
    maxDecompressedMessageSize: Math.ceil(maxPlainBytes * 1.01) + 2 ** 16,
  };
  try {
    const message = await readMessage({ binaryMessage: ReadableStream.from(packetBytes(source)), config });
    refuseUnreadable(message.packets);
    const { sessionKey, fingerprint } = await findSessionKey(message, keys.privateKeys);
    const opened = await decrypt({
      message,
      sessionKeys: sessionKey,
      verificationKeys: [...keys.publicKeys],
      format: 'binary',
      date: new Date(Date.now() + CLOCK_SKEW),
      config,
    });
    refuseOtherSigners(opened.signatures, keys);
    const bytes = yield* limited(opened.data as AsyncIterable<Uint8Array>, maxPlainBytes);
    const signedBy = await verifySigners(opened.signatures, keys);
    return { bytes, decryptedWith: fingerprint, signedBy, ...(opened.filename ? { fileName: opened.filename } : {}) };
  } catch (error) {
    throw isTooLarge(error) ? fileTooLarge(maxPlainBytes) : explainFailure(error);
  }
}

/** Whether the library stopped a decompression. */
function isTooLarge(error: unknown): boolean {
  return error instanceof Error && /Maximum decompressed (message )?size exceeded/.test(error.message);
}
