import { Readable } from 'node:stream';

import { encryptPgp, type EncryptionKeyTexts, type EncryptionReport } from '../../../../src/records/pgp/encrypt-pgp.js';

/** Encrypts a whole file. @throws what `encryptPgp` throws. */
export async function encryptAll(
  content: Buffer | string,
  keys: EncryptionKeyTexts,
  fileName = 'employees.csv',
): Promise<{ file: Buffer; report: EncryptionReport }> {
  const source = Readable.from([Buffer.from(content)]);
  const encrypting = encryptPgp(source, keys, fileName, new AbortController().signal);
  const parts: Buffer[] = [];
  for (;;) {
    const next = await encrypting.next();
    if (next.done === true) return { file: Buffer.concat(parts), report: next.value };
    parts.push(next.value);
  }
}
