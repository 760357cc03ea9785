import { join } from 'node:path/posix';

import type { FileEntryWithStats, Stats } from 'ssh2';

import { OpenedSftpFile } from './opened-sftp-file.js';
import { writeContent } from './sftp-content.js';
import { isFailure, isUnsupported, toFault } from './sftp-fault.js';
import type { SftpSession } from './sftp-session.js';
import { fileStat } from './sftp-stat.js';
import type { FileStat, FileSystem, OpenedFile, Unmoved } from '../files/file-system.js';
import { FileSystemError, isMissing } from '../files/file-system-error.js';

/** A folder of an SFTP server (version 3, draft-ietf-secsh-filexfer-02, with OpenSSH's extensions where it has them). */
export class SftpFileSystem implements FileSystem {
  /** @param base the path of the folder on the server. */
  constructor(
    readonly name: string,
    readonly signal: AbortSignal,
    private readonly session: SftpSession,
    private readonly base: string,
  ) {}

  async list(path: string): Promise<string[]> {
    const entries = await this.unlessMissing(`list ${path}`, () =>
      this.session.ask<FileEntryWithStats[]>((sftp, answer) => sftp.readdir(this.at(path), answer)),
    );
    return entries?.map(({ filename }) => filename).sort() ?? [];
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const stats = await this.unlessMissing(`look at ${path}`, () =>
      this.session.ask<Stats>((sftp, answer) => sftp.lstat(this.at(path), answer)),
    );
    return stats && fileStat(stats);
  }

  /** SFTP follows a link that it opens: whether it is one is looked at before. */
  async open(path: string): Promise<OpenedFile> {
    const found = await this.stat(path);
    if (found?.kind !== 'file') {
      throw new FileSystemError(found === undefined ? 'missing' : 'no-file', `open ${path}: it is no file`);
    }
    const handle = await this.asking(`open ${path}`, () =>
      this.session.ask<Buffer>((sftp, answer) => sftp.open(this.at(path), 'r', answer)),
    );
    return new OpenedSftpFile(this.session, handle);
  }

  async write(path: string, content: AsyncIterable<Buffer>): Promise<void> {
    await this.removeFile(path);
    await this.asking(`write ${path}`, async () => {
      const handle = await this.session.ask<Buffer>((sftp, answer) => sftp.open(this.at(path), 'wx', answer));
      try {
        await writeContent(this.session, handle, content);
        await this.flush(handle);
      } catch (error) {
        await this.session.ask((sftp, answer) => sftp.close(handle, answer)).catch(() => undefined);
        throw error;
      }
      // Some servers tell only now that there was no room.
      await this.session.ask((sftp, answer) => sftp.close(handle, answer));
    });
  }

  /**
   * Replaces by posix-rename@openssh.com. On a server without it, the file that has the name is removed first: for a
   * moment there is none of that name, never half of one.
   */
  async rename(from: string, to: string): Promise<void> {
    const what = `rename ${from} to ${to}`;
    try {
      await this.session.ask((sftp, answer) => sftp.ext_openssh_rename(this.at(from), this.at(to), answer));
    } catch (error) {
      if (!isUnsupported(error)) throw toFault(error, this.name, what);
      await this.removeFile(to);
      await this.asking(what, () => this.plainRename(from, to));
    }
  }

  /**
   * By the standard a plain rename fails where the name is taken (§6.5). As some servers overwrite nevertheless, it is
   * looked at before as well.
   */
  async moveUnlessTaken(from: string, to: string): Promise<Unmoved | undefined> {
    if ((await this.stat(to)) !== undefined) return 'taken';
    try {
      await this.plainRename(from, to);
      return undefined;
    } catch (error) {
      if (isFailure(error) && (await this.stat(to)) !== undefined) return 'taken';
      throw toFault(error, this.name, `rename ${from} to ${to}`);
    }
  }

  async makeFolder(path: string): Promise<void> {
    await this.asking(`make the folder ${path}`, () =>
      this.session.ask((sftp, answer) => sftp.mkdir(this.at(path), { mode: 0o755 }, answer)),
    );
  }

  async removeFile(path: string): Promise<void> {
    await this.unlessMissing(`remove ${path}`, () =>
      this.session.ask((sftp, answer) => sftp.unlink(this.at(path), answer)),
    );
  }

  async removeFolder(path: string): Promise<void> {
    await this.unlessMissing(`remove ${path}`, async () => {
      try {
        await this.session.ask((sftp, answer) => sftp.rmdir(this.at(path), answer));
      } catch (error) {
        if (!isFailure(error)) throw error;
      }
    });
  }

  close(): Promise<void> {
    return this.session.close();
  }

  private at(path: string): string {
    return join(this.base, path);
  }

  private plainRename(from: string, to: string): Promise<void> {
    return this.session.ask((sftp, answer) => sftp.rename(this.at(from), this.at(to), answer));
  }

  private async flush(handle: Buffer): Promise<void> {
    try {
      await this.session.ask((sftp, answer) => sftp.ext_openssh_fsync(handle, answer));
    } catch (error) {
      // A server without it has the content when it has closed the file.
      if (!isUnsupported(error)) throw error;
    }
  }

  private async asking<Result>(what: string, ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      throw toFault(error, this.name, what);
    }
  }

  private async unlessMissing<Result>(what: string, ask: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await this.asking(what, ask);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}
