import { readContent } from './sftp-content.js';
import { fileStat } from './sftp-stat.js';
import type { SftpSession } from './sftp-session.js';
import type { FileStat, OpenedFile } from '../files/file-system.js';

/** A file of an SFTP server that is read. */
export class OpenedSftpFile implements OpenedFile {
  constructor(
    private readonly session: SftpSession,
    private readonly handle: Buffer,
  ) {}

  async stat(): Promise<FileStat> {
    return fileStat(await this.session.ask((sftp, answer) => sftp.fstat(this.handle, answer)));
  }

  async *content(): AsyncGenerator<Buffer> {
    const { size } = await this.stat();
    yield* readContent(this.session, this.handle, size);
  }

  /** A handle that cannot be closed ends with its connection. */
  async close(): Promise<void> {
    await this.session.ask((sftp, answer) => sftp.close(this.handle, answer)).catch(() => undefined);
  }
}
