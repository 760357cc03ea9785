import assert from 'node:assert/strict';

import { NO_RECORDS } from '../../src/model/run-counts.js';
import type { Database } from '../../src/store/database.js';
import { announceCommit, forbidCommit } from '../../src/store/load-commit.js';
import { takeTurn } from '../../src/store/rejects.js';
import { listDifferences, saveDifferences } from '../../src/store/run-differences.js';
import { beginStep, endStep, listSteps } from '../../src/store/run-steps.js';
import { insertRun } from '../../src/store/insert-run.js';
import { closeRun, findRun, noteReceivedFile } from '../../src/store/runs.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

describe('an attempt that comes late', () => {
  let database: Database;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());

  const opened = async (): Promise<string> => {
    const run = newRun();
    await insertRun(database, run);
    return run.id;
  };
  const close = (run: string) => closeRun(database, run, { status: 'Failed', code: 'halted', counts: NO_RECORDS });

  it('does not change which file its run has received, nor notes one when it has ended', async () => {
    const run = await opened();
    await noteReceivedFile(database, run, 'a', 1);
    await noteReceivedFile(database, run, 'b', 2);
    assert.equal((await findRun(database, run))?.fileSha256, 'a');
    const ended = await opened();
    await close(ended);
    await noteReceivedFile(database, ended, 'a', 1);
    assert.equal((await findRun(database, ended))?.fileSha256, null);
  });

  it('keeps no differences once a later one has its turn, or its run has ended', async () => {
    const run = await opened();
    const insert = (id: string) => [{ kind: 'insert' as const, before: null, after: { id } }];
    const kept = async () => (await listDifferences(database, run)).map(({ after }) => after?.id);
    await saveDifferences(database, run, 1, insert('first'));
    assert.ok(await takeTurn(database, run, 2));
    await saveDifferences(database, run, 1, insert('late'));
    assert.deepEqual(await kept(), ['first']);
    await saveDifferences(database, run, 2, insert('second'));
    await close(run);
    await saveDifferences(database, run, 2, insert('late'));
    assert.deepEqual(await kept(), ['second']);
  });

  it('neither ends nor begins a step that a later one is at, and adds no lines', async () => {
    const run = await opened();
    const at = (attempt: number) => ({ run, step: 'load' as const, attempt });
    const line = (text: string) => [{ at: new Date().toISOString(), text }];
    await beginStep(database, at(1));
    await beginStep(database, at(2));
    await endStep(database, at(1), line('late'));
    assert.equal((await listSteps(database, run))[0]?.endedAt, null);
    await endStep(database, at(2), line('done'));
    await beginStep(database, at(1));
    const [step] = await listSteps(database, run);
    assert.ok(step?.endedAt);
    assert.deepEqual(
      step.lines.map(({ text }) => text),
      ['done'],
    );
  });

  it('may not commit once a later one has its turn, commits are forbidden, or its run has ended', async () => {
    const [overtaken, forbidden, ended] = [await opened(), await opened(), await opened()];
    assert.ok(await takeTurn(database, overtaken, 2));
    assert.equal(await announceCommit(database, overtaken, 1), false);
    assert.equal(await announceCommit(database, overtaken, 2), true);
    assert.equal(await forbidCommit(database, overtaken), true);
    assert.equal(await forbidCommit(database, forbidden), false);
    assert.equal(await announceCommit(database, forbidden, 1), false);
    assert.equal(await takeTurn(database, forbidden, 3), false);
    await close(ended);
    assert.equal(await announceCommit(database, ended, 1), false);
  });

  it('does not close a run anew, unless that ended unsettled', async () => {
    const completed = { status: 'Completed', counts: { ...NO_RECORDS, read: 1, unchanged: 1 } } as const;
    const [settled, unsettled] = [await opened(), await opened()];
    await close(settled);
    await closeRun(database, unsettled, { status: 'Failed', code: 'halted', counts: NO_RECORDS, unsettled: true });
    const { endedAt } = (await findRun(database, unsettled))!;
    for (const run of [settled, unsettled]) await closeRun(database, run, completed);
    assert.equal((await findRun(database, settled))?.status, 'Failed');
    await close(unsettled);
    const after = await findRun(database, unsettled);
    assert.equal(after?.status, 'Completed');
    assert.equal(after.counts.read, 1);
    assert.deepEqual(after.endedAt, endedAt);
  });
});
