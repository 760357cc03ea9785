import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FileSystem } from '../../../../src/connections/files/file-system.js';
import { openSftp } from '../../../../src/connections/sftp/open-sftp.js';
import { SFTP_LIMITS } from '../../../../src/connections/sftp/sftp-limits.js';
import { IntegratorError } from '../../../../src/model/errors.js';
import type { SftpConnection } from '../../../../src/model/sftp-connection.js';
import { resolveSecret, SECRETS, SshServer } from '../../support/ssh-server.js';

/** A server of its own with an empty folder, and connections to that. */
export class SftpFolder {
  private constructor(
    readonly server: SshServer,
    readonly path: string,
  ) {}

  static async create(): Promise<SftpFolder> {
    return new SftpFolder(await SshServer.start(), mkdtempSync(join(tmpdir(), 'temporal-integrator-sftp-')));
  }

  open(
    given: Partial<SftpConnection> = {},
    limits = SFTP_LIMITS,
    signal = new AbortController().signal,
  ): Promise<FileSystem> {
    return openSftp(this.server.connection(this.path, given), resolveSecret, signal, limits);
  }

  async remove(): Promise<void> {
    await this.server.stop();
    rmSync(this.path, { recursive: true });
  }
}

/** What the work fails with; no secret may stand in it. */
export async function failureOf(work: Promise<unknown>): Promise<IntegratorError> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof IntegratorError, String(error));
  const told = `${error.message} ${error.stack ?? ''} ${JSON.stringify(error.details)}`;
  for (const secret of Object.values(SECRETS)) assert.ok(!told.includes(secret), told);
  return error;
}
