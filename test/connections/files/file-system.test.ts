import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import type { FileSystem } from '../../../src/connections/files/file-system.js';
import { describeFiles, type Inbox } from './support/inbox.js';

/** What every kind of connection must do that files are taken from or sent to. */
describeFiles('a file system', (newInbox) => {
  let inbox: Inbox;
  let fs: FileSystem;
  beforeEach(async () => {
    inbox = await newInbox();
    fs = inbox.fs;
  });
  afterEach(() => inbox.remove());

  const content = async function* (...texts: string[]) {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text));
  };
  const read = async (path: string) => {
    const file = await fs.open(path);
    const chunks: Buffer[] = [];
    for await (const chunk of file.content()) chunks.push(chunk);
    await file.close();
    return Buffer.concat(chunks);
  };

  it('lists the names of a folder in order, and none of one that is not there', async () => {
    assert.deepEqual(await fs.list(''), []);
    inbox.put({ b: '', a: '', '.hidden': '' });
    mkdirSync(join(inbox.path, 'folder'));
    assert.deepEqual(await fs.list(''), ['.hidden', 'a', 'b', 'folder']);
    assert.deepEqual(await fs.list('folder'), []);
    assert.deepEqual(await fs.list('missing'), []);
  });

  it('tells what stands at a path, also where that is a link', async () => {
    inbox.put({ a: 'four' });
    utimesSync(join(inbox.path, 'a'), 1_000_000, 1_000_000);
    mkdirSync(join(inbox.path, 'folder'));
    symlinkSync('a', join(inbox.path, 'link'));
    symlinkSync('folder', join(inbox.path, 'folder-link'));
    const { kind, size, modifiedAt } = (await fs.stat('a'))!;
    assert.deepEqual([kind, size, Math.floor(modifiedAt / 1000)], ['file', 4, 1_000_000]);
    assert.equal((await fs.stat('folder'))?.kind, 'folder');
    assert.equal((await fs.stat('link'))?.kind, 'other');
    assert.equal((await fs.stat('folder-link'))?.kind, 'other');
    assert.equal(await fs.stat('missing'), undefined);
    assert.equal(await fs.stat('a/missing'), undefined);
  });

  it('reads what it has written, whatever its pieces', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 100 }),
        fc.integer({ min: 1, max: 200_000 }).map((n) => new Uint8Array(n).fill(n)),
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (given) => {
        const chunks = given.map((piece) => Buffer.from(piece));
        await fs.write(
          'a',
          (async function* () {
            for (const chunk of chunks) yield await Promise.resolve(chunk);
          })(),
        );
        assert.ok((await read('a')).equals(Buffer.concat(chunks)));
      }),
      { numRuns: 30 },
    );
  });

  it('writes anew beside whoever still reads or writes a file of the name', async () => {
    await fs.write('a', content('first'));
    const file = await fs.open('a');
    await fs.write('a', content('se', 'cond'));
    const chunks: Buffer[] = [];
    for await (const chunk of file.content()) chunks.push(chunk);
    await file.close();
    assert.equal(Buffer.concat(chunks).toString(), 'first');
    assert.deepEqual(inbox.files(), { a: 'second' });
  });

  it('writes no file through a link', async () => {
    inbox.put({ elsewhere: 'untouched' });
    symlinkSync('elsewhere', join(inbox.path, 'a'));
    await fs.write('a', content('new'));
    assert.deepEqual(inbox.files(), { a: 'new', elsewhere: 'untouched' });
  });

  it('fails with what the content fails with', async () => {
    const failing = async function* () {
      yield await Promise.resolve(Buffer.from('a'));
      throw new Error('no more of it');
    };
    await assert.rejects(fs.write('a', failing()), /no more of it/);
  });

  it('opens no link, no folder and nothing that is not there', async () => {
    inbox.put({ a: 'a' });
    symlinkSync('a', join(inbox.path, 'link'));
    await assert.rejects(fs.open('link'), { name: 'FileSystemError', fault: 'no-file' });
    await assert.rejects(fs.open('missing'), { name: 'FileSystemError', fault: 'missing' });
  });

  it('renames and replaces', async () => {
    inbox.put({ a: 'a', b: 'b' });
    await fs.rename('a', 'b');
    await fs.rename('b', 'c');
    assert.deepEqual(inbox.files(), { c: 'a' });
    await assert.rejects(fs.rename('missing', 'd'), { name: 'FileSystemError', fault: 'missing' });
  });

  it('moves to a free name, and replaces nothing', async () => {
    inbox.put({ a: 'a', b: 'b' });
    mkdirSync(join(inbox.path, 'folder'));
    assert.equal(await fs.moveUnlessTaken('a', 'b'), 'taken');
    assert.equal(await fs.moveUnlessTaken('a', 'folder'), 'taken');
    assert.deepEqual(inbox.files(), { a: 'a', b: 'b', 'folder/': '' });
    assert.equal(await fs.moveUnlessTaken('a', 'folder/a'), undefined);
    assert.deepEqual(inbox.files(), { b: 'b', 'folder/a': 'a' });
    await assert.rejects(fs.moveUnlessTaken('missing', 'd'), { name: 'FileSystemError', fault: 'missing' });
  });

  it('lets one of many move to a name', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `from-${index}`);
    inbox.put(Object.fromEntries(names.map((name) => [name, name])));
    const moved = await Promise.all(names.map((name) => fs.moveUnlessTaken(name, 'to')));
    assert.equal(moved.filter((unmoved) => unmoved === undefined).length, 1);
    assert.equal(inbox.files().to, names[moved.indexOf(undefined)]);
    assert.equal(Object.keys(inbox.files()).length, 20);
  });

  it('makes and removes folders, but none that holds something', async () => {
    await fs.makeFolder('folder');
    await assert.rejects(fs.makeFolder('folder'));
    inbox.put({ 'folder/a': 'a' });
    await fs.removeFolder('folder');
    assert.deepEqual(inbox.files(), { 'folder/a': 'a' });
    await fs.removeFile('folder/a');
    await fs.removeFile('folder/a');
    await fs.removeFolder('folder');
    await fs.removeFolder('folder');
    assert.deepEqual(inbox.files(), {});
  });

  it('fails with the reason of its signal once that has aborted', async () => {
    inbox.put({ a: 'a'.repeat(1_000_000) });
    const halt = new AbortController();
    const halted = await inbox.open(halt.signal);
    const file = await halted.open('a');
    halt.abort();
    const reading = async () => {
      for await (const chunk of file.content()) assert.ok(chunk);
    };
    await assert.rejects(reading(), { name: 'AbortError' });
    await assert.rejects(halted.write('b', content('b')), { name: 'AbortError' });
    await file.close();
    await halted.close();
  });
});
