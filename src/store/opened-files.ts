import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * What came out of encrypted and zipped files, for as long as their run needs it: plain text is kept no longer than
 * that. Workers share the folder.
 */
export class OpenedFiles {
  constructor(private readonly folder: string) {}

  /**
   * Writes what `content` gives, aside; under the path it answers only when `content` has come to its end, which is
   * where signatures and check sums are known to hold.
   *
   * @param name of the file within its run.
   */
  async keep(run: string, name: string, content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string> {
    const path = this.pathOf(run, name);
    // Of each attempt its own: one that wakes while its successor writes would write into the same file.
    const part = `${path}.${randomUUID()}.part`;
    await mkdir(join(this.folder, run), { recursive: true, mode: 0o700 });
    try {
      await pipeline(content, createWriteStream(part, { mode: 0o600, flags: 'wx' }), { signal });
      await rename(part, path);
      return path;
    } finally {
      await rm(part, { force: true });
    }
  }

  /** The content. It is opened by who reads it: what is wrong with it has somebody to hear of it. */
  async *read(run: string, name: string): AsyncGenerator<Buffer> {
    yield* createReadStream(this.pathOf(run, name), { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  }

  /** How many bytes a file of a run has. */
  async size(run: string, name: string): Promise<number> {
    return (await stat(this.pathOf(run, name))).size;
  }

  /** Gives a file of a run another name. */
  async rename(run: string, from: string, to: string): Promise<void> {
    await rename(this.pathOf(run, from), this.pathOf(run, to));
  }

  /** Forgets one file of a run that was on the way to another. */
  async forget(run: string, name: string): Promise<void> {
    await rm(this.pathOf(run, name), { force: true });
  }

  /** Forgets all files of a run. */
  async forgetRun(run: string): Promise<void> {
    await rm(join(this.folder, run), { recursive: true, force: true });
  }

  private pathOf(run: string, name: string): string {
    return join(this.folder, run, encodeURIComponent(name));
  }
}
