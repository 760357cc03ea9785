import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileStore } from '../../src/store/file-store.js';

describe('the file store', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-store-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function* content(): AsyncGenerator<Buffer> {
    yield Buffer.from('id,name\n');
    await Promise.resolve();
  }

  it('removes what a killed process has left of a file when the next one comes, and nothing that is being written', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    for (const name of ['left', 'under-way']) await writeFile(join(incoming, name), 'part of a file');
    const before = new Date(Date.now() - 2 * 60 * 60_000);
    await utimes(join(incoming, 'left'), before, before);
    const { sha256, bytes } = await new FileStore(folder).keep(content(), 100);
    assert.equal(bytes, 8);
    assert.ok(await new FileStore(folder).has(sha256));
    assert.deepEqual(await readdir(incoming), ['under-way']);
  });
});
