import type { Readable } from 'node:stream';

import { errors } from 'undici';

/** How much of an answer is read, in bytes. */
const LIMIT = 1024 * 1024;

/**
 * Reads the text of an answer, up to 1 MB; the rest is not waited for.
 *
 * @param milliseconds it may take in all, so that an endpoint that goes on a byte at a time holds nobody up.
 */
export async function readText(body: Readable, milliseconds: number): Promise<{ text: string; complete: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const limit = setTimeout(() => body.destroy(new errors.BodyTimeoutError()), milliseconds);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > LIMIT) break;
    }
  } finally {
    clearTimeout(limit);
    body.destroy();
  }
  return { text: Buffer.concat(chunks).toString('utf8', 0, LIMIT), complete: bytes <= LIMIT };
}
