import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { claimFile } from '../../../src/connections/files/claim-file.js';
import { putAwayFile } from '../../../src/connections/files/put-away-file.js';
import { FolderFileSystem } from '../../../src/connections/folder/folder-file-system.js';
import { GOING_ON, newInbox, read, taken, type Inbox } from '../files/support/inbox.js';
import { asWorker, workerCanRun, workerUser } from './support/worker-user.js';

const success = { startedAt: new Date('2026-11-21T08:32:18Z'), outcome: 'success' } as const;
const isRoot = process.getuid?.() === 0;

describe('a folder whose links lead elsewhere', () => {
  let inbox: Inbox;
  let elsewhere: string;
  beforeEach(async () => {
    inbox = await newInbox();
    elsewhere = mkdtempSync(join(tmpdir(), 'temporal-integrator-elsewhere-'));
    inbox.put({ 'a.csv': 'a' });
  });
  afterEach(async () => {
    await inbox.remove();
    rmSync(elsewhere, { recursive: true });
  });

  it('has no file put there, and keeps it with its run', async () => {
    for (const archive of ['link', 'link/inside']) {
      const file = taken({ archive });
      inbox.put({ 'a.csv': 'a' });
      await claimFile(inbox.fs, file);
      symlinkSync(elsewhere, join(inbox.path, 'link'));
      await assert.rejects(putAwayFile(inbox.fs, file, success), {
        code: 'connection-invalid',
        message: /\/link is no folder, or a link to one\. Remove it, or name another folder/,
      });
      assert.deepEqual(inbox.files()[`.integrator/${file.run}/a.csv`], 'a');
      rmSync(join(inbox.path, 'link'));
    }
    symlinkSync(elsewhere, join(inbox.path, 'link'));
    assert.deepEqual(spawnSync('ls', ['-A', elsewhere], { encoding: 'utf8' }).stdout, '');
  });

  it('has no claim put there', async () => {
    symlinkSync(elsewhere, join(inbox.path, '.integrator'));
    await assert.rejects(read(inbox.fs, taken({ archive: 'archive' })), {
      code: 'connection-invalid',
      message: /\.integrator is no folder, or a link/,
    });
    assert.equal(inbox.files()['a.csv'], 'a');
  });

  it('may be reached by a link itself', async () => {
    const link = join(elsewhere, 'inbox');
    symlinkSync(inbox.path, link);
    const file = taken({ archive: 'archive' });
    const fs = new FolderFileSystem(link, GOING_ON);
    assert.equal(await read(fs, file), 'a');
    assert.deepEqual(await putAwayFile(fs, file, success), { path: 'archive/a.20261121T083218Z.csv' });
  });
});

