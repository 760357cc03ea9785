import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';
import { assertFailed, assertProblem, SAYS_WHAT_TO_DO } from './support/problem.js';

describe("an import from a folder of the site's own", () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** A site whose integration takes `things.csv` from a new folder. */
  const folderSite = async (definition = {}) => {
    const path = join(service.folder, crypto.randomUUID());
    await mkdir(path);
    const source = { connection: 'inbox', file: 'things.csv' };
    const connections = { inbox: { kind: 'folder', path } };
    return {
      path,
      file: join(path, 'things.csv'),
      ...(await importSite(service, { connections, definition: { source, ...definition } })),
    };
  };

  it('takes the file where a run brings none, and keeps what it took', async () => {
    const { file, runWith, rows } = await folderSite();
    const content = 'id,name\n1,one\n';
    await writeFile(file, content);
    const run = await runWith({});
    assert.equal(run.status, 'Completed');
    assert.deepEqual(run.counts, counts({ read: 1, applied: 1, inserted: 1 }));
    assert.equal(run.file.name, 'things.csv');
    assert.equal(run.file.bytes, content.length);
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    await writeFile(file, 'something else');
    assert.equal((await service.http.get(`/runs/${run.id}/source-file`)).text, content);
  });

  it('takes an uploaded file instead where a run names one', async () => {
    const { file, run, rows } = await folderSite();
    await writeFile(file, 'id,name\n1,folder\n');
    assert.equal((await run('id,name\n1,upload\n')).status, 'Completed');
    assert.deepEqual(await rows(), [{ id: '1', name: 'upload' }]);
  });

  it('is Failed when the file is missing, which names file and folder, and runs when it is there', async () => {
    const { path, file, runWith } = await folderSite();
    assertFailed(await runWith({}), 'file-not-found', /things\.csv/, new RegExp(path), SAYS_WHAT_TO_DO);
    await writeFile(file, 'id,name\n1,one\n');
    assert.equal((await runWith({})).status, 'Completed');
  });

  it('is Failed when the file is larger than 1 MB, unless the integration allows more', async () => {
    const large = `id,name\n${'1'.repeat(100)},x\n`.padEnd(1024 ** 2 + 1, '\n');
    const narrow = await folderSite();
    await writeFile(narrow.file, large);
    assertFailed(await narrow.runWith({}), 'file-too-large', /1 MB/, SAYS_WHAT_TO_DO);
    assert.deepEqual(await narrow.rows(), []);
    const wide = await folderSite({ limits: { maxBytes: '2MB' } });
    await writeFile(wide.file, large);
    assert.equal((await wide.runWith({})).status, 'Completed');
  });

  it('takes a file of exactly 1 MB', async () => {
    const { file, runWith } = await folderSite();
    await writeFile(file, 'id,name\n1,one\n'.padEnd(1024 ** 2, '\n'));
    assert.equal((await runWith({})).status, 'Completed');
  });

  it('is Failed when what stands there is a folder or a link out of it', async () => {
    const folder = await folderSite();
    await mkdir(folder.file);
    assertFailed(await folder.runWith({}), 'file-not-found', /things\.csv/);
    const link = await folderSite();
    await symlink('/etc/hostname', link.file);
    assertFailed(await link.runWith({}), 'file-not-found', /things\.csv/);
  });

  it('is refused at once when the integration has no source and the run brings no file', async () => {
    const { site } = await importSite(service);
    const answer = await service.http.post(`/sites/${site}/runs`, { integration: 'things' });
    assertProblem(answer, 'file-not-found', /things/, /upload/i);
  });
});
