import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the file store is kept: whether there is room, and whether it takes files at all. */
export class FileVolume {
  constructor(private readonly folder: string) {}

  /** How many bytes are free for us. */
  async freeBytes(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  /** Writes a file of a few bytes where files come in, and removes it. @throws the system's error where it cannot. */
  async tryWriting(): Promise<void> {
    const incoming = join(this.folder, 'incoming');
    await mkdir(incoming, { recursive: true });
    const path = join(incoming, randomUUID());
    try {
      await writeFile(path, 'written to see whether it can be', { mode: 0o600, flag: 'wx' });
    } finally {
      await rm(path, { force: true });
    }
  }
}
