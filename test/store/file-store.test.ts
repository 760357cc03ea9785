import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';

import { FileStore } from '../../src/store/file-store.js';
import { OpenedFiles } from '../../src/store/opened-files.js';
import { eventually } from '../support/eventually.js';

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
    const before = new Date(Date.now() - 25 * 60 * 60_000);
    const silent = new Date(Date.now() - 23 * 60 * 60_000);
    await utimes(join(incoming, 'left'), before, before);
    await utimes(join(incoming, 'under-way'), silent, silent);
    const { sha256, bytes } = await new FileStore(folder).keep(content(), 100);
    assert.equal(bytes, 8);
    assert.ok(await new FileStore(folder).has(sha256));
    assert.deepEqual(await readdir(incoming), ['under-way']);
  });

  it('tells who reads a content that it is not there, and ends no process for it', async () => {
    const missing = new FileStore(folder).read('0'.repeat(64));
    // What is opened before anybody reads it has failed by now.
    await stat(join(folder, 'none')).catch(() => undefined);
    await setImmediate();
    await assert.rejects(text(missing), { code: 'ENOENT' });
  });

  it('keeps an opened file whole where an attempt that slept wakes while its successor writes it', async () => {
    const opened = new OpenedFiles(folder);
    const { signal } = new AbortController();
    const [late, wake] = [gate(), gate()];
    const successor = opened.keep('run', 'source', pieces(['first,', late.opened, 'second']), signal);
    const parts = async () => (await readdir(join(folder, 'run')).catch(() => [])).length;
    await eventually('the successor writes', async () => (await parts()) === 1);
    const woken = opened.keep('run', 'source', pieces([wake.opened, 'all of it']), signal);
    await eventually('the late attempt writes', async () => (await parts()) === 2);
    late.open();
    await successor;
    assert.equal(await text(opened.read('run', 'source')), 'first,second');
    wake.open();
    await woken;
    assert.deepEqual(await readdir(join(folder, 'run')), ['source']);
  });

  it('leaves nothing of an opened file that was cut off', async () => {
    const opened = new OpenedFiles(folder);
    const over = new AbortController();
    const aborted = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
    const keeping = opened.keep('run', 'source', pieces(['first,', aborted]), over.signal);
    await eventually('it is written', async () => (await readdir(join(folder, 'run')).catch(() => [])).length === 1);
    over.abort();
    await assert.rejects(keeping, { name: 'AbortError' });
    assert.deepEqual(await readdir(join(folder, 'run')), []);
  });
});

/** Texts, and what is waited for between them. */
async function* pieces(given: readonly (string | Promise<void>)[]): AsyncGenerator<Buffer> {
  for (const piece of given) {
    if (typeof piece === 'string') yield Buffer.from(piece);
    else await piece;
  }
}

function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
