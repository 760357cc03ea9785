import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkFolder, readFromFolder } from '../../src/connections/folder.js';

describe('a folder connection', () => {
  let path: string;
  beforeEach(() => (path = mkdtempSync(join(tmpdir(), 'temporal-integrator-folder-'))));
  afterEach(() => rmSync(path, { recursive: true }));

  async function read(fileName: string, onChunk = (): Promise<void> => Promise.resolve()): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of readFromFolder(path, fileName, new AbortController().signal)) {
      chunks.push(chunk);
      await onChunk();
    }
    return Buffer.concat(chunks).toString();
  }

  it('gives the content of a file', async () => {
    writeFileSync(join(path, 'a.csv'), 'id\n1\n');
    assert.equal(await read('a.csv'), 'id\n1\n');
  });

  it('does not wait for somebody to write into a pipe', async () => {
    execFileSync('mkfifo', [join(path, 'pipe.csv')]);
    await assert.rejects(read('pipe.csv'), {
      code: 'file-not-found',
      message: /pipe\.csv.*it is no file.*Put it there/,
    });
  });

  it('follows no link out of it', async () => {
    symlinkSync('/etc/hostname', join(path, 'link.csv'));
    await assert.rejects(read('link.csv'), { code: 'file-not-found' });
  });

  it('refuses a file that somebody writes to while it is read', async () => {
    const file = join(path, 'growing.csv');
    writeFileSync(file, 'id\n1\n');
    await assert.rejects(
      read('growing.csv', () => appendFile(file, '2\n')),
      { code: 'file-changed', message: /Run again when it is complete/ },
    );
  });

  it('that is not there is told when the site starts', async () => {
    await checkFolder(path);
    await assert.rejects(checkFolder(join(path, 'nothing')), {
      code: 'connection-invalid',
      message: /nothing cannot be read/,
    });
  });
});
