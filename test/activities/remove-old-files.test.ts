import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import fc from 'fast-check';

import { removeContents, removeOldFiles } from '../../src/activities/remove-old-files.js';
import type { Database } from '../../src/store/database.js';
import { FileStore } from '../../src/store/file-store.js';
import { insertRun } from '../../src/store/insert-run.js';
import { saveUpload } from '../../src/store/uploads.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

const DAY = 24 * 3_600_000;

function bytes(content: string): Readable {
  return Readable.from([Buffer.from(content)]);
}

describe('files that are kept no more', () => {
  let database: Database;
  let folder: string;
  let files: FileStore;
  before(async () => {
    database = await createControlDatabase();
    await database.query(`insert into site (id, kind, time_zone, connections) values ('S', 'DEV', 'UTC', '{}')`);
  });
  after(() => database.end());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-old-files-'));
    files = new FileStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function age(path: string, days = 2): Promise<void> {
    const then = new Date(Date.now() - days * DAY);
    await utimes(path, then, then);
  }

  /** A content nobody has written for two days. */
  async function oldContent(content: string = randomUUID()): Promise<string> {
    const { sha256 } = await files.keep(bytes(content), 1e6);
    await age(files.pathOf(sha256));
    return sha256;
  }

  async function apply(): Promise<Record<string, number>> {
    const removed: Record<string, number> = {};
    await removeOldFiles(
      { database, files },
      {
        note: (what, count) => {
          if (count > 0) removed[what] = (removed[what] ?? 0) + count;
          return Promise.resolve();
        },
        mayGoOn: () => undefined,
      },
    );
    return removed;
  }

  async function endedRun(sha256: string, days: number, some: Parameters<typeof newRun>[0] = {}): Promise<void> {
    const run = newRun({ fileSha256: sha256, fileBytes: 1, ...some });
    await insertRun(database, run);
    await database.query(
      `update run set status = 'Completed', ended_at = now() - $2 * interval '1 day' where id = $1`,
      [run.id, days],
    );
  }

  it('a content nobody refers to goes once it is older than a day', async () => {
    const [old, { sha256: young }] = [await oldContent(), await files.keep(bytes('young'), 99)];
    assert.deepEqual(await apply(), { files: 1 });
    assert.deepEqual([await files.has(old), await files.has(young)], [false, true]);
  });

  it('a content stays that an upload, an open run, a recent run, a set or a held request needs', async () => {
    const contents = await Promise.all(Array.from({ length: 6 }, () => oldContent()));
    const [upload, open, recent, external, planned, held] = contents as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    await saveUpload(database, 'S', { name: 'a.csv', sha256: upload, bytes: 1 }, 'test');
    await insertRun(database, newRun({ fileSha256: open }));
    await endedRun(recent, 89);
    await endedRun('', 1, { fileSha256: null, externalFiles: { x: { name: 'x.csv', sha256: external, bytes: 1 } } });
    const file = { name: 'y.csv', sha256: planned, bytes: 1 };
    await endedRun('', 1, { fileSha256: null, isSet: true, plan: { members: [{ file }] } as never });
    await database.query(`insert into held_request (run, site, request, asked_at) values ($1, 'S', $2, now())`, [
      randomUUID(),
      { file: { name: 'z.csv', sha256: held, bytes: 1 } },
    ]);
    assert.deepEqual(await apply(), {});
    for (const sha256 of contents) assert.ok(await files.has(sha256));
  });

  it('a content goes when the last of the runs that share it is older than its site keeps files', async () => {
    const shared = await oldContent();
    await endedRun(shared, 91);
    await endedRun(shared, 89);
    assert.deepEqual(await apply(), {});
    await database.query(`update run set ended_at = now() - interval '91 days' where file_sha256 = $1`, [shared]);
    assert.deepEqual(await apply(), { files: 1 });
  });

  it('a content that is uploaded again while it is removed is there afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.scheduler(), async (content, scheduler) => {
        const sha256 = await oldContent(content);
        // The two go on in any order, statement by statement.
        const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);
        const remove = async () => {
          await turn('remove');
          await removeContents({ database: inTurns(database, scheduler), files }, [sha256], Date.now() - DAY);
        };
        const upload = async () => {
          await turn('upload');
          const stored = await files.keep(bytes(content), 1e6);
          await turn('note');
          await saveUpload(database, 'S', { name: content, ...stored }, 'test');
        };
        const both = Promise.all([remove(), upload()]);
        await scheduler.waitFor(both);
        assert.equal(await text(files.read(sha256)), content);
      }),
      { numRuns: 50 },
    );
  });

  it('a content that is uploaded again while it is set aside stays', async () => {
    const sha256 = await oldContent('again');
    await files.leftovers.setAside(sha256);
    await files.keep(bytes('again'), 99);
    await files.leftovers.removeAside(sha256, Date.now() - DAY);
    assert.equal(await text(files.read(sha256)), 'again');
  });

  it('a content that is asked for while it is set aside is taken back, and counts as new', async () => {
    const sha256 = await oldContent('asked for');
    await files.leftovers.setAside(sha256);
    assert.ok(await files.has(sha256));
    assert.equal(await removeContents({ database, files }, [sha256], Date.now() - DAY), 0);
    assert.equal(await text(files.read(sha256)), 'asked for');
  });

  it('what a killed pass has left aside is put back where it is needed, and removed where not', async () => {
    const [needed, unneeded] = [await oldContent(), await oldContent()];
    await saveUpload(database, 'S', { name: 'needed.csv', sha256: needed, bytes: 1 }, 'test');
    await files.leftovers.setAside(needed);
    await files.leftovers.setAside(unneeded);
    assert.deepEqual(await apply(), { files: 1 });
    assert.deepEqual([await files.has(needed), await files.has(unneeded)], [true, false]);
    assert.deepEqual(await files.leftovers.listAside(), []);
  });

  it('opened files of runs that have ended go, those of open runs stay', async () => {
    const [open, ended] = [newRun(), newRun()];
    await insertRun(database, open);
    for (const { id } of [open, ended]) {
      await files.opened.keep(id, 'source', bytes('plain'), new AbortController().signal);
      await age(join(folder, 'opened', id));
    }
    assert.deepEqual(await apply(), { openedFiles: 1 });
    assert.deepEqual(await readdir(join(folder, 'opened')), [open.id]);
  });

  it('of the states of a task the one that counts stays, and those of an open run', async () => {
    const task = { site: 'S', integration: 'all/people' };
    const open = newRun({ direction: 'export', integration: task.integration });
    await insertRun(database, open);
    const counts = randomUUID();
    await database.query('insert into sent_state (site, integration, run, records) values ($1, $2, $3, 0)', [
      task.site,
      task.integration,
      counts,
    ]);
    for (const name of [counts, `${open.id}.candidate`, `${randomUUID()}.candidate`, `${randomUUID()}.gone`]) {
      const state = await files.states.create(task, name);
      await state.write(['line']);
      await state.keep();
      await age(join(folder, 'states', 'S', encodeURIComponent(task.integration), name));
    }
    assert.deepEqual(await apply(), { states: 2 });
    const left = await readdir(join(folder, 'states', 'S', encodeURIComponent(task.integration)));
    assert.deepEqual(left.sort(), [counts, `${open.id}.candidate`].sort());
  });
});

/** The database, each of whose statements waits for its turn before and after it. */
function inTurns(database: Database, scheduler: fc.Scheduler): Database {
  const query = async (...given: [string, unknown[]]) => {
    await scheduler.schedule(Promise.resolve(), 'before a statement');
    const answer = await database.query(...given);
    await scheduler.schedule(Promise.resolve(), 'after a statement');
    return answer;
  };
  return { query } as unknown as Database;
}
