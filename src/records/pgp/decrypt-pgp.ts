import { addAbortSignal, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { startPgpProcess } from './pgp-process.js';
import type { PgpReport } from './pgp-report.js';
import type { PgpKeyTexts } from './read-pgp-keys.js';

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
  const decrypting = await startPgpProcess({ keys, maxPlainBytes }, signal);
  const feeding = new Feeding(source, decrypting.stdin);
  try {
    let bytes = 0;
    for await (const part of addAbortSignal(signal, decrypting.stdout) as AsyncIterable<Buffer>) {
      bytes += part.length;
      yield part;
    }
    if (feeding.failure !== undefined) throw feeding.failure.error;
    const report = await decrypting.report();
    if (report?.bytes !== bytes) throw new Error(`Of ${report?.bytes} bytes of content, ${bytes} came.`);
    return report;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    decrypting.end();
  }
}

/** Gives a source to a process as fast as it takes it, until either ends. */
class Feeding {
  /** An error of the source itself. */
  failure: { error: unknown } | undefined;

  constructor(source: AsyncIterable<Buffer>, stdin: Writable) {
    // When the process takes no more, it says why itself.
    pipeline(this.#watch(source), stdin).catch(() => undefined);
  }

  async *#watch(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* source;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
