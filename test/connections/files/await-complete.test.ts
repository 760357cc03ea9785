import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { awaitSettled } from '../../../src/connections/files/await-settled.js';
import { claimFile } from '../../../src/connections/files/claim-file.js';
import { describeFiles, GOING_ON, newInbox, read, taken, type Inbox } from './support/inbox.js';
import { eventually } from '../../support/eventually.js';
import { startWriter } from './support/start-writer.js';

/** More than any test waits, in seconds. */
const LONG = 3600;

describeFiles('a file whose end nobody tells', (newInbox) => {
  let inbox: Inbox;
  let path: string;
  beforeEach(async () => {
    inbox = await newInbox();
    path = join(inbox.path, 'a.csv');
  });
  afterEach(() => inbox.remove());

  /** As if it had been written so many seconds ago. */
  const writtenAgo = (seconds: number) => {
    writeFileSync(path, 'a');
    const at = Date.now() / 1000 - seconds;
    utimesSync(path, at, at);
  };

  it('is complete at once when it is older than the time to settle', async () => {
    writtenAgo(LONG + 1);
    assert.equal(await read(inbox.fs, taken({ settleSeconds: LONG })), 'a');
  });

  it('is complete at once when it need not settle', async () => {
    inbox.put({ 'a.csv': 'a' });
    assert.equal(await read(inbox.fs, taken({ settleSeconds: 0 })), 'a');
  });

  it('is complete when it was seen unchanged, though its clock is ahead of ours', async () => {
    writtenAgo(-LONG);
    assert.equal(await read(inbox.fs, taken({ settleSeconds: 0.1 })), 'a');
  });

  it('settles in two seconds where the source does not say', async () => {
    writtenAgo(0);
    const written = statSync(path).mtimeMs;
    assert.equal(await read(inbox.fs, taken({ settleSeconds: undefined })), 'a');
    assert.ok(Date.now() - written >= 2000);
  });

  it('is read to its end when another process writes to it for longer than that', async () => {
    const writer = await startWriter(path);
    const archived = taken({ settleSeconds: 1, archive: 'archive' });
    let isRead = false;
    const content = read(inbox.fs, archived).finally(() => (isRead = true));
    await writer.writeOn(1500);
    assert.equal(isRead, false, 'read while it was written');
    await writer.end();
    assert.match(await content, /^first\n(more\n)+last\n$/);
  });

  it('is given up when it goes on changing, and stays where it is', async () => {
    writeFileSync(path, 'a');
    const sender = setInterval(() => appendFileSync(path, 'a'), 1);
    try {
      await assert.rejects(read(inbox.fs, taken({ settleSeconds: 0.1, archive: 'archive' })), {
        code: 'file-not-ready',
        message: /^a\.csv in \S+ keeps changing\. Run again when it is complete/,
      });
    } finally {
      clearInterval(sender);
    }
    assert.deepEqual(Object.keys(inbox.files()), ['a.csv']);
  });

  it('is not complete when only its time or only its size changes', async () => {
    writeFileSync(path, 'a');
    const start = Math.floor(Date.now() / 1000) + LONG;
    let looks = 0;
    const look = async () => (await inbox.fs.stat('a.csv'))!;
    const touched = () => {
      utimesSync(path, start, start + looks++);
      return look();
    };
    assert.equal(await awaitSettled(touched, 0.02, GOING_ON), undefined);
    const grown = () => {
      appendFileSync(path, 'a');
      utimesSync(path, start, start);
      return look();
    };
    assert.equal(await awaitSettled(grown, 0.02, GOING_ON), undefined);
  });

  it('is let go as soon as the run is halted', async () => {
    for (const source of [{}, { archive: 'archive' }]) {
      writtenAgo(0);
      const halt = new AbortController();
      const fs = await inbox.open(halt.signal);
      const claimed = claimFile(fs, taken({ ...source, settleSeconds: LONG }));
      setImmediate(() => halt.abort());
      await assert.rejects(claimed, { name: 'AbortError' });
      assert.deepEqual(inbox.files(), { 'a.csv': 'a' });
    }
  });

  it('is not moved for a run that was halted while it was looked at', async () => {
    writtenAgo(LONG);
    const halt = new AbortController();
    const fs = await inbox.open(halt.signal);
    halt.abort();
    await assert.rejects(claimFile(fs, taken({ archive: 'archive' })), { name: 'AbortError' });
    assert.deepEqual(inbox.files(), { 'a.csv': 'a' });
  });

  it('is told to be missing when it goes away meanwhile', async () => {
    writtenAgo(0);
    const claimed = claimFile(inbox.fs, taken({ settleSeconds: 0.2 }));
    rmSync(path);
    await assert.rejects(claimed, { code: 'file-not-found' });
  });
});

