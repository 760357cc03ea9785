import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { formatBytes } from '../model/format-bytes.js';
import { IntegratorError } from '../model/errors.js';
import { FileLeftovers } from './file-leftovers.js';
import { FileVolume } from './file-volume.js';
import { describeFullDisk } from './full-disk.js';
import { OpenedFiles } from './opened-files.js';
import { StateFiles } from './state-files.js';

/** How long nobody has written to a part that was left behind, in milliseconds; a query may say nothing for hours. */
const ABANDONED_AFTER = 24 * 60 * 60_000;

/** A file's content as it is kept. */
export interface StoredFile {
  /** SHA-256 of the content, in hex: its address. */
  sha256: string;
  bytes: number;
}

/**
 * Files as they were received, addressed by their SHA-256, so that content never changes under a run (DESIGN §3).
 * API and workers share the folder.
 */
export class FileStore {
  /** What came out of those that are encrypted or zipped. */
  readonly opened: OpenedFiles;
  /** What was acknowledged of the records that are sent. */
  readonly states: StateFiles;
  /** What may be needed no more. */
  readonly leftovers: FileLeftovers;
  /** Whether it has room, and takes files. */
  readonly volume: FileVolume;

  constructor(private readonly folder: string) {
    this.opened = new OpenedFiles(join(folder, 'opened'));
    this.states = new StateFiles(join(folder, 'states'));
    this.leftovers = new FileLeftovers(folder, (sha256) => this.pathOf(sha256));
    this.volume = new FileVolume(folder);
  }

  /**
   * Keeps what `source` gives. Nothing is left behind when it fails or is cut off; what a killed process has left goes
   * when the next file comes.
   *
   * @throws IntegratorError `file-too-large` as soon as more than `maxBytes` have come; `service-unavailable` where the
   *   disk is full.
   */
  async keep(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredFile> {
    const incoming = join(this.folder, 'incoming');
    await mkdir(incoming, { recursive: true });
    await removeAbandoned(incoming);
    const part = join(incoming, randomUUID());
    try {
      const stored = await receive(source, part, maxBytes);
      const path = this.pathOf(stored.sha256);
      await mkdir(dirname(path), { recursive: true });
      await rename(part, path);
      return stored;
    } catch (error) {
      throw describeFullDisk(error);
    } finally {
      await rm(part, { force: true });
    }
  }

  /** The content. It is opened by who reads it: what is wrong with it has somebody to hear of it. */
  async *read(sha256: string): AsyncGenerator<Buffer> {
    yield* createReadStream(this.pathOf(sha256), { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  }

  /**
   * Whether the content is here; a store whose folder was emptied by hand has rows without it, and so have runs whose
   * files are kept no more. Who asks is about to refer to it: it counts as new.
   */
  async has(sha256: string): Promise<boolean> {
    return (await this.renew(sha256)) || ((await this.leftovers.putBack(sha256)) && (await this.renew(sha256)));
  }

  private async renew(sha256: string): Promise<boolean> {
    const now = new Date();
    return utimes(this.pathOf(sha256), now, now).then(
      () => true,
      () => false,
    );
  }

  /** Where the content is, for those who need to go to and fro in it. */
  pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Another process may have come to its end with it, or away with it.
    const written = await stat(path).catch(() => undefined);
    if (written !== undefined && Date.now() - written.mtimeMs > ABANDONED_AFTER) await rm(path, { force: true });
  }
}

async function receive(source: AsyncIterable<Uint8Array>, path: string, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        const limit = formatBytes(maxBytes);
        const message = `The file is larger than ${limit}. Compress it, split it, or raise limits.maxBytes of the integration.`;
        throw new IntegratorError('file-too-large', message, { maxBytes });
      }
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}
