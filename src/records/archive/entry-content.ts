import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw, crc32 } from 'node:zlib';

import { shownValue } from '../shown-value.js';
import type { ArchiveEntry } from './archive-entry.js';
import { archiveInvalid } from './archive-invalid.js';
import { readAt } from './read-at.js';

const STORED = 0;
const CHUNK_BYTES = 128 * 1024;

/**
 * The unpacked content of an entry, read from the zip file at `path`. yauzl's own stream checks no CRC-32, does not see
 * data left over after the end of the deflated, and gives chunks of 16 kB, which takes half as long again.
 *
 * @throws IntegratorError `archive-invalid` at the latest at the end, when size or CRC-32 are not as declared; the
 *   reason of `signal`.
 */
export async function* entryContent(path: string, entry: ArchiveEntry, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const packed = packedBytes(file, entry, signal);
    const unpacked = entry.method === STORED ? packed : inflate(packed, entry);
    let bytes = 0;
    let crc = 0;
    for await (const chunk of unpacked) {
      signal.throwIfAborted();
      bytes += chunk.length;
      if (bytes > entry.bytes) throw damaged(entry, `it is larger than the ${entry.bytes} bytes it is said to have`);
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (bytes < entry.bytes) throw damaged(entry, `it has ${bytes} bytes, and is said to have ${entry.bytes}`);
    if (crc !== entry.crc32) throw damaged(entry, 'its content does not fit its checksum (CRC-32)');
  } finally {
    await file.close();
  }
}

async function* packedBytes(file: FileHandle, entry: ArchiveEntry, signal: AbortSignal): AsyncGenerator<Buffer> {
  const end = entry.dataStart + entry.packedBytes;
  for (let position = entry.dataStart; position < end;) {
    signal.throwIfAborted();
    const chunk = await readAt(file, position, Math.min(CHUNK_BYTES, end - position));
    if (chunk.length === 0) throw damaged(entry, 'the file ends within it');
    position += chunk.length;
    yield chunk;
  }
}

async function* inflate(packed: AsyncIterable<Buffer>, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: CHUNK_BYTES });
  // What goes wrong on the way in comes out of the inflater, too: it is thrown by the loop.
  const fed = pipeline(packed, inflater).catch(() => undefined);
  try {
    yield* inflater as AsyncIterable<Buffer>;
  } catch (error) {
    throw isZlibError(error) ? damaged(entry, `it cannot be unpacked (${error.message})`) : error;
  } finally {
    // However the loop was left, the inflater is destroyed by then; nobody reads the file any more once this has ended.
    await fed;
  }
  if (inflater.bytesWritten < entry.packedBytes) throw damaged(entry, 'it ends before its packed data does');
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function damaged(entry: ArchiveEntry, problem: string): Error {
  return archiveInvalid(`In the zip file, ${shownValue(entry.name)} is damaged: ${problem}. Send it again.`);
}
