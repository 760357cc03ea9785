import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import { asking } from './folder-fault.js';
import { moveUnlessTaken } from './move-unless-taken.js';
import { fileStat, OpenedFolderFile } from './opened-folder-file.js';
import type { FileStat, FileSystem, OpenedFile, Unmoved } from '../files/file-system.js';
import { isMissing } from '../files/file-system-error.js';

/** Follows no link, and does not wait for a writer, as opening a pipe would. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A folder of the worker. */
export class FolderFileSystem implements FileSystem {
  constructor(
    readonly name: string,
    readonly signal: AbortSignal,
  ) {}

  async list(path: string): Promise<string[]> {
    const names = await this.unlessMissing(() => readdir(this.at(path)));
    return names?.sort() ?? [];
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const stats = await this.unlessMissing(() => lstat(this.at(path)));
    return stats && fileStat(stats);
  }

  async open(path: string): Promise<OpenedFile> {
    return new OpenedFolderFile(await asking(() => open(this.at(path), READ)), this.signal);
  }

  async write(path: string, content: AsyncIterable<Buffer>): Promise<void> {
    await this.removeFile(path);
    const file = await asking(() => open(this.at(path), 'wx'));
    try {
      for await (const chunk of content) {
        this.signal.throwIfAborted();
        await asking(() => file.writeFile(chunk));
      }
      await asking(() => file.sync());
    } finally {
      await file.close();
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await asking(() => rename(this.at(from), this.at(to)));
  }

  async moveUnlessTaken(from: string, to: string): Promise<Unmoved | undefined> {
    return asking(() => moveUnlessTaken(this.at(from), this.at(to)));
  }

  async makeFolder(path: string): Promise<void> {
    await asking(() => mkdir(this.at(path), 0o755));
  }

  async removeFile(path: string): Promise<void> {
    await asking(() => rm(this.at(path), { force: true }));
  }

  async removeFolder(path: string): Promise<void> {
    try {
      await rmdir(this.at(path));
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private at(path: string): string {
    return join(this.name, path);
  }

  private async unlessMissing<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await asking(ask);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}
