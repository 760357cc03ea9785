import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';

import { checkConnection } from '../../../src/connections/check-connection.js';
import { withoutCredentials } from '../../../src/connections/sftp/sftp-credentials.js';
import { SFTP_LIMITS } from '../../../src/connections/sftp/sftp-limits.js';
import { isRetryable } from '../../../src/model/errors.js';
import type { SftpConnection } from '../../../src/model/sftp-connection.js';
import { fingerprint, hostKeyLine, resolveSecret, type SshServerOptions } from '../support/ssh-server.js';
import { failureOf, SftpFolder } from './support/sftp-folder.js';

const BY_KEY = { privateKey: 'env:KEY', passphrase: 'env:PASSPHRASE' };

describe('a connection to an SFTP server', () => {
  let folder: SftpFolder;
  beforeEach(async () => (folder = await SftpFolder.create()));
  afterEach(() => folder.remove());

  /** The connection with a key and no password. */
  const byKey = (given: Partial<SftpConnection>): SftpConnection => {
    const connection = { ...folder.server.connection(folder.path), ...given };
    delete connection.password;
    return connection;
  };
  const check = (connection: SftpConnection) => checkConnection(connection, resolveSecret);

  it('is made by a password, by questions for it, and by a key', async () => {
    const byPassword = folder.server.connection(folder.path);
    await check(byPassword);
    folder.server.options.lets = 'questions';
    await check(byPassword);
    folder.server.options.lets = 'key';
    await check(byKey(BY_KEY));
    await check({ ...byKey(BY_KEY), password: 'env:WRONG_PASSWORD' });
  });

  it('may lead to a folder that is a link, or relative', async () => {
    await check(folder.server.connection('.'));
    await check(folder.server.connection('/proc/self/cwd'));
  });

  it('is gone when it was closed, and nothing more can be asked of it', async () => {
    const fs = await folder.open();
    await fs.close();
    await fs.close();
    assert.equal((await failureOf(fs.list(''))).code, 'target-unavailable');
  });

  it('needs the fingerprint that ssh-keygen prints of one of its keys', async function () {
    const key = join(folder.path, 'key.pub');
    writeFileSync(key, hostKeyLine);
    const { stdout, error } = spawnSync('ssh-keygen', ['-lf', key], { encoding: 'utf8' });
    if (error !== undefined) {
      console.log('      skipped: there is no ssh-keygen here');
      this.skip();
    }
    const [, printed = ''] = stdout.split(' ');
    await check(folder.server.connection(folder.path, { hostKeys: [`SHA256:${'A'.repeat(43)}`, printed] }));
  });

  const refusals: [string, () => SftpConnection, RegExp][] = [
    [
      'a host key that is not pinned',
      () => folder.server.connection(folder.path, { hostKeys: [`SHA256:${'A'.repeat(43)}`] }),
      new RegExp(
        `its host key is ssh-ed25519 ${fingerprint().replaceAll('+', '\\+')}, which is none of .* Ask who runs`,
      ),
    ],
    [
      'a wrong password',
      () => folder.server.connection(folder.path, { password: 'env:WRONG_PASSWORD' }),
      /does not let user ann in by the password\. One may be wrong or have expired/,
    ],
    ['an unknown user', () => folder.server.connection(folder.path, { user: 'bob' }), /does not let user bob in by/],
    [
      'an unknown key',
      () => lets('key', byKey({ privateKey: 'env:OTHER_KEY' })),
      /does not let user ann in by the private key\. One may be wrong or have expired/,
    ],
    [
      'an expired password',
      () => lets('expired', folder.server.connection(folder.path)),
      /the password of user ann has expired\. Set a new one/,
    ],
    [
      'a wrong passphrase',
      () => byKey({ ...BY_KEY, passphrase: 'env:WRONG_PASSPHRASE' }),
      /the private key cannot be opened\. Check that passphrase/,
    ],
    [
      'no passphrase',
      () => byKey({ privateKey: 'env:KEY' }),
      /the private key cannot be opened\. Check that passphrase/,
    ],
    ['what is no key', () => byKey({ privateKey: 'env:NO_KEY' }), /the private key is none\. Give a private key/],
    [
      'a server without SFTP',
      () => {
        folder.server.options.hasSftp = false;
        return folder.server.connection(folder.path);
      },
      /it offers no SFTP/,
    ],
    [
      'a folder that is not there',
      () => folder.server.connection(join(folder.path, 'missing')),
      /missing is no folder\. Let who runs the server make it/,
    ],
  ];
  const lets = (by: SshServerOptions['lets'], connection: SftpConnection) => {
    folder.server.options.lets = by;
    return connection;
  };
  for (const [what, connection, message] of refusals) {
    it(`is refused, not to be tried again, because of ${what}`, async () => {
      const error = await failureOf(check(connection()));
      assert.match(error.message, message);
      assert.equal(error.code, 'connection-invalid');
      assert.equal(isRetryable(error.code), false);
    });
  }

  it('is tried again when nobody listens', async () => {
    await folder.server.stop();
    const error = await failureOf(folder.open());
    assert.match(
      error.message,
      /^sftp:\/\/127\.0\.0\.1:\d+\/\S+ cannot be reached: .*ECONNREFUSED.*Check that it is up/,
    );
    assert.equal(isRetryable(error.code), true);
  });

  it('tells nothing of its credentials when the server repeats them', () => {
    const credentials = { password: 'canary', privateKey: 'key\nof lines' };
    const told = withoutCredentials('you said canary, and key\nof lines, and canary', credentials);
    assert.equal(told, 'you said ***, and ***, and ***');
  });
});

describe('a server that takes a connection and says nothing', () => {
  it('is given up, to be tried again, or left at once when the run is halted', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const folder = await SftpFolder.create();
    try {
      const { port } = server.address() as AddressInfo;
      const error = await failureOf(folder.open({ port }, { ...SFTP_LIMITS, connect: 100 }));
      assert.match(error.message, /cannot be reached: it does not answer/);
      assert.equal(isRetryable(error.code), true);
      const halt = new AbortController();
      const connected = once(server, 'connection');
      const opened = folder.open({ port }, SFTP_LIMITS, halt.signal);
      const [socket] = (await connected) as [Socket];
      const closed = once(socket.resume(), 'close');
      halt.abort();
      await assert.rejects(opened, { name: 'AbortError' });
      await closed;
    } finally {
      server.close();
      await folder.remove();
    }
  });
});
