import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { SshServer } from '../connections/support/ssh-server.js';
import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';
import { assertFailed, SAYS_WHAT_TO_DO } from './support/problem.js';

/** What the service's worker finds behind `env:PASSWORD`. */
const PASSWORD = 'postgres://nobody@127.0.0.1:1/PASSWORD';

describe('an import from an SFTP server', () => {
  let service: TestService;
  let server: SshServer;
  before(async () => {
    service = await startService();
    server = await SshServer.start();
    server.options.password = PASSWORD;
  });
  after(async () => {
    await server.stop();
    await service.stop();
  });

  /** A site whose integration takes `things.csv` from a new folder of the server, where it is. */
  const sftpSite = async (given = {}) => {
    const path = join(service.folder, crypto.randomUUID());
    await mkdir(path);
    await writeFile(join(path, 'things.csv'), 'id,name\n1,one\n');
    const source = { connection: 'inbox', file: 'things.csv', archive: 'archive' };
    const connections = { inbox: server.connection(path, given) };
    return { path, ...(await importSite(service, { connections, definition: { source } })) };
  };

  it('takes the file, archives it there, and leaves no connection open', async () => {
    const { path, runWith, rows } = await sftpSite();
    const run = await runWith({});
    assert.equal(run.status, 'Completed');
    assert.deepEqual(run.counts, counts({ read: 1, applied: 1, inserted: 1 }));
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    assert.deepEqual((await readdir(path)).sort(), ['.integrator', 'archive']);
    assert.match((await readdir(join(path, 'archive'))).join(), /^things\.\d{8}T\d{6}Z\.csv$/);
    const details = await service.http.get(`/runs/${run.id}/details`);
    assert.match(details.text, /from sftp:\/\/127\.0\.0\.1:/);
    assert.ok(!details.text.includes(PASSWORD));
    await eventually('every connection was closed', () => Promise.resolve(server.connections === 0));
  });

  it('is taken to its end where the connection breaks once', async () => {
    const { runWith, rows } = await sftpSite();
    let isBroken = false;
    server.options.fault = (request) => {
      if (request === 'READ' && !isBroken) {
        isBroken = true;
        server.drop();
      }
      return undefined;
    };
    assert.equal((await runWith({})).status, 'Completed');
    assert.equal(isBroken, true);
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    server.options.fault = () => undefined;
  });

  it('is Failed where the server is not the one it is taken for', async () => {
    const { path, runWith } = await sftpSite({ hostKeys: [`SHA256:${'A'.repeat(43)}`] });
    const run = await runWith({});
    assertFailed(run, 'connection-invalid', /its host key is ssh-ed25519 SHA256:/, SAYS_WHAT_TO_DO);
    assert.ok(!JSON.stringify(run).includes(PASSWORD));
    assert.deepEqual(await readdir(path), ['things.csv']);
  });
});
