import type { FileHandle } from 'node:fs/promises';

/** The bytes of a file from `position` on: `length` of them, or fewer when the file ends before. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
