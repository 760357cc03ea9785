import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MockActivityEnvironment } from '@temporalio/testing';

import type { Dependencies } from '../../src/activities/dependencies.js';
import { fireKey, type DueFire } from '../../src/activities/fire.js';
import { openFire, type OpenedFire } from '../../src/activities/open-fire.js';
import { integration } from '../../src/model/integration.js';
import { NO_RECORDS } from '../../src/model/run-counts.js';
import { schedule } from '../../src/model/schedule.js';
import { siteProperties } from '../../src/model/site.js';
import { FileStore } from '../../src/store/file-store.js';
import { takeFireTurn } from '../../src/store/fires.js';
import { insertRun } from '../../src/store/insert-run.js';
import { integrations } from '../../src/store/integrations.js';
import { closeRun, findRun } from '../../src/store/runs.js';
import { deleteSchedule, enableSchedule, saveSchedule } from '../../src/store/schedules.js';
import { saveSite } from '../../src/store/sites.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

const MINUTE = 60_000;

describe('a fire that is looked at late', () => {
  let dependencies: Dependencies;
  let folder: string;
  let id: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-fires-'));
    const database = await createControlDatabase();
    dependencies = { database, files: new FileStore(folder), resolveSecret: (reference) => reference };
    const connections = { inbox: { kind: 'folder', path: folder } };
    await saveSite(database, 'S', siteProperties.parse({ kind: 'DEV', connections }), 'test');
    const source = { connection: 'inbox', file: 'things.csv' };
    const target = { connection: 'target', table: 'things', mode: 'insert' };
    await integrations.save(
      database,
      'S',
      'things',
      integration.parse({ source, schema: { fields: [{ name: 'id' }] }, target }),
      'test',
    );
  });
  beforeEach(async () => {
    const recurrence = { repeats: 'By Minute', every: 5, startDate: '2026-01-01', startTime: '00:00' };
    const definition = schedule.parse({ integration: 'things', overlap: 'queue', catchUpMinutes: 10, recurrence });
    ({
      saved: { id },
    } = await saveSchedule(dependencies.database, 'S', 'often', definition, {
      by: 'test',
      note: 'the test made it',
    }));
  });
  afterEach(() => deleteSchedule(dependencies.database, 'S', 'often', 'test'));
  after(async () => {
    await dependencies.database.end();
    await rm(folder, { recursive: true });
  });

  const dueBefore = (minutes: number): DueFire => {
    const intendedAt = new Date(Date.now() - minutes * MINUTE).toISOString();
    return {
      site: 'S',
      schedule: 'often',
      id,
      template: { name: 'things', isSet: false },
      intendedAt,
      workflow: 'fire/S/often',
    };
  };
  const look = (fire: DueFire): Promise<OpenedFire> =>
    new MockActivityEnvironment().run<[DueFire], OpenedFire, (fire: DueFire) => Promise<OpenedFire>>(
      openFire(dependencies),
      fire,
    );
  const rowOf = (fire: DueFire) => findRun(dependencies.database, fireKey(fire).run);
  const takeTurn = (fire: DueFire) =>
    takeFireTurn(dependencies.database, fireKey(fire), { overlap: 'queue', workflow: fire.workflow });

  it('runs within catchUpMinutes, and is Not Run beyond them', async () => {
    const [late, tooLate] = [dueBefore(9), dueBefore(11)];
    assert.equal((await look(late)).turn, 'run');
    assert.equal((await look(tooLate)).turn, 'over');
    const row = await rowOf(tooLate);
    assert.deepEqual([row?.status, row?.code], ['Not Run', 'fire-missed']);
    assert.equal(await rowOf(late), undefined, 'its site is asked for the run');
  });

  it('runs however long it has waited for an earlier one', async () => {
    const [earlier, waiting] = [dueBefore(40), dueBefore(35)];
    assert.equal((await takeTurn(earlier)).turn, 'run');
    assert.equal((await takeTurn(waiting)).turn, 'wait');
    assert.equal((await look(waiting)).turn, 'wait');
    const { run } = fireKey(earlier);
    await insertRun(dependencies.database, newRun({ id: run, schedule: id }));
    assert.equal((await look(waiting)).turn, 'wait');
    await closeRun(dependencies.database, run, { status: 'Completed', counts: NO_RECORDS });
    const opened = await look(waiting);
    assert.equal(opened.turn, 'run');
    assert.equal((await look(waiting)).turn, 'run', 'asked again, it is the same');
  });

  it('is Not Run where its schedule was disabled while it waited; the one that runs goes on', async () => {
    const { database } = dependencies;
    const [running, waiting] = [dueBefore(10), dueBefore(5)];
    assert.equal((await takeTurn(running)).turn, 'run');
    assert.equal((await takeTurn(waiting)).turn, 'wait');
    await enableSchedule(database, 'S', 'often', false, { by: 'test', note: 'the test disabled it' });
    assert.equal((await look(running)).turn, 'run');
    assert.equal((await look(waiting)).turn, 'over');
    const row = await rowOf(waiting);
    assert.deepEqual([row?.status, row?.code], ['Not Run', 'schedule-disabled']);
  });

  it('is Not Run where its schedule was deleted meanwhile, and says so', async () => {
    const fire = dueBefore(1);
    await deleteSchedule(dependencies.database, 'S', 'often', 'test');
    assert.equal((await look(fire)).turn, 'over');
    const row = await rowOf(fire);
    assert.deepEqual([row?.status, row?.code, row?.integration], ['Not Run', 'schedule-not-found', 'things']);
  });

  it('waits for a run that goes on although its fire has ended', async () => {
    const [earlier, next] = [dueBefore(4), dueBefore(2)];
    await takeTurn(earlier);
    const { run } = fireKey(earlier);
    await insertRun(dependencies.database, newRun({ id: run, schedule: id }));
    await dependencies.database.query(`update fire set state = 'ended' where run = $1`, [run]);
    assert.equal((await look(next)).turn, 'wait');
    await closeRun(dependencies.database, run, { status: 'Completed', counts: NO_RECORDS });
    assert.equal((await look(next)).turn, 'run');
  });
});
