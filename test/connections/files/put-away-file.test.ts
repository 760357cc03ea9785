import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { claimFile } from '../../../src/connections/files/claim-file.js';
import { putAwayFile } from '../../../src/connections/files/put-away-file.js';
import { isPutAwayNameOf, putAwayName } from '../../../src/connections/files/put-away-name.js';
import { describeFiles, taken, type Inbox } from './support/inbox.js';

const startedAt = new Date('2026-11-21T08:32:18.123Z');
const success = { startedAt, outcome: 'success' } as const;
const failure = { startedAt, outcome: 'failure' } as const;

describeFiles('a file that a run puts away', (newInbox) => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  /** `a.csv` with this content, claimed by a run. */
  const claimed = async (content: string, given: Parameters<typeof taken>[0]) => {
    const file = taken(given);
    inbox.put({ 'a.csv': content, ...(file.doneFile === undefined ? {} : { [file.doneFile]: '' }) });
    await claimFile(inbox.fs, file);
    return file;
  };

  /** The files, without the folder of claims when it is empty. */
  const files = () => {
    const { '.integrator/': claims, ...others } = inbox.files();
    assert.ok(claims === undefined || claims === '');
    return others;
  };

  it('goes where its source says, by the start of the run', async () => {
    const source = { archive: 'archive', failed: 'failed/here', doneFile: 'a.csv.done' };
    const good = await claimed('good', source);
    assert.deepEqual(await putAwayFile(inbox.fs, good, success), { path: 'archive/a.20261121T083218Z.csv' });
    const bad = await claimed('bad', source);
    assert.deepEqual(await putAwayFile(inbox.fs, bad, failure), { path: 'failed/here/a.20261121T083218Z.csv' });
    assert.deepEqual(files(), {
      'archive/a.20261121T083218Z.csv': 'good',
      'archive/a.20261121T083218Z.csv.done': '',
      'failed/here/a.20261121T083218Z.csv': 'bad',
      'failed/here/a.20261121T083218Z.csv.done': '',
    });
  });

  it('has the id of its run as well where that name is taken', async () => {
    const source = { archive: 'same', failed: 'same' };
    await putAwayFile(inbox.fs, await claimed('first', source), success);
    const second = await claimed('second', source);
    const path = `same/a.20261121T083218Z.${second.run}.csv`;
    assert.deepEqual(await putAwayFile(inbox.fs, second, failure), { path });
    assert.deepEqual(files(), { 'same/a.20261121T083218Z.csv': 'first', [path]: 'second' });
  });

  it('goes back where its source says nothing, with its done file', async () => {
    const archived = await claimed('a', { archive: 'archive', doneFile: 'a.csv.done' });
    assert.deepEqual(await putAwayFile(inbox.fs, archived, failure), { path: 'a.csv' });
    assert.deepEqual(files(), { 'a.csv': 'a', 'a.csv.done': '' });
    const failed = await claimed('a', { failed: 'failed' });
    assert.deepEqual(await putAwayFile(inbox.fs, failed, success), { path: 'a.csv' });
    assert.deepEqual(files(), { 'a.csv': 'a', 'a.csv.done': '' });
  });

  it('stays with its run when a later one has its name', async () => {
    const file = await claimed('first', { archive: 'archive', doneFile: 'a.csv.done' });
    inbox.put({ 'a.csv': 'second' });
    const path = `.integrator/${file.run}/a.csv`;
    const kept = { path, keptBecause: 'another file has its name by now' };
    const expected = { 'a.csv': 'second', [path]: 'first', [`${path}.done`]: '' };
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(await putAwayFile(inbox.fs, file, failure), kept);
      assert.deepEqual(inbox.files(), expected);
    }
    rmSync(join(inbox.path, 'a.csv'));
    assert.deepEqual(await putAwayFile(inbox.fs, file, failure), { path: 'a.csv' });
    assert.deepEqual(files(), { 'a.csv': 'first', 'a.csv.done': '' });
  });

  it('is none where the run has claimed nothing', async () => {
    inbox.put({ 'a.csv': 'a', 'a.csv.done': '' });
    const file = taken({ archive: 'archive', doneFile: 'a.csv.done' });
    assert.equal(await putAwayFile(inbox.fs, file, success), undefined);
    assert.deepEqual(inbox.files(), { 'a.csv': 'a', 'a.csv.done': '' });
  });

  it('leaves the claims of other runs alone', async () => {
    const file = await claimed('first', { archive: 'archive' });
    const other = await claimed('second', { archive: 'archive' });
    await putAwayFile(inbox.fs, file, success);
    assert.deepEqual(inbox.files(), {
      [`.integrator/${other.run}/a.csv`]: 'second',
      'archive/a.20261121T083218Z.csv': 'first',
    });
  });
});

describe('the name of a file that was put away', () => {
  const names = {
    'employees.csv': 'employees.20261121T083218Z.csv',
    'employees.csv.zip.pgp': 'employees.20261121T083218Z.csv.zip.pgp',
    'employees.csv.done': 'employees.20261121T083218Z.csv.done',
    'acme.employees-20261121.csv': 'acme.employees-20261121.20261121T083218Z.csv',
    employees: 'employees.20261121T083218Z',
  };

  it('keeps the extensions, which tell the format, at the end', () => {
    for (const [name, putAway] of Object.entries(names)) assert.equal(putAwayName(name, startedAt), putAway);
  });

  it('is known again, with and without the id of the run', () => {
    for (const name of Object.keys(names)) {
      const putAway = [putAwayName(name, startedAt), putAwayName(name, startedAt, crypto.randomUUID())];
      for (const one of putAway) assert.ok(isPutAwayNameOf(name, one), one);
    }
    const others = ['a.csv', 'ab.20261121T083218Z.csv', 'a.20261121T083218Zb.csv', 'a.20261121T083218Z.zip'];
    for (const other of others) assert.equal(isPutAwayNameOf('a.csv', other), false, other);
  });
});
