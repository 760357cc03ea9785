import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';

import { openArchive } from '../../../src/records/archive/open-archive.js';
import { buildZip } from './support/build-zip.js';
import { CSV } from './support/csv.js';
import { ArchiveFolder, LIMITS, chunksOf, NEVER, readArchive } from './support/read-archive.js';

/** Packs to about two thirds: some 40 chunks, packed and unpacked. */
const LARGE = randomBytes(2 * 1024 ** 2).toString('hex');

const archives = {
  'deflated file': buildZip([{ name: 'large.csv', content: LARGE }]),
  'stored file': buildZip([{ name: 'large.csv', content: LARGE, method: 0 }]),
};

describe('openArchive', () => {
  let folder: ArchiveFolder;
  before(() => (folder = new ArchiveFolder()));
  after(() => folder.remove());

  it('tells name and size before anything is unpacked', async () => {
    const path = folder.write(buildZip([{ name: 'export/employees.csv', content: CSV, crc32: 7 }]));
    const { name, bytes } = await openArchive(path, LIMITS, NEVER);
    assert.deepEqual({ name, bytes }, { name: 'export/employees.csv', bytes: CSV.length });
  });

  it('leaves faults of the file system as they are', async () => {
    await assert.rejects(openArchive(join(folder.path, 'nothing.zip'), LIMITS, NEVER), { code: 'ENOENT' });
    await assert.rejects(openArchive(folder.path, LIMITS, NEVER), { code: 'EISDIR' });
  });

  it('does not begin when it is halted already', async () => {
    const reason = new Error('halted');
    const path = folder.write(archives['stored file']);
    await assert.rejects(openArchive(path, LIMITS, AbortSignal.abort(reason)), reason);
  });

  for (const [kind, archive] of Object.entries(archives)) {
    describe(`with a ${kind}`, () => {
      it('gives the whole content in chunks of at most 128 kB', async () => {
        const { content } = await openArchive(folder.write(archive), LIMITS, NEVER);
        const chunks = await chunksOf(content);
        assert.equal(Buffer.concat(chunks).toString(), LARGE);
        assert.ok(chunks.length >= 32);
        assert.ok(chunks.every(({ length }) => length <= 128 * 1024));
      });

      it('ends with the reason when it is halted on the way', async () => {
        const halt = new AbortController();
        const reason = new Error('halted');
        const { content } = await openArchive(folder.write(archive), LIMITS, halt.signal);
        const chunks = content[Symbol.asyncIterator]();
        await chunks.next();
        halt.abort(reason);
        await assert.rejects(chunks.next(), reason);
      });

      it('refuses what was cut off since it was opened', async () => {
        const path = folder.write(archive);
        const { content } = await openArchive(path, LIMITS, NEVER);
        truncateSync(path, 1_000_000);
        await assert.rejects(chunksOf(content), { code: 'archive-invalid', message: /the file ends within it/ });
      });
    });
  }

  describe('leaves no file open', () => {
    before(function () {
      // /proc/self/fd, by which open files are counted, is Linux's.
      if (folder.openFiles() === undefined) this.skip();
    });
    afterEach(() => assert.equal(folder.openFiles(), 0));

    it('when the content is never read', async () => {
      await openArchive(folder.write(archives['deflated file']), LIMITS, NEVER);
    });

    it('when it refuses', async () => {
      await assert.rejects(openArchive(folder.write(Buffer.from(CSV)), LIMITS, NEVER));
      await assert.rejects(openArchive(folder.write(buildZip([{ name: 'x.txt' }])), LIMITS, NEVER));
      await assert.rejects(openArchive(folder.write(buildZip([{ name: 'x.csv', start: 9 }])), LIMITS, NEVER));
    });

    for (const [kind, archive] of Object.entries(archives)) {
      it(`when the content of a ${kind} is read to its end`, async () => {
        await readArchive(folder.write(archive));
      });

      it(`when the reader of a ${kind} leaves early`, async () => {
        const { content } = await openArchive(folder.write(archive), LIMITS, NEVER);
        for await (const chunk of content) {
          assert.equal(folder.openFiles(), 1);
          if (chunk.length > 0) break;
        }
      });

      it(`when it is halted while a ${kind} is read`, async () => {
        const halt = new AbortController();
        const { content } = await openArchive(folder.write(archive), LIMITS, halt.signal);
        const chunks = content[Symbol.asyncIterator]();
        await chunks.next();
        halt.abort();
        await assert.rejects(chunks.next(), { name: 'AbortError' });
      });
    }

    it('when the content proves to be damaged', async () => {
      const wrong = { name: 'a.csv', content: LARGE };
      await assert.rejects(readArchive(folder.write(buildZip([{ ...wrong, crc32: 7 }]))));
      await assert.rejects(readArchive(folder.write(buildZip([{ ...wrong, bytes: 9 }]))));
      await assert.rejects(readArchive(folder.write(buildZip([{ ...wrong, packed: Buffer.alloc(9, 0xff) }]))));
    });
  });
});
