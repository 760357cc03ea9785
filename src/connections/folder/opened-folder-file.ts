import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

import type { FileStat, OpenedFile } from '../files/file-system.js';

/** A file of a folder that is read. */
export class OpenedFolderFile implements OpenedFile {
  constructor(
    private readonly file: FileHandle,
    private readonly signal: AbortSignal,
  ) {}

  async stat(): Promise<FileStat> {
    return fileStat(await this.file.stat());
  }

  content(): AsyncIterable<Buffer> {
    // A stream whose signal has aborted before it began fails where nobody catches it.
    this.signal.throwIfAborted();
    return this.file.createReadStream({ autoClose: false, signal: this.signal, start: 0 });
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

export function fileStat(stats: Stats): FileStat {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  return { kind, size: stats.size, modifiedAt: stats.mtimeMs, changedAt: stats.ctimeMs };
}
