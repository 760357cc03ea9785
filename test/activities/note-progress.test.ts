import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mock } from 'node:test';

import type pg from 'pg';

import { notingProgress } from '../../src/activities/note-progress.js';
import type { StepProgress } from '../../src/model/run-progress.js';
import type { Database } from '../../src/store/database.js';
import { insertRun } from '../../src/store/insert-run.js';
import { beginStep, endStep, listSteps, type AttemptAtStep } from '../../src/store/run-steps.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

describe('how far a step has come', () => {
  let database: Database;
  let client: pg.PoolClient;
  const heard = new EventEmitter();
  before(async () => {
    database = await createControlDatabase();
    client = await database.connect();
    await client.query('listen integrator_site');
    client.on('notification', ({ payload = '' }) => heard.emit(payload.split(' ')[1] ?? '', payload));
  });
  after(async () => {
    client.release(true);
    await database.end();
  });
  beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
  afterEach(() => mock.timers.reset());

  const loading = async (attempt = 1): Promise<AttemptAtStep> => {
    const run = newRun();
    await insertRun(database, run);
    const at = { run: run.id, step: 'load', attempt } as const;
    await beginStep(database, at);
    return at;
  };
  const second = (): void => mock.timers.tick(1000);
  /** All notes have come when no connection is in use but the one that listens. */
  const notesHaveCome = async (): Promise<void> => {
    // A query gets its connection a moment after it was asked for.
    do await new Promise(setImmediate);
    while (database.totalCount - database.idleCount > 1);
  };
  const noted = async ({ run }: AttemptAtStep): Promise<StepProgress | null | undefined> =>
    (await listSteps(database, run))[0]?.progress;

  it('is noted every second, with the time left at the speed so far, and told', async () => {
    const at = await loading();
    const reached = { records: 0, bytes: 0, totalBytes: 1000 };
    await notingProgress(database, at, reached, async () => {
      Object.assign(reached, { records: 10, bytes: 100 });
      const told = once(heard, 'progress');
      second();
      const [payload] = (await told) as [string];
      const { secondsLeft, ...rest } = (await noted(at)) ?? { records: 0 };
      assert.deepEqual(rest, reached);
      assert.ok(secondsLeft !== undefined && secondsLeft >= 1);
      const data = JSON.parse(payload.slice(payload.indexOf('{'))) as unknown;
      assert.deepEqual(data, { run: at.run, step: 'load', ...reached, secondsLeft });
    });
  });

  it('is not noted again while it stays as it is', async () => {
    const at = await loading();
    await notingProgress(database, at, { records: 7 }, async () => {
      const told = once(heard, 'progress');
      second();
      await told;
      let again = 0;
      const count = () => (again += 1);
      heard.on('progress', count);
      for (let time = 0; time < 5; time++) {
        second();
        await notesHaveCome();
      }
      // What was told before this is heard before it.
      const change = once(heard, 'site');
      await database.query(`select tell_site('S', 'site', '{}')`);
      await change;
      heard.off('progress', count);
      assert.equal(again, 0);
    });
  });

  it('begins anew with a later attempt, and what an earlier one or an ended one notes does not count', async () => {
    const earlier = await loading();
    const note = async (at: AttemptAtStep, records: number) =>
      notingProgress(database, at, { records }, async () => {
        second();
        await notesHaveCome();
      });
    await note(earlier, 5);
    assert.deepEqual(await noted(earlier), { records: 5 });
    const later = { ...earlier, attempt: 2 };
    await beginStep(database, later);
    assert.equal(await noted(later), null);
    await note(earlier, 6);
    assert.equal(await noted(later), null);
    await note(later, 1);
    assert.deepEqual(await noted(later), { records: 1 });
    await endStep(database, later, []);
    await note(later, 2);
    assert.deepEqual(await noted(later), { records: 1 });
  });

  it('fails nothing when it cannot be noted, and is noted the next second', async () => {
    const at = await loading();
    const result = await notingProgress(database, at, { records: 5 }, async () => {
      await database.query('alter table run_step rename to run_step_away');
      second();
      await notesHaveCome();
      await database.query('alter table run_step_away rename to run_step');
      const told = once(heard, 'progress');
      second();
      await told;
      return 'done';
    });
    assert.equal(result, 'done');
    assert.deepEqual(await noted(at), { records: 5 });
  });
});
