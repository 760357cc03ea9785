import assert from 'node:assert/strict';
import { Readable } from 'node:stream';

import { IntegratorError } from '../../../../src/model/errors.js';
import { decryptPgp, type PgpReport } from '../../../../src/records/pgp/decrypt-pgp.js';
import type { PgpKeyTexts } from '../../../../src/records/pgp/read-pgp-keys.js';

/** What came of a file: its content and report when it ended well, else the bytes that had come, and the error. */
export interface Decrypted {
  content: Buffer;
  report?: PgpReport;
  error?: unknown;
}

export interface DecryptOptions {
  /** Size of the pieces in which the file comes, in bytes. Default: all at once. */
  pieceBytes?: number;
  maxPlainBytes?: number;
  signal?: AbortSignal;
}

/** Decrypts a whole file. Does not throw. */
export async function decryptAll(
  file: Uint8Array | string,
  keys: Partial<PgpKeyTexts>,
  { pieceBytes = Infinity, maxPlainBytes = 2 ** 20, signal = new AbortController().signal }: DecryptOptions = {},
): Promise<Decrypted> {
  const texts = { privateKeys: [], publicKeys: [], requireSignedBy: [], ...keys };
  const decrypting = decryptPgp(inPieces(Buffer.from(file), pieceBytes), texts, { maxPlainBytes }, signal);
  const parts: Buffer[] = [];
  try {
    for (;;) {
      const next = await decrypting.next();
      if (next.done === true) return { content: Buffer.concat(parts), report: next.value };
      parts.push(next.value);
    }
  } catch (error) {
    return { content: Buffer.concat(parts), error };
  }
}

/** The report of a file that must have this content. */
export async function decrypts(
  file: Uint8Array | string,
  keys: Partial<PgpKeyTexts>,
  expected: Buffer | string,
  options?: DecryptOptions,
): Promise<PgpReport> {
  const { content, report, error } = await decryptAll(file, keys, options);
  if (report === undefined) throw error;
  assert.deepEqual(content, Buffer.from(expected));
  return report;
}

/** The error with which a file must be refused. */
export async function refuses(
  file: Uint8Array | string,
  keys: Partial<PgpKeyTexts>,
  code: string,
  message: RegExp,
  options?: DecryptOptions,
): Promise<IntegratorError> {
  const { report, error } = await decryptAll(file, keys, options);
  assert.equal(report, undefined, 'it was not refused');
  if (!(error instanceof IntegratorError)) throw error;
  assert.equal(error.code, code, error.message);
  assert.match(error.message, message);
  return error;
}

function inPieces(file: Buffer, pieceBytes: number): AsyncIterable<Buffer> {
  if (pieceBytes >= file.length) return Readable.from([file]);
  const starts = Array.from({ length: Math.ceil(file.length / pieceBytes) }, (_, index) => index * pieceBytes);
  return Readable.from(starts.map((start) => file.subarray(start, start + pieceBytes)));
}
