import assert from 'node:assert/strict';

import type { Database } from '../../src/store/database.js';
import { saveCorrections, saveKeysBrought, settleAnswers } from '../../src/store/reject-answers.js';
import { listRejects, saveRejects } from '../../src/store/rejects.js';
import { insertRun, type NewRun } from '../../src/store/insert-run.js';
import { closeRun, findRun } from '../../src/store/runs.js';
import { NO_RECORDS } from '../../src/model/run-counts.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

describe('a resubmission that is opened', () => {
  let database: Database;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());

  const draft = (some: Partial<NewRun> = {}): NewRun => newRun({ trigger: 'resubmit', requestHash: 'hash', ...some });

  /** A run that has ended and refused its records 1, 2, … */
  const parentWith = async (rejects: number): Promise<NewRun> => {
    const parent = draft({ trigger: 'manual' });
    await insertRun(database, parent);
    await refuse(parent, rejects);
    await close(parent);
    return parent;
  };
  const refuse = async ({ id }: NewRun, rejects: number) => {
    const records = Array.from({ length: rejects }, (_, index) => index + 1);
    const reasons = [{ code: 'type' as const, message: 'no' }];
    await saveRejects(
      database,
      id,
      1,
      records.map((record) => ({
        record,
        line: record,
        byteOffset: 0,
        raw: '',
        reasons,
        fields: [],
        key: keyOf(id, record),
      })),
    );
  };
  const keyOf = (run: string, record: number) => JSON.stringify([run, record]);
  const close = async ({ id }: NewRun) => {
    await settleAnswers(database, id);
    await closeRun(database, id, { status: 'Completed', counts: NO_RECORDS });
  };
  /** Asks for a run that corrects these records, each as its own record 1, 2, …, and opens it. */
  const resubmit = async (parent: NewRun, records: number[], some: Partial<NewRun> = {}): Promise<NewRun> => {
    const run = draft({ resubmits: parent.id, ...some });
    const answers = records.map((rejectedRecord, index) => ({
      record: index + 1,
      rejectedRun: parent.id,
      rejectedRecord,
    }));
    await saveCorrections(database, { run: run.id, requestHash: run.requestHash ?? '' }, answers);
    await insertRun(database, run);
    return run;
  };
  const statusOf = async ({ id }: NewRun) => (await findRun(database, id))?.status;
  const resolved = async ({ id }: NewRun) =>
    (await listRejects(database, id, { after: 0, limit: 100 })).map(({ resolvedBy }) => resolvedBy);

  it('is In-Progress, and resolves what it corrects when it has closed', async () => {
    const parent = await parentWith(3);
    const run = await resubmit(parent, [3, 1]);
    assert.equal(await statusOf(run), 'In-Progress');
    assert.deepEqual(await resolved(parent), [null, null, null]);
    await close(run);
    assert.deepEqual(await resolved(parent), [run.id, null, run.id]);
  });

  it('is Not Run while another open run corrects one of its rejects, and names it', async () => {
    const parent = await parentWith(3);
    const first = await resubmit(parent, [1, 2]);
    const second = await resubmit(parent, [2, 3]);
    const stored = await findRun(database, second.id);
    assert.equal(stored?.status, 'Not Run');
    assert.equal(stored.code, 'reject-resolved');
    assert.ok(stored.reason?.includes(`2 (${first.name})`), stored.reason ?? '');
    assert.ok(stored.endedAt !== null);
    assert.equal(await statusOf(await resubmit(parent, [3])), 'In-Progress');
  });

  it('is Not Run when one of its rejects has been resolved, but runs when the run that tried has failed', async () => {
    const parent = await parentWith(2);
    await close(await resubmit(parent, [1]));
    const failed = await resubmit(parent, [2]);
    await closeRun(database, failed.id, { status: 'Failed', counts: NO_RECORDS });
    assert.equal(await statusOf(await resubmit(parent, [1])), 'Not Run');
    assert.equal(await statusOf(await resubmit(parent, [2])), 'In-Progress');
  });

  it('is one of many that come at once: the others are Not Run', async () => {
    for (let round = 0; round < 5; round++) {
      const parent = await parentWith(2);
      const runs = await Promise.all(Array.from({ length: 10 }, () => resubmit(parent, [1, 2])));
      const statuses = await Promise.all(runs.map(statusOf));
      assert.equal(statuses.filter((status) => status === 'In-Progress').length, 1, statuses.join());
    }
  });

  it('is kept out by a run that corrects what its reject was a correction of', async () => {
    const parent = await parentWith(1);
    const first = await resubmit(parent, [1]);
    await refuse(first, 1);
    await close(first);
    const direct = await resubmit(parent, [1]);
    assert.equal(await statusOf(await resubmit(first, [1])), 'Not Run');
    await close(direct);
    assert.deepEqual(await resolved(parent), [direct.id]);
    assert.equal(await statusOf(await resubmit(first, [1])), 'Not Run');
  });

  it('resolves what its reject was a correction of, however far back', async () => {
    const runs = [await parentWith(1)];
    for (let depth = 0; depth < 3; depth++) {
      const next = await resubmit(runs.at(-1)!, [1]);
      if (depth < 2) await refuse(next, 1);
      await close(next);
      runs.push(next);
    }
    for (const run of runs.slice(0, 3)) assert.deepEqual(await resolved(run), [runs.at(-1)?.id]);
  });

  it('may repeat another one, with its corrections', async () => {
    const parent = await parentWith(1);
    const first = await resubmit(parent, [1]);
    await close(first);
    const again = draft({ resubmits: parent.id, rerunOf: first.id, trigger: 'rerun' });
    await insertRun(database, again);
    assert.equal(await statusOf(again), 'In-Progress');
    await close(again);
    assert.deepEqual(await resolved(parent), [first.id]);
  });

  it('takes up the corrections of its own request only', async () => {
    const parent = await parentWith(2);
    const run = draft({ resubmits: parent.id, requestHash: 'mine' });
    const answer = (rejectedRecord: number) => [{ record: 1, rejectedRun: parent.id, rejectedRecord }];
    await saveCorrections(database, { run: run.id, requestHash: 'another' }, answer(2));
    await saveCorrections(database, { run: run.id, requestHash: 'mine' }, answer(1));
    await insertRun(database, run);
    await close(run);
    assert.deepEqual(await resolved(parent), [run.id, null]);
  });

  it('resolves a reject also where another of its records has the key it had, and overtakes it', async () => {
    for (const record of [2, 0]) {
      const parent = await parentWith(1);
      const run = await resubmit(parent, [1]);
      await saveKeysBrought(database, run, [{ record, key: keyOf(parent.id, 1) }]);
      await close(run);
      const [reject] = await listRejects(database, parent.id, { after: 0, limit: 1 });
      assert.equal(reject?.resolvedBy, run.id);
      assert.equal(reject.supersededBy, run.id);
    }
  });

  it('resolves nothing with a record that it refused itself', async () => {
    const parent = await parentWith(2);
    const run = await resubmit(parent, [1, 2]);
    await refuse(run, 1);
    await close(run);
    assert.deepEqual(await resolved(parent), [null, run.id]);
  });
});
