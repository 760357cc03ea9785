import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

import { checkFolder } from '../../../src/connections/folder/check-folder.js';
import { claimFile, type ClaimedFile } from '../../../src/connections/files/claim-file.js';
import { readClaimedFile } from '../../../src/connections/files/read-claimed-file.js';
import { describeFiles, newInbox, read, taken, type Inbox } from './support/inbox.js';

describeFiles('a file of a connection', (newInbox, kind) => {
  let inbox: Inbox;
  let path: string;
  let claimed: ClaimedFile;
  beforeEach(async () => {
    inbox = await newInbox();
    path = join(inbox.path, 'a.csv');
    inbox.put({ 'a.csv': 'id\n1\n' });
    claimed = await claimFile(inbox.fs, taken());
  });
  afterEach(() => inbox.remove());

  let chunks: Buffer[];
  const readOn = async (fs = inbox.fs) => {
    chunks = [];
    for await (const chunk of readClaimedFile(fs, claimed)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('is read as it is', async () => assert.equal(await readOn(), 'id\n1\n'));

  it('is refused when somebody writes to it while it is read', async () => {
    await assert.rejects(
      read(inbox.fs, taken(), () => appendFile(path, '2\n')),
      { code: 'file-changed', message: /Run again when it is complete/ },
    );
  });

  it('is refused when it has changed since it was found complete, in size or in time', async () => {
    appendFileSync(path, '2\n');
    await assert.rejects(readOn(), { code: 'file-changed' });
    assert.deepEqual(chunks, []);
    claimed = await claimFile(inbox.fs, taken());
    utimesSync(path, 0, 0);
    await assert.rejects(readOn(), { code: 'file-changed' });
  });

  it('is refused where a link has taken its place', async () => {
    rmSync(path);
    symlinkSync('/etc/hostname', path);
    await assert.rejects(readOn(), { code: 'file-not-found', message: kind === 'folder' ? /ELOOP/ : /it is no file/ });
  });

  it('is refused where a pipe has taken its place, without waiting for a writer', async () => {
    rmSync(path);
    execFileSync('mkfifo', [path]);
    await assert.rejects(readOn(), { code: kind === 'folder' ? 'file-changed' : 'file-not-found' });
    await assert.rejects(read(inbox.fs, taken()), { code: 'file-not-found', message: /it is no file.*Put it there/ });
  });

  it('is no longer read once the run is halted', async () => {
    const aborted = new AbortController();
    const ended = await inbox.open(aborted.signal);
    aborted.abort();
    await assert.rejects(readOn(ended), { name: 'AbortError' });
    inbox.put({ 'a.csv': 'x'.repeat(10 * 1024 ** 2) });
    const halt = new AbortController();
    const fs = await inbox.open(halt.signal);
    const large = await claimFile(fs, taken());
    const halted = async () => {
      for await (const chunk of readClaimedFile(fs, large)) {
        assert.ok(chunk.length < 1024 ** 2);
        halt.abort();
      }
    };
    await assert.rejects(halted(), { name: 'AbortError' });
  });
});

describe('a folder connection', () => {
  it('that is not there is told when the site starts', async () => {
    const inbox = await newInbox();
    await checkFolder(inbox.path);
    await inbox.remove();
    await assert.rejects(checkFolder(inbox.path), { code: 'connection-invalid', message: /cannot be read: ENOENT/ });
  });
});
