import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileStore } from '../../src/store/file-store.js';
import { SmallDisk } from '../support/small-disk.js';

describe('a file store whose disk is full', function () {
  let folder = '';
  let disk: SmallDisk | undefined;

  before(async function () {
    // Only root can mount a small disk.
    if (process.getuid?.() !== 0) this.skip();
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-disk-'));
    disk = await SmallDisk.mount(folder, 1);
  });
  after(async () => {
    await disk?.unmount();
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  it('asks to be tried again, keeps no part of the file, and takes it when there is room', async () => {
    const files = new FileStore(folder);
    const file = Buffer.alloc(200_000, 'x');
    await disk!.fill();
    await assert.rejects(files.keep(content(file), 1_000_000), { code: 'service-unavailable' });
    await disk!.makeRoom();
    assert.deepEqual(await readdir(join(folder, 'incoming')), []);
    const { bytes } = await files.keep(content(file), 1_000_000);
    assert.equal(bytes, file.length);
  });
});

async function* content(file: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(file);
}
