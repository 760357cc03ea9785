import { addAbortSignal, PassThrough, Readable } from 'node:stream';

import { ZipFile } from 'yazl';

/**
 * The same in every zip, so that the same content makes the same bytes: the first day that a zip can name. By the clock
 * of this place, since that is what a zip shows.
 */
const MADE = new Date(1980, 0, 1);
const REGULAR_FILE = 0o100644;
const LEVEL = 6;

/**
 * A zip file (PKWARE APPNOTE 6.3) of one entry, deflated; with Zip64 where 4 GB are exceeded. Memory does not grow with
 * the content, and compressing leaves this thread to others. Leaving early, or `signal`, closes the content when the
 * piece it is giving has come.
 *
 * @param content an error of its own is passed on as it is
 * @param signal its reason is thrown when it aborts
 */
export async function* zipContent(
  entryName: string,
  content: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  signal.throwIfAborted();
  const zip = new ZipFile();
  const source = Readable.from(content);
  const output = addAbortSignal(signal, zip.outputStream.pipe(new PassThrough()));
  source.once('error', (error) => output.destroy(error));
  zip.addReadStream(source, entryName, {
    mtime: MADE,
    forceDosTimestamp: true,
    mode: REGULAR_FILE,
    compressionLevel: LEVEL,
  });
  zip.end();
  try {
    yield* output as AsyncIterable<Buffer>;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    source.destroy();
  }
}
