import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { claimFile } from '../../../src/connections/files/claim-file.js';
import { putAwayFile } from '../../../src/connections/files/put-away-file.js';
import { IntegratorError } from '../../../src/model/errors.js';
import { describeFiles, read, taken, type Inbox } from './support/inbox.js';

describeFiles('a file that a run claims', (newInbox) => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  it('stays where it is when it will not be put away', async () => {
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    assert.equal(await read(inbox.fs, taken({ doneFile: 'a.csv.done' })), 'a');
    assert.deepEqual(inbox.files(), { 'a.csv': 'a', 'a.csv.done': '' });
  });

  it('is moved to its run with its done file when it will be put away', async () => {
    for (const where of [{ archive: 'archive' }, { failed: 'failed' }]) {
      inbox.put({ 'a.csv': 'a', 'a.csv.done': '', 'b.csv': 'b' });
      const file = taken({ ...where, doneFile: 'a.csv.done' });
      assert.equal(await read(inbox.fs, file), 'a');
      const { 'b.csv': other, ...files } = inbox.files();
      assert.equal(other, 'b');
      assert.equal(files[`.integrator/${file.run}/a.csv`], 'a');
      assert.equal(files[`.integrator/${file.run}/a.csv.done`], '');
      assert.equal(files['a.csv'], undefined);
      assert.equal(files['a.csv.done'], undefined);
    }
  });

  it('is found again by its run, and a later one of its name is not touched', async () => {
    inbox.put({ 'a.csv': 'first' });
    const file = taken({ archive: 'archive' });
    await claimFile(inbox.fs, file);
    inbox.put({ 'a.csv': 'second' });
    assert.equal(await read(inbox.fs, file), 'first');
    assert.deepEqual(inbox.files(), { [`.integrator/${file.run}/a.csv`]: 'first', 'a.csv': 'second' });
  });

  for (const doneFile of [undefined, 'a.csv.done']) {
    it(`goes to one of many runs that want it at once (${doneFile ?? 'no done file'})`, async () => {
      for (let round = 0; round < 50; round++) {
        inbox.put({ 'a.csv': 'a', ...(doneFile === undefined ? {} : { [doneFile]: '' }) });
        const files = Array.from({ length: 4 }, () => taken({ archive: 'archive', doneFile }));
        const results = await Promise.allSettled(files.map((file) => claimFile(inbox.fs, file)));
        assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
        for (const { reason } of results.filter((result) => result.status === 'rejected')) {
          assert.ok(reason instanceof IntegratorError);
          assert.match(reason.code, /^file-not-(found|ready)$/);
        }
        const winner = files[results.findIndex(({ status }) => status === 'fulfilled')];
        assert.equal(inbox.files()[`.integrator/${winner?.run ?? ''}/a.csv`], 'a');
      }
    });
  }

  it('goes to one of two attempts of its own run, and the other finds it there', async () => {
    for (let round = 0; round < 50; round++) {
      inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
      const file = taken({ archive: 'archive', doneFile: 'a.csv.done' });
      assert.deepEqual(await Promise.all([read(inbox.fs, file), read(inbox.fs, file)]), ['a', 'a']);
    }
  });

  it('may be one of a thousand', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `${index}.csv`);
    inbox.put(Object.fromEntries(names.map((name) => [name, `content of ${name}`])));
    const by = { startedAt: new Date('2026-11-21T08:32:18Z'), outcome: 'success' } as const;
    await Promise.all(
      names.map(async (name) => {
        const file = taken({ file: name, archive: 'archive' });
        assert.equal(await read(inbox.fs, file), `content of ${name}`);
        await putAwayFile(inbox.fs, file, by);
      }),
    );
    const { '.integrator/': claims, ...archived } = inbox.files();
    assert.equal(claims, '');
    const expected = names.map((name) => [`archive/${name.replace('.', '.20261121T083218Z.')}`, `content of ${name}`]);
    assert.deepEqual(archived, Object.fromEntries(expected));
  });
});

describeFiles('a file that is not there', (newInbox, kind) => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  const refusal = async (file = taken()): Promise<IntegratorError> => {
    try {
      await claimFile(inbox.fs, file);
    } catch (error) {
      if (error instanceof IntegratorError) return error;
      throw error;
    }
    assert.fail('it was claimed');
  };

  it('is told with what the folder has', async () => {
    const empty = await refusal();
    assert.equal(empty.code, 'file-not-found');
    assert.match(
      empty.message,
      /^a\.csv in \S+ cannot be read \(it is not there\)\. The folder is empty\. Put it there, or upload/,
    );
    inbox.put({ 'b.csv': '', 'c.csv': '', 'd.csv': '', 'e.csv': '', '.hidden': '' });
    assert.match((await refusal()).message, /The folder has c\.csv, d\.csv, e\.csv and 1 more\. Put it there/);
  });

  it('is told with where earlier runs have put such files', async () => {
    const sources = { archive: 'archive', failed: 'failed/ones' };
    inbox.put({ 'a.csv': 'refused', 'ab.csv': 'refused too' });
    const startedAt = new Date('2026-11-21T08:32:18Z');
    for (const file of [taken(sources), taken({ ...sources, file: 'ab.csv' })]) {
      await claimFile(inbox.fs, file);
      await putAwayFile(inbox.fs, file, { startedAt, outcome: 'failure' });
    }
    inbox.put({ 'a.csv': 'halted' });
    const halted = taken(sources);
    await claimFile(inbox.fs, halted);
    const { message } = await refusal(taken(sources));
    assert.match(message, /Files of failed runs are in failed\/ones: a\.20261121T083218Z\.csv\. /);
    assert.ok(message.includes(`Other runs have taken files of this name: .integrator/${halted.run}/a.csv. `), message);
  });

  it('is told where a link or a folder has its name, and nothing is moved', async () => {
    const outside = join(inbox.path, 'outside');
    writeFileSync(outside, 'secret');
    symlinkSync(outside, join(inbox.path, 'a.csv'));
    for (const file of [taken(), taken({ archive: 'archive' })]) {
      const { code, message } = await refusal(file);
      assert.equal(code, 'file-not-found');
      assert.match(message, /it is no file/);
    }
    assert.deepEqual(inbox.files(), { 'a.csv': 'secret', outside: 'secret' });
  });

  it('is told where its name is too long for the file system', async () => {
    const { code, message } = await refusal(taken({ file: `${'ü'.repeat(150)}.csv`, archive: 'archive' }));
    assert.equal(code, 'file-not-found');
    assert.match(message, kind === 'folder' ? /ENAMETOOLONG/ : /the server does not take the name/);
  });
});