describe('a folder the worker may not change', () => {
  let inbox: Inbox;
  before(function () {
    if (workerCanRun()) return;
    console.log('    skipped: we are root, and the user nobody cannot read the project');
    this.skip();
  });
  beforeEach(async () => {
    inbox = await newInbox();
    inbox.put({ 'a.csv': 'a' });
    chmodSync(join(inbox.path, 'a.csv'), 0o644);
    if (workerUser === undefined) return;
    for (const path of [inbox.path, join(inbox.path, 'a.csv')]) chownSync(path, workerUser.uid, workerUser.gid);
  });
  afterEach(() => inbox.remove());

  it('is read where files stay, and refused where they are to be moved', () => {
    chmodSync(inbox.path, 0o555);
    const folder = inbox.path;
    assert.deepEqual(asWorker({ folder, file: taken(), step: 'read' }), { result: 'a' });
    const { code, message = '' } = asWorker({ folder, file: taken({ archive: 'archive' }), step: 'read' });
    assert.equal(code, 'connection-invalid');
    assert.match(
      message,
      /cannot be moved: EACCES.*\.integrator'\. Let the worker write to the folder, or take archive/,
    );
    chmodSync(inbox.path, 0o755);
    assert.deepEqual(inbox.files(), { 'a.csv': 'a' });
  });

  it('keeps a file with its run until it may be put away', () => {
    const [folder, file] = [inbox.path, taken({ archive: 'archive' })];
    mkdirSync(join(folder, 'archive'), 0o755);
    if (!isRoot) chmodSync(join(folder, 'archive'), 0o555);
    assert.deepEqual(asWorker({ folder, file, step: 'read' }), { result: 'a' });
    const { code, message = '' } = asWorker({ folder, file, step: 'success' });
    assert.equal(code, 'connection-invalid');
    assert.match(message, /cannot be moved: EACCES.*archive\/a\.20261121T083218Z\.csv'\. Let the worker write/);
    assert.equal(inbox.files()[`.integrator/${file.run}/a.csv`], 'a');
    chmodSync(join(folder, 'archive'), 0o777);
    assert.deepEqual(asWorker({ folder, file, step: 'success' }), {
      result: { path: 'archive/a.20261121T083218Z.csv' },
    });
  });

  it('gives no file that the worker may not read', () => {
    const file = taken({ failed: 'failed' });
    chmodSync(join(inbox.path, 'a.csv'), 0);
    const { code, message = '' } = asWorker({ folder: inbox.path, file, step: 'read' });
    assert.equal(code, 'file-not-found');
    assert.match(message, /^a\.csv in \S+ cannot be read \(EACCES/);
  });

  it('is no reason to overwrite: what belongs to another user, and cannot be linked, has the id of its run', function () {
    if (!isRoot || readFileSync('/proc/sys/fs/protected_hardlinks', 'utf8').trim() !== '1') {
      console.log("      skipped: needs root, to give files to another user, and Linux's protected_hardlinks");
      this.skip();
    }
    const [folder, file] = [inbox.path, taken({ archive: 'archive' })];
    chownSync(join(folder, 'a.csv'), 0, 0);
    assert.deepEqual(asWorker({ folder, file, step: 'read' }), { result: 'a' });
    const path = `.integrator/${file.run}/a.csv`;
    const keptBecause = 'it could only be renamed, which might overwrite a later file of its name';
    assert.deepEqual(asWorker({ folder, file, step: 'failure' }), { result: { path, keptBecause } });
    const archived = `archive/a.20261121T083218Z.${file.run}.csv`;
    assert.deepEqual(asWorker({ folder, file, step: 'success' }), { result: { path: archived } });
    assert.deepEqual(inbox.files(), { '.integrator/': '', [archived]: 'a' });
  });
});

describe('a folder of several file systems', () => {
  let inbox: Inbox;
  let mounted: string[];
  beforeEach(async () => {
    inbox = await newInbox();
    inbox.put({ 'a.csv': 'a' });
    mounted = [];
  });
  afterEach(() => {
    for (const path of mounted) spawnSync('umount', [path]);
    return inbox.remove();
  });

  /** Mounts at the path, or skips the test. */
  const mount = (test: Mocha.Context, path: string, ...options: string[]) => {
    if (!isRoot || spawnSync('mount', [...options, path]).status !== 0) {
      console.log('      skipped: only root, and not in every container, can mount a file system');
      test.skip();
    }
    mounted.push(path);
  };

  it('is refused where archive is on another one, and the file stays with its run', async function () {
    const archive = join(inbox.path, 'archive');
    mkdirSync(archive);
    mount(this, archive, '-t', 'tmpfs', 'none');
    const file = taken({ archive: 'archive' });
    await claimFile(inbox.fs, file);
    await assert.rejects(putAwayFile(inbox.fs, file, success), {
      code: 'connection-invalid',
      message: /cannot be moved: EXDEV.*archive.* must be on the file system of the connection's folder\.$/,
    });
    assert.deepEqual(inbox.files(), { [`.integrator/${file.run}/a.csv`]: 'a', 'archive/': '' });
  });

  it('is refused where it is read-only, unless files stay where they are', async function () {
    mount(this, inbox.path, '--bind', '-o', 'ro', inbox.path);
    if (spawnSync('mount', ['-o', 'remount,bind,ro', inbox.path]).status !== 0) this.skip();
    assert.equal(await read(inbox.fs, taken()), 'a');
    await assert.rejects(read(inbox.fs, taken({ archive: 'archive' })), {
      code: 'connection-invalid',
      message: /cannot be moved: EROFS.* Let the worker write to the folder, or take archive and failed out/,
    });
  });
});
