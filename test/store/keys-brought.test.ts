import assert from 'node:assert/strict';

import { NO_RECORDS } from '../../src/model/run-counts.js';
import type { RunOutcome } from '../../src/model/run.js';
import type { Database } from '../../src/store/database.js';
import { hasOpenRejects, saveKeysBrought, settleAnswers } from '../../src/store/reject-answers.js';
import { listRejects, saveRejects } from '../../src/store/rejects.js';
import { insertRun, type NewRun } from '../../src/store/insert-run.js';
import { closeRun } from '../../src/store/runs.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

describe('a key that comes again', () => {
  let database: Database;
  let integrations = 0;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());

  const integration = () => `things ${(integrations += 1)}`;
  const opened = async (some: Partial<NewRun>): Promise<NewRun> => {
    const run = newRun(some);
    await insertRun(database, run);
    return run;
  };
  /** Its record 1 is refused, and has this key. */
  const refuse = ({ id }: NewRun, key: string) => {
    const reject = { record: 1, line: 1, byteOffset: 0, raw: '', reasons: [], fields: [], key };
    return saveRejects(database, id, 1, [reject]);
  };
  const close = async ({ id }: NewRun, status: RunOutcome['status'] = 'Completed') => {
    if (status !== 'Failed') await settleAnswers(database, id);
    await closeRun(database, id, { status, counts: NO_RECORDS });
  };
  const refusedBefore = async (some: Partial<NewRun>, key: string, status?: RunOutcome['status']): Promise<NewRun> => {
    const run = await opened(some);
    await refuse(run, key);
    await close(run, status);
    return run;
  };
  const overtakenBy = async ({ id }: NewRun) =>
    (await listRejects(database, id, { after: 0, limit: 1 }))[0]?.supersededBy;

  for (const [title, key] of [
    ['a short one', '["1"]'],
    ['one longer than an index entry may be', JSON.stringify([`${Math.random()}`.padEnd(20_000, 'abcdefg')])],
  ] as const) {
    it(`overtakes the reject that is open when its record is loaded: ${title}`, async () => {
      const things = { integration: integration() };
      const earlier = await refusedBefore(things, key);
      const later = await opened(things);
      assert.equal(await hasOpenRejects(database, later), true);
      await saveKeysBrought(database, later, [{ record: 7, key }]);
      await close(later);
      assert.equal(await overtakenBy(earlier), later.id);
      assert.equal(await hasOpenRejects(database, await opened(things)), false);
    });
  }

  it('overtakes it also when the record is refused again: one reject of a key stays open, the newest', async () => {
    const things = { integration: integration() };
    const runs: NewRun[] = [];
    for (let night = 0; night < 3; night += 1) {
      const run = await opened(things);
      await refuse(run, '["1"]');
      await saveKeysBrought(database, run, [{ record: 1, key: '["1"]' }]);
      await close(run);
      runs.push(run);
    }
    assert.deepEqual(await Promise.all(runs.map(overtakenBy)), [runs[1]?.id, runs[2]?.id, null]);
  });

  it('overtakes nothing where a correction brings it and is refused: that is no newer', async () => {
    const things = { integration: integration() };
    const earlier = await refusedBefore(things, '["1"]');
    const correction = await opened({ ...things, resubmits: earlier.id });
    await refuse(correction, '["1"]');
    await saveKeysBrought(database, correction, [{ record: 1, key: '["1"]' }]);
    await close(correction);
    assert.equal(await overtakenBy(earlier), null);
  });

  it('is looked for in what the same integration has refused before, by runs that have ended and applied the rest', async () => {
    const things = { integration: integration() };
    const others = [
      await refusedBefore({ integration: integration() }, '["1"]'),
      await refusedBefore({ ...things, site: 'T' }, '["1"]'),
      await refusedBefore({ ...things, dryRun: true }, '["1"]'),
      await refusedBefore(things, '["1"]', 'Failed'),
      await opened(things),
    ];
    await refuse(others.at(-1) ?? assert.fail(), '["1"]');
    const later = await opened(things);
    assert.equal(await hasOpenRejects(database, later), false);
    await saveKeysBrought(database, later, [{ record: 1, key: '["1"]' }]);
    await close(later);
    assert.deepEqual(new Set(await Promise.all(others.map(overtakenBy))), new Set([null]));
  });
});
