import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { zipContent } from '../../../src/records/outgoing/zip-content.js';
import { eventually } from '../../support/eventually.js';
import { ArchiveFolder, readArchive } from '../archive/support/read-archive.js';

const CONTENT = Buffer.from(
  Array.from({ length: 30_000 }, (_, index) => `E${index},Björn,${index * 7919}\r\n`).join(''),
);
const never = new AbortController().signal;

async function* pieces(content: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += bytes) yield await Promise.resolve(content.subarray(at, at + bytes));
}

const zip = (content: Buffer, bytes = 65_536) => buffer(zipContent('employees.csv', pieces(content, bytes), never));

describe('zipContent', () => {
  let folder: ArchiveFolder;
  before(() => (folder = new ArchiveFolder()));
  after(() => folder.remove());

  it('makes a zip that an import reads', async () => {
    for (const content of [CONTENT, randomBytes(200_000), Buffer.alloc(0)]) {
      const found = await readArchive(folder.write(await zip(content)));
      assert.equal(found.name, 'employees.csv');
      assert.ok(content.equals(found.content));
    }
  });

  it('makes a zip that unzip reads', async function () {
    if (spawnSync('unzip', ['-v']).status !== 0) {
      console.log('    skipped: there is no unzip on this machine');
      this.skip();
    }
    const path = folder.write(await buffer(zipContent('été-日本.csv', pieces(CONTENT, 1000), never)));
    const { stdout, status } = spawnSync('unzip', ['-p', path], { maxBuffer: 2 ** 24 });
    assert.equal(status, 0);
    assert.ok(CONTENT.equals(stdout));
  });

  it('makes the same bytes of the same content, in whatever pieces it comes and whenever', async () => {
    const [first, second] = [await zip(CONTENT), await zip(CONTENT, 999)];
    assert.ok(first.equals(second));
    // Midnight of 1 January 1980, as a zip tells time (APPNOTE 4.4.6), and no other time beside.
    assert.equal(first.subarray(10, 14).toString('hex'), '00002100');
    const directory = first.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    assert.deepEqual([first.readUInt16LE(28), first.readUInt16LE(directory + 30)], [0, 0]);
  });

  it('gives bytes while the content still comes', async () => {
    let goOn!: () => void;
    const goneOn = new Promise<void>((resolve) => (goOn = resolve));
    async function* content() {
      yield randomBytes(2 ** 20);
      await goneOn;
      yield randomBytes(10);
    }
    let length = 0;
    for await (const bytes of zipContent('a.csv', content(), never)) {
      length += bytes.length;
      if (length > 2 ** 19) goOn();
    }
    assert.ok(length > 2 ** 20);
  });

  it('reads no further ahead of a slow reader than a few pieces', async () => {
    let given = 0;
    async function* content() {
      for (; given < 1000; given += 1) yield await Promise.resolve(randomBytes(65_536));
    }
    const reading = zipContent('a.csv', content(), never);
    // The head of the entry, before any content.
    await reading.next();
    await eventually('nothing moves', async () => {
      const earlier = given;
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      return given === earlier;
    });
    assert.ok(given < 20, `${given} pieces were taken`);
    await reading.return(undefined);
  });

  describe('lets go of the content', () => {
    let closed: boolean;
    const isClosed = () => eventually('the content is closed', () => Promise.resolve(closed));
    async function* content() {
      try {
        yield* pieces(randomBytes(2 ** 22), 65_536);
      } finally {
        closed = true;
      }
    }
    beforeEach(() => (closed = false));

    it('when the reader leaves early', async () => {
      for await (const bytes of zipContent('a.csv', content(), never)) {
        assert.ok(bytes.length > 0);
        break;
      }
      await isClosed();
    });

    it('when it is aborted, with the reason', async () => {
      const abort = new AbortController();
      const reading = zipContent('a.csv', content(), abort.signal);
      await reading.next();
      abort.abort('stopped');
      await assert.rejects(buffer(reading), (reason) => reason === 'stopped');
      await isClosed();
    });
  });

  it('throws the reason of an abort while the content gives nothing', async () => {
    const abort = new AbortController();
    const silent = new Readable({ read: () => undefined });
    const reading = buffer(zipContent('a.csv', silent as AsyncIterable<Buffer>, abort.signal));
    abort.abort('stopped');
    await assert.rejects(reading, (reason) => reason === 'stopped');
  });

  it('passes an error of the content on as it is', async () => {
    const failure = new Error('the query failed');
    async function* content() {
      yield CONTENT;
      await Promise.reject(failure);
    }
    await assert.rejects(buffer(zipContent('a.csv', content(), never)), failure);
  });

  it('starts nothing when it is aborted before', async () => {
    let touched = false;
    async function* content() {
      touched = true;
      yield await Promise.resolve(CONTENT);
    }
    await assert.rejects(
      buffer(zipContent('a.csv', content(), AbortSignal.abort('stopped'))),
      (reason) => reason === 'stopped',
    );
    assert.equal(touched, false);
  });
});
