import { execFile } from 'node:child_process';
import { chmod, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of its own, in memory, that can be filled up. Only root may make one. */
export class SmallDisk {
  private constructor(private readonly path: string) {}

  /** Puts it at the path, which is there and empty or is not there yet. */
  static async mount(path: string, megabytes: number): Promise<SmallDisk> {
    await mkdir(path, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
    await chmod(path, 0o755);
    return new SmallDisk(path);
  }

  /** Leaves no room on it: the last write that goes well is cut off where it ends. */
  async fill(): Promise<void> {
    const ballast = await open(this.ballast, 'a');
    const much = Buffer.alloc(1024 ** 2);
    try {
      for (;;) await ballast.write(much);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      await ballast.close();
    }
  }

  /** As somebody does who is told that the disk is full. */
  async makeRoom(): Promise<void> {
    await rm(this.ballast, { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.path]);
  }

  private get ballast(): string {
    return join(this.path, '.ballast');
  }
}
