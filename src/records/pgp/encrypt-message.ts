import { ReadableStream } from 'node:stream/web';
import { createMessage, encrypt, enums, generateSessionKey, type PublicKey } from 'openpgp';

import type { EncryptionReport } from './encryption-report.js';
import { plainArray } from './plain-array.js';
import type { EncryptionKeys } from './read-encryption-keys.js';

/** The longest name that a message has room for, in bytes (RFC 9580 §5.9). */
const LONGEST_NAME = 255;

/**
 * An OpenPGP file, chunk by chunk: binary, signed and encrypted in one.
 *
 * It is protected by an MDC (RFC 9580 §5.13.1), also where all keys would take AEAD: GnuPG 2.2 and 2.4 and everybody
 * else read that, no GnuPG reads the AEAD of RFC 9580, and GnuPG's own is no standard. It is not compressed: then the
 * library's memory grows with the file (measured: 0.08 GB each 100 MB), and a file that should be small is zipped.
 *
 * @param fileName as the content is called once it is decrypted: `employees.csv`
 */
export async function* encryptMessage(
  content: AsyncIterable<Uint8Array>,
  { recipients, signWith }: EncryptionKeys,
  fileName: string,
): AsyncGenerator<Uint8Array, EncryptionReport> {
  const message = await createMessage({
    binary: ReadableStream.from(plainArrays(content)),
    filename: Buffer.byteLength(fileName) > LONGEST_NAME ? '' : fileName,
  });
  const { data, algorithm } = await generateSessionKey({ encryptionKeys: recipients });
  const encrypted: unknown = await encrypt({
    message,
    encryptionKeys: recipients,
    // Without an AEAD algorithm: with an MDC.
    sessionKey: { data, algorithm },
    signingKeys: signWith ?? [],
    format: 'binary',
    config: { preferredCompressionAlgorithm: enums.compression.uncompressed },
  });
  let bytes = 0;
  for await (const chunk of encrypted as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    yield chunk;
  }
  const encryptedFor = recipients.map(fingerprintOf);
  return { bytes, encryptedFor, ...(signWith && { signedBy: fingerprintOf(signWith) }) };
}

function fingerprintOf(key: PublicKey): string {
  return key.getFingerprint().toUpperCase();
}

async function* plainArrays(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of content) yield plainArray(bytes);
}
