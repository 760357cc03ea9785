import type { SftpSession } from './sftp-session.js';

/** Bytes of one request: what every server takes as one. */
const PIECE = 30 * 1024;

/** So many requests are under way at once, so that a distant server is not waited for at each. */
const AT_ONCE = 32;

/** Writes the content into an open file, from its beginning. */
export async function writeContent(
  session: SftpSession,
  handle: Buffer,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const underWay: Promise<void>[] = [];
  let position = 0;
  for await (const chunk of content) {
    for (let start = 0; start < chunk.length; start += PIECE) {
      const piece = chunk.subarray(start, start + PIECE);
      const at = position + start;
      underWay.push(
        awaitedLater(session.ask((sftp, answer) => sftp.write(handle, piece, 0, piece.length, at, answer))),
      );
      if (underWay.length >= AT_ONCE) await underWay.shift();
    }
    position += chunk.length;
  }
  await Promise.all(underWay);
}

/** Reads an open file from its beginning, `size` bytes or until it ends. */
export async function* readContent(session: SftpSession, handle: Buffer, size: number): AsyncGenerator<Buffer> {
  const underWay: Promise<Buffer>[] = [];
  let next = 0;
  for (;;) {
    for (; next < size && underWay.length < AT_ONCE; next += PIECE) {
      underWay.push(awaitedLater(readPiece(session, handle, next, Math.min(PIECE, size - next))));
    }
    const piece = await underWay.shift();
    if (piece === undefined || piece.length === 0) return;
    yield piece;
  }
}

/** A server may answer with less than was asked for, also before the end. */
async function readPiece(session: SftpSession, handle: Buffer, position: number, length: number): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = await session.ask<number>((sftp, answer) =>
      sftp.read(handle, piece, filled, length - filled, position + filled, answer),
    );
    if (read === 0) break;
    filled += read;
  }
  return piece.subarray(0, filled);
}

/** Where several fail at once, the first is thrown and the others are not to be heard of. */
function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
