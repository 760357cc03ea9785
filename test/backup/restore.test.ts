import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';

import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import type { RunningApi } from '../../src/run-api.js';
import type { RunningWorker } from '../../src/run-worker.js';
import { keepServiceSchedules } from '../../src/service-schedules.js';
import { migrate, openDatabase, type Database } from '../../src/store/database.js';
import { FileStore } from '../../src/store/file-store.js';
import { findRun } from '../../src/store/runs.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { HttpClient } from '../support/http-client.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';
import { createNamespace } from './support/new-namespace.js';
import { lackOfPostgres15, restoreDump, startPostgres15, type OlderPostgres } from './support/older-postgres.js';

/** An Integrator on a control database, a file folder and a Temporal namespace of its own. */
interface Installation {
  service: TestService;
  database: Database;
  stop: () => Promise<void>;
}

const title = 'a backup that is restored into a new database, a new file folder and a new Temporal namespace';

(lackOfPostgres15 === undefined ? describe : describe.skip)(
  `${title}${lackOfPostgres15 === undefined ? '' : ` (skipped: ${lackOfPostgres15})`}`,
  function () {
    this.timeout(180_000);
    let postgres: OlderPostgres;
    let service: TestService;
    let restored: Installation;
    const ends: (() => Promise<void>)[] = [];
    let temporal: Client;
    /** Runs: one that had ended; one that is never applied; one that was applied after the backup. */
    let [ended, cutOff, applied] = ['', '', ''];
    /** Sites: two that are Running, and one that is Stopped and holds a request. */
    let [cutOffSite, appliedSite, stoppedSite] = ['', '', ''];
    let held = '';

    before(async () => {
      postgres = await startPostgres15();
      ends.push(() => postgres.stop());
      service = await startService({ worker: false });
      ends.push(() => service.stop());
      const { postgres: newPostgres, temporal: server, namespace: oldNamespace } = testEnvironment();
      await migrate(postgres.url);
      const files = join(service.folder, 'old-files');
      const old = await install(postgres.url, files, oldNamespace);
      await work(old.service);
      const dump = join(service.folder, 'control.sql');
      const copied = join(service.folder, 'new-files');
      await backUp(old.service, async () => {
        // The database first: what its rows refer to is in the files that are copied later.
        await postgres.dump(dump);
        await mkdir(copied);
        await cp(files, copied, { recursive: true });
      });
      await old.stop();

      const name = `restored_${randomUUID().slice(0, 8)}`;
      await newPostgres.createDatabase(name);
      await restoreDump(dump, newPostgres.url(name));
      const namespace = await createNamespace({ address: server.address });
      await migrate(newPostgres.url(name));
      restored = await install(newPostgres.url(name), copied, namespace);
      ends.push(() => restored.stop());
      const connection = await Connection.connect({ address: server.address });
      ends.push(() => connection.close());
      temporal = new Client({ connection, namespace });
    });
    after(async () => {
      for (const end of ends.reverse()) await end();
    });

    async function install(url: string, folder: string, inNamespace: string): Promise<Installation> {
      const database = openDatabase(url, () => undefined);
      const shared = { database, files: new FileStore(folder), namespace: inNamespace };
      const worker: RunningWorker = await service.startWorker(shared);
      const { temporal: server } = testEnvironment();
      const { taskQueue } = service;
      await keepServiceSchedules({ connectionOptions: { address: server.address }, namespace: inNamespace, taskQueue });
      const api: RunningApi = await service.startApi(shared);
      const http = new HttpClient(`${api.url}/api/v1`);
      const stop = async () => {
        await api.stop();
        await worker.stop();
        await database.end();
      };
      return { service: { ...service, http }, database, stop };
    }

    /** What goes on before the backup. */
    async function work(old: TestService): Promise<void> {
      const { http } = old;
      cutOffSite = await peopleSite(old);
      appliedSite = await peopleSite(old);
      stoppedSite = await peopleSite(old);
      ({
        body: { id: ended },
      } = await runPeople(old, cutOffSite, peopleCsv(5), 'ended.csv'));
      const recurrence = { repeats: 'By Day', every: 1, startDate: '2026-01-01', startTime: '06:00', end: 'Forever' };
      const schedule = { integration: 'people', file: 'ended.csv', recurrence };
      assert.equal((await http.put(`/sites/${cutOffSite}/schedules/nightly`, schedule)).status, 201);
      await http.post(`/sites/${stoppedSite}/stop`, { reason: 'stocktake' });
      await http.put(`/sites/${stoppedSite}/files/held.csv`, peopleCsv(3, 300));
      await http.post(`/sites/${stoppedSite}/runs`, { integration: 'people', file: 'held.csv' });
      held = (await http.get(`/sites/${stoppedSite}/held`)).body.items[0]!.run as string;
    }

    /** Backs up while two runs are in the middle of their load; then one of them is halted, and the other one goes on. */
    async function backUp(old: TestService, take: () => Promise<void>): Promise<void> {
      const lock = await holdTable(old);
      try {
        const begin = async (site: string, first: number): Promise<string> => {
          await old.http.put(`/sites/${site}/files/open.csv`, peopleCsv(10, first));
          const { body } = await old.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'open.csv' });
          await untilLoading(old, body.id, 'insert into');
          return body.id;
        };
        cutOff = await begin(cutOffSite, 100);
        applied = await begin(appliedSite, 200);
        await take();
        await old.http.post(`/sites/${cutOffSite}/stop`, { reason: 'disaster' });
      } finally {
        await lock.release();
      }
      await eventually('the other run has ended', async () => {
        return (await old.http.get(`/runs/${applied}`)).body.status === 'Completed';
      });
    }

    it('runs that were open end visibly, before anybody has asked: as their target tells', async () => {
      const end = (id: string) =>
        eventually(`run ${id} has ended`, async () => {
          const run = await findRun(restored.database, id);
          return run?.endedAt !== null && run;
        });
      const [failed, completed] = [await end(cutOff), await end(applied)];
      assert.equal(failed.status, 'Failed');
      assert.match(failed.reason ?? '', /not known to Temporal any more/);
      assert.equal(completed.status, 'Completed');
      assert.equal(completed.counts.applied, 10);
    });

    it('sites are as they were: Running, and Stopped with its reason and its held request', async () => {
      const { http } = restored.service;
      for (const site of [cutOffSite, appliedSite]) {
        const { body } = await http.get(`/sites/${site}`);
        assert.deepEqual([body.integrator, body.runs], ['Running', []]);
      }
      const { body } = await http.get(`/sites/${stoppedSite}`);
      assert.deepEqual([body.integrator, body.reason, body.held], ['Stopped', 'stocktake', 1]);
      assert.equal(body.tasks[0]?.status, 'Pending Changed');
      const { body: list } = await http.get('/sites');
      const states = new Map(list.items.map(({ site, integrator }) => [site, integrator]));
      assert.deepEqual([states.get(cutOffSite), states.get(stoppedSite)], ['Running', 'Stopped']);
    });

    it('schedules are made again from their rows', async () => {
      const handle = temporal.schedule.getHandle(temporalScheduleId(cutOffSite, 'nightly'));
      const described = await eventually('the Schedule is there', () => handle.describe().catch(() => undefined));
      assert.equal(described.state.paused, false);
      assert.ok(described.info.nextActionTimes.length > 0);
    });

    it('an old run is run again from its source file, and the file name of the open run is free', async () => {
      const { http } = restored.service;
      const again = await http.post(`/runs/${ended}/rerun`, {}, { Prefer: 'wait=60' });
      assert.equal(again.body.status, 'Completed', again.text);
      const { body } = await runPeople(restored.service, cutOffSite, peopleCsv(10, 100), 'open.csv');
      assert.deepEqual([body.status, body.counts.inserted], ['Completed', 10]);
    });

    it('what was held runs when its site is started so', async () => {
      const { http } = restored.service;
      await http.post(`/sites/${stoppedSite}/start`, { held: 'run' });
      await eventually('the held run has Completed', async () => {
        return (await http.get(`/runs/${held}`)).body.status === 'Completed';
      });
    });

    it('a site whose workflow is ended by hand afterwards is Stopped', async () => {
      await temporal.workflow.getHandle(`site/${appliedSite}`).terminate('by hand');
      const { body } = await restored.service.http.get(`/sites/${appliedSite}`);
      assert.equal(body.integrator, 'Stopped');
    });

    it('so is one that nobody asks anything', async () => {
      await temporal.workflow.getHandle(`site/${cutOffSite}`).terminate('by hand');
      const { taskQueue } = restored.service;
      await eventually('its row says so', async () => {
        await temporal.workflow.execute('scheduleUpkeep', { workflowId: `upkeep-test/${randomUUID()}`, taskQueue });
        const { rows } = await restored.database.query('select integrator from site where id = $1', [cutOffSite]);
        return (rows as { integrator: string }[])[0]?.integrator === 'Stopped';
      });
    });
  },
);