describeFiles('a file with a done file', (newInbox) => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  const file = taken({ doneFile: 'a.csv.done', settleSeconds: LONG });
  const notReady = { code: 'file-not-ready', message: /^a\.csv in \S+ waits for a\.csv\.done, .*Run again when both/ };

  it('is complete when that is there, however young it is', async () => {
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    assert.equal(await read(inbox.fs, file), 'a');
  });

  it('is not ready without it, however old it is', async () => {
    inbox.put({ 'a.csv': 'a' });
    utimesSync(join(inbox.path, 'a.csv'), 0, 0);
    await assert.rejects(read(inbox.fs, file), notReady);
  });

  it('is not ready when a link has the name of the done file', async () => {
    inbox.put({ 'a.csv': 'a', b: '' });
    symlinkSync('b', join(inbox.path, 'a.csv.done'));
    await assert.rejects(read(inbox.fs, file), notReady);
  });

  it('is missing when only the done file is there', async () => {
    inbox.put({ 'a.csv.done': '' });
    await assert.rejects(read(inbox.fs, file), { code: 'file-not-found' });
  });

  it('is not ready when the done file speaks of the file that was there before', async () => {
    inbox.put({ 'a.csv': 'first', 'a.csv.done': '' });
    assert.equal(await read(inbox.fs, file), 'first');
    await inbox.overwriteLater('a.csv', 'second, half', 'a.csv.done');
    await assert.rejects(read(inbox.fs, file), notReady);
    inbox.put({ 'a.csv.done': 'again' });
    assert.equal(await read(inbox.fs, file), 'second, half');
  });
});

describe('a file with a done file, in a folder that tells when each came', () => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  const file = taken({ doneFile: 'a.csv.done', settleSeconds: LONG });

  it('is complete when the times of both were copied from elsewhere', async () => {
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    const [now, year] = [Date.now() / 1000, 365 * 24 * 3600];
    for (const [ofFile, ofDone] of [
      [now, now - year],
      [now + year, now],
    ] as const) {
      utimesSync(join(inbox.path, 'a.csv'), ofFile, ofFile);
      utimesSync(join(inbox.path, 'a.csv.done'), ofDone, ofDone);
      assert.equal(await read(inbox.fs, file), 'a');
    }
  });

  it('needs its done file no more when its run claims it again', async () => {
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    const nextYear = Date.now() / 1000 + 365 * 24 * 3600;
    utimesSync(join(inbox.path, 'a.csv'), nextYear, nextYear);
    const archived = { ...file, archive: 'archive' };
    const claimed = await claimFile(inbox.fs, archived);
    const [path, done] = ['a.csv', 'a.csv.done'].map((name) => join(inbox.path, dirname(claimed.path), name)) as [
      string,
      string,
    ];
    await eventually('the clock of the file system went on', () => {
      chmodSync(path, 0o600);
      return Promise.resolve(statSync(path).ctimeMs > statSync(done).ctimeMs);
    });
    assert.equal(await read(inbox.fs, archived), 'a');
  });
});
