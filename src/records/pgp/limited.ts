import { fileTooLarge } from './file-too-large.js';

/** The same bytes, up to a limit; returns how many there were. @throws IntegratorError `file-too-large` as soon as more have come. */
export async function* limited(
  content: AsyncIterable<Uint8Array>,
  maxPlainBytes: number,
): AsyncGenerator<Uint8Array, number> {
  let length = 0;
  for await (const bytes of content) {
    length += bytes.length;
    if (length > maxPlainBytes) throw fileTooLarge(maxPlainBytes);
    yield bytes;
  }
  return length;
}
