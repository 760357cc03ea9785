import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';

import { claimFile } from '../../../src/connections/folder/claim-file.js';
import { putAwayFile } from '../../../src/connections/folder/put-away-file.js';
import { GOING_ON, newInbox, read, taken, type Inbox } from './support/inbox.js';
import { stopAt } from './support/stop-at.js';

const startedAt = new Date('2026-11-21T08:32:18Z');
const NAMES = { archive: 'archive', failed: 'failed', doneFile: 'a.csv.done' };

/** What the source sets, how the run ends, and where its file and its done file are then. */
const endings = [
  ['archived', NAMES, 'success', 'archive/a.20261121T083218Z.csv'],
  ['put among the failed', NAMES, 'failure', 'failed/a.20261121T083218Z.csv'],
  ['given back', { ...NAMES, failed: undefined }, 'failure', 'a.csv'],
] as const;

describe('after a crash between any two changes', () => {
  let inbox: Inbox;
  afterEach(() => inbox.remove());

  /** Tries all points at which `work` can be cut off, each in a new folder; gives how many there were. */
  const atEachPoint = async (
    prepare: () => Promise<unknown>,
    work: () => Promise<unknown>,
    afterwards: (stop: number) => Promise<void>,
  ): Promise<number> => {
    for (let stop = 0; ; stop++) {
      inbox = newInbox();
      inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
      await prepare();
      const isCutOff = await stopAt(stop, work);
      await afterwards(stop);
      if (!isCutOff) return stop;
      inbox.remove();
    }
  };

  for (const [what, source, outcome, path] of endings) {
    const expected = { '.integrator/': '', [path]: 'a', [`${path}.done`]: '' };
    let file = taken(source);
    const claim = () => claimFile(inbox.path, file, GOING_ON);
    const putAway = () => putAwayFile(inbox.path, file, { startedAt, outcome });
    const newRun = () => {
      file = taken(source);
      return Promise.resolve();
    };

    it(`in the claim, the same run goes on, and its file is ${what}`, async () => {
      const points = await atEachPoint(newRun, claim, async (stop) => {
        assert.equal(await read(inbox.path, file), 'a', `stopped at ${stop}`);
        assert.deepEqual(await putAway(), { path });
        assert.deepEqual(inbox.files(), expected, `stopped at ${stop}`);
      });
      assert.equal(points, 4, 'two folders are made, two files moved');
    });

    it(`in the claim, a file that is not claimed again is ${what}, or was not moved at all`, async () => {
      await atEachPoint(newRun, claim, async (stop) => {
        await putAway();
        const { '.integrator/': claims, ...files } = inbox.files();
        assert.ok(claims === undefined || claims === '', `stopped at ${stop}`);
        // Where the file itself was not moved yet, both are as they were.
        const there = Object.keys(files).includes('a.csv') ? 'a.csv' : path;
        assert.deepEqual(files, { [there]: 'a', [`${there}.done`]: '' }, `stopped at ${stop}`);
      });
    });

    it(`while the file is ${what}, doing it again ends the same`, async () => {
      const points = await atEachPoint(
        async () => newRun().then(claim),
        putAway,
        async (stop) => {
          await putAway();
          assert.deepEqual(inbox.files(), expected, `stopped at ${stop}`);
          assert.equal(await putAway(), undefined);
          assert.deepEqual(inbox.files(), expected, `stopped at ${stop}`);
        },
      );
      assert.ok(points >= 5, 'two links made, two names removed, a folder removed');
    });

    it(`while the file is ${what}, a file that has come since is neither moved nor overwritten`, async () => {
      await atEachPoint(
        async () => newRun().then(claim),
        putAway,
        async (stop) => {
          inbox.put({ incoming: 'b' });
          renameSync(join(inbox.path, 'incoming'), join(inbox.path, 'a.csv'));
          await putAway();
          const files = inbox.files();
          assert.equal(files['a.csv'], 'b', `stopped at ${stop}`);
          // A file that was back already was replaced by its sender, as it may be.
          const isBack = path === 'a.csv' && stop > 1;
          const kept = Object.entries(files).filter(([, content]) => content === 'a');
          assert.ok(kept.length === 1 || isBack, JSON.stringify(files));
        },
      );
    });
  }

  it('in the claim, a done file that was claimed does not vouch for a file that came since', async () => {
    const file = taken(NAMES);
    inbox = newInbox();
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    assert.equal(await stopAt(3, () => claimFile(inbox.path, file, GOING_ON)), true);
    assert.deepEqual(inbox.files(), { 'a.csv': 'a', [`.integrator/${file.run}/a.csv.done`]: '' });
    await inbox.overwriteLater('a.csv', 'half of b', `.integrator/${file.run}/a.csv.done`);
    await assert.rejects(read(inbox.path, file), { code: 'file-not-ready' });
    assert.equal(await putAwayFile(inbox.path, file, { startedAt, outcome: 'failure' }), undefined);
    assert.equal(inbox.files()['a.csv'], 'half of b');
    assert.equal(inbox.files()['a.csv.done'], undefined);
    inbox.put({ 'a.csv': 'b', 'a.csv.done': 'of b' });
    assert.equal(await read(inbox.path, file), 'b');
  });
});
