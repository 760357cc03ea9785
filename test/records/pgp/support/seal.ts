import { config, createMessage, encrypt, enums, generateSessionKey, type EncryptOptions } from 'openpgp';

import type { KeyPair } from './keys.js';

export interface SealOptions extends Pick<EncryptOptions, 'date' | 'signingKeyIDs' | 'wildcard'> {
  for: readonly KeyPair[];
  signedBy?: readonly KeyPair[];
  fileName?: string;
  compression?: enums.compressionNames;
  /** Encrypts as RFC 9580 does, in chunks of 1 kB. Default: with an MDC, as RFC 4880 does. */
  aead?: enums.aeadNames;
}

/** A file as a sender makes it, binary. */
export async function seal(content: Uint8Array | string, options: SealOptions): Promise<Buffer> {
  const { for: recipients, signedBy = [], fileName = '', compression = 'uncompressed', aead, ...rest } = options;
  const encryptionKeys = recipients.map(({ publicKey }) => publicKey);
  const message = await createMessage({
    binary: new Uint8Array(Buffer.from(content)),
    filename: fileName,
  });
  const sealed: unknown = await encrypt({
    ...rest,
    message,
    encryptionKeys,
    ...(aead && { sessionKey: { ...(await generateSessionKey({ encryptionKeys })), aeadAlgorithm: aead } }),
    signingKeys: signedBy.map(({ privateKey }) => privateKey),
    format: 'binary',
    config: { ...config, preferredCompressionAlgorithm: enums.compression[compression], aeadChunkSizeByte: 4 },
  });
  return Buffer.from(sealed as Uint8Array);
}

/** The same file in ASCII armor. */
export function armored(file: Buffer, lineEnd = '\n'): string {
  const lines = file.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PGP MESSAGE-----', '', ...lines, '-----END PGP MESSAGE-----', ''].join(lineEnd);
}
