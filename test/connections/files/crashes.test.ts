import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';

import { claimFile } from '../../../src/connections/files/claim-file.js';
import { putAwayFile } from '../../../src/connections/files/put-away-file.js';
import type { FileSystem } from '../../../src/connections/files/file-system.js';
import { cutOff } from './support/cut-off.js';
import { describeFiles, read, taken, type Inbox } from './support/inbox.js';

const startedAt = new Date('2026-11-21T08:32:18Z');
const NAMES = { archive: 'archive', failed: 'failed', doneFile: 'a.csv.done' };

/** What the source sets, how the run ends, and where its file and its done file are then. */
const endings = [
  ['archived', NAMES, 'success', 'archive/a.20261121T083218Z.csv'],
  ['put among the failed', NAMES, 'failure', 'failed/a.20261121T083218Z.csv'],
  ['given back', { ...NAMES, failed: undefined }, 'failure', 'a.csv'],
] as const;

describeFiles('after a crash between any two changes', (newInbox) => {
  let inbox: Inbox;
  afterEach(() => inbox.remove());

  /** Tries all points at which `work` can be cut off, each in a new folder; gives how many there were. */
  const atEachPoint = async (
    prepare: () => Promise<unknown>,
    work: (fs: FileSystem) => Promise<unknown>,
    afterwards: (stop: number) => Promise<void>,
  ): Promise<number> => {
    for (let stop = 0; ; stop++) {
      inbox = await newInbox();
      inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
      await prepare();
      const isCutOff = await cutOff(stop, inbox.fs, work);
      await afterwards(stop);
      if (!isCutOff) return stop;
      await inbox.remove();
    }
  };

  for (const [what, source, outcome, path] of endings) {
    const expected = { '.integrator/': '', [path]: 'a', [`${path}.done`]: '' };
    let file = taken(source);
    const claim = (fs: FileSystem) => claimFile(fs, file);
    const putAway = (fs: FileSystem) => putAwayFile(fs, file, { startedAt, outcome });
    const newRun = () => {
      file = taken(source);
      return Promise.resolve();
    };

    it(`in the claim, the same run goes on, and its file is ${what}`, async () => {
      const points = await atEachPoint(newRun, claim, async (stop) => {
        assert.equal(await read(inbox.fs, file), 'a', `stopped at ${stop}`);
        assert.deepEqual(await putAway(inbox.fs), { path });
        assert.deepEqual(inbox.files(), expected, `stopped at ${stop}`);
      });
      assert.equal(points, 4, 'two folders are made, two files moved');
    });

    it(`in the claim, a file that is not claimed again is ${what}, or was not moved at all`, async () => {
      await atEachPoint(newRun, claim, async (stop) => {
        await putAway(inbox.fs);
        const { '.integrator/': claims, ...files } = inbox.files();
        assert.ok(claims === undefined || claims === '', `stopped at ${stop}`);
        // Where the file itself was not moved yet, both are as they were.
        const there = Object.keys(files).includes('a.csv') ? 'a.csv' : path;
        assert.deepEqual(files, { [there]: 'a', [`${there}.done`]: '' }, `stopped at ${stop}`);
      });
    });

    it(`while the file is ${what}, doing it again ends the same`, async () => {
      const points = await atEachPoint(
        async () => newRun().then(() => claim(inbox.fs)),
        putAway,
        async (stop) => {
          await putAway(inbox.fs);
          assert.deepEqual(inbox.files(), expected, `stopped at ${stop}`);
          assert.equal(await putAway(inbox.fs), undefined);
          assert.deepEqual(inbox.files(), expected, `stopped at ${stop}`);
        },
      );
      assert.equal(points, path === 'a.csv' ? 3 : 4, 'two files moved, a folder removed, and perhaps one made');
    });

    it(`while the file is ${what}, a file that has come since is neither moved nor overwritten`, async () => {
      await atEachPoint(
        async () => newRun().then(() => claim(inbox.fs)),
        putAway,
        async (stop) => {
          inbox.put({ incoming: 'b' });
          renameSync(join(inbox.path, 'incoming'), join(inbox.path, 'a.csv'));
          await putAway(inbox.fs);
          const files = inbox.files();
          assert.equal(files['a.csv'], 'b', `stopped at ${stop}`);
          // A file that was back already was replaced by its sender, as it may be.
          const isBack = path === 'a.csv' && stop > 0;
          const kept = Object.entries(files).filter(([, content]) => content === 'a');
          assert.ok(kept.length === 1 || isBack, JSON.stringify(files));
        },
      );
    });
  }

  it('in the claim, a done file that was claimed does not vouch for a file that came since', async () => {
    const file = taken(NAMES);
    inbox = await newInbox();
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    assert.equal(await cutOff(3, inbox.fs, (fs) => claimFile(fs, file)), true);
    assert.deepEqual(inbox.files(), { 'a.csv': 'a', [`.integrator/${file.run}/a.csv.done`]: '' });
    await inbox.overwriteLater('a.csv', 'half of b', `.integrator/${file.run}/a.csv.done`);
    await assert.rejects(read(inbox.fs, file), { code: 'file-not-ready' });
    assert.equal(await putAwayFile(inbox.fs, file, { startedAt, outcome: 'failure' }), undefined);
    assert.equal(inbox.files()['a.csv'], 'half of b');
    assert.equal(inbox.files()['a.csv.done'], undefined);
    inbox.put({ 'a.csv': 'b', 'a.csv.done': 'of b' });
    assert.equal(await read(inbox.fs, file), 'b');
  });
});
