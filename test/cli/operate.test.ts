import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importSite, type ImportSite } from '../api/support/import-site.js';
import { assertHas } from '../support/assert-has.js';
import { startService, type TestService } from '../support/service.js';
import { beginIntegrator, ESCAPE, integratorFor, type Ended, type Integrator } from './support/integrator.js';

describe("an operator's day on the command line", function () {
  // Each command is a process of its own.
  this.timeout(180_000);
  let service: TestService;
  let site: ImportSite;
  let folder: string;
  let integrator: Integrator;

  before(async () => {
    service = await startService();
    await mkdir(join(service.folder, 'inbox'));
    site = await importSite(service, {
      connections: { inbox: { kind: 'folder', path: join(service.folder, 'inbox') } },
      definition: {
        source: { connection: 'inbox', file: 'inbox.csv', settleSeconds: 0 },
        parameters: [{ name: 'batch', type: 'integer' }],
      },
      schema: { primaryKey: 'id', fields: [{ name: 'id', constraints: { pattern: 'E\\d+' } }, { name: 'name' }] },
    });
    integrator = integratorFor(service.api.url, site.site);
    folder = await mkdtemp(join(tmpdir(), 'integrator-cli-'));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await service.stop();
  });

  const fileOf = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const documentOf = ({ stdout }: Ended): Record<string, unknown> & { id: string } => JSON.parse(stdout) as never;
  /** A run of which one record was refused. */
  const runWithReject = async (name: string): Promise<string> => {
    const file = await fileOf('things.csv', 'id,name\nE1,Ann\n2,Bo\n');
    return documentOf(await integrator('run', 'things', '--file', file, '--name', name, '--wait', '--json')).id;
  };

  it('runs an integration over a file, waits, and ends as the run does', async () => {
    const file = await fileOf('good.csv', 'id,name\nE1,Ann\nE2,Bo\n');
    const { code, stdout, stderr } = await integrator('run', 'things', '--file', file, '--name', 'first', '--wait');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Run Name +first$/m);
    assert.match(stdout, /^Status +Completed$/m);
    assert.match(stdout, /^Records +2 read, 2 applied, 2 inserted$/m);
    assert.match(stdout, /^File +good\.csv, 21 B$/m);
    // In a pipe: lines, nothing that is drawn again, no colors.
    assert.match(stderr, /^good\.csv {2}\[#{24}\] 100% {2}upload {2}21 B of 21 B$/m);
    assert.ok(!(stdout + stderr).includes('\r') && !(stdout + stderr).includes(ESCAPE));
    assert.equal((await site.rows()).length, 2);
  });

  it('ends with 3 where records were refused, and says how to get them', async () => {
    const file = await fileOf('bad.csv', 'id,name\nE3,Cy\n4,Di\n');
    const { code, stdout } = await integrator('run', 'things', '--file', file, '--wait');
    assert.equal(code, 3);
    assert.match(stdout, /^Status +Completed with Errors/m);
    assert.match(stdout, /^The refused records: integrator rejects get [\da-f-]{36} -o rejects\.csv$/m);
  });

  it('ends with 1 where the run has failed', async () => {
    const file = await fileOf('other.csv', 'number\n1\n');
    const { code, stdout } = await integrator('run', 'things', '--file', file, '--wait');
    assert.equal(code, 1);
    assert.match(stdout, /^Status +Failed: .*header does not fit/m);
  });

  it('ends with 1, and the words of the API, where it is refused', async () => {
    const { code, stdout, stderr } = await integrator('run', 'nothing');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^Integration not found: /);
  });

  it('gives parameters the type that is declared', async () => {
    const file = await fileOf('given.csv', 'id,name\nE1,Ann\n');
    const given = ['run', 'things', '--file', file, '--wait', '--json', '--param'];
    assertHas(documentOf(await integrator(...given, 'batch=7')), { parameters: { batch: 7 } });
    const refused = await integrator(...given, 'batch=seven');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /The parameter batch is a integer; got "seven"/);
  });

  it('prints the answer of the API as one document with --json, and what it waits for to stderr', async () => {
    const file = await fileOf('dry.csv', 'id,name\nE9,Zoe\n');
    const ended = await integrator('run', 'things', '--file', file, '--dry-run', '--wait', '--json');
    const run = documentOf(ended);
    assertHas(run, { site: site.site, status: 'Completed', dryRun: true, counts: { read: 1, inserted: 1 } });
    assert.deepEqual(run, (await service.http.get(`/runs/${run.id}`)).body);
  });

  it('goes on without waiting unless it is told to, and can be waited for later', async () => {
    const file = await fileOf('later.csv', 'id,name\nE1,Ann\n');
    const begun = await integrator('run', 'things', '--file', file, '--json');
    assert.equal(begun.code, 0, begun.stderr);
    const { id } = documentOf(begun);
    const { code, stdout } = await integrator('show', id, '--wait');
    assert.equal(code, 0);
    assert.match(stdout, /^Status +Completed$/m);
  });

  it('leaves a run going when it is interrupted, and says so', async () => {
    const lock = await service.target.connect();
    try {
      await lock.query('begin');
      await lock.query(`lock table ${site.table} in access exclusive mode`);
      const file = await fileOf('slow.csv', 'id,name\nE1,Ann\n');
      const environment = { INTEGRATOR_URL: service.api.url, INTEGRATOR_SITE: site.site };
      const waiting = beginIntegrator(['run', 'things', '--file', file, '--name', 'slow', '--wait'], environment);
      await waiting.said(/^slow {2}/m);
      waiting.interrupt();
      const { code, stdout, stderr } = await waiting.ended;
      assert.deepEqual([code, stdout], [130, '']);
      assert.match(stderr, /The run goes on\. To see how it ends: integrator show [\da-f-]{36}\./);
      assert.match((await integrator('show', 'slow')).stdout, /^Status +In-Progress$/m);
    } finally {
      await lock.query('rollback');
      lock.release();
    }
    const { code, stdout } = await integrator('show', 'slow', '--wait');
    assert.equal(code, 0, stdout);
  });

  it('halts a run that is named by its Run Name', async () => {
    const lock = await service.target.connect();
    try {
      await lock.query('begin');
      await lock.query(`lock table ${site.table} in access exclusive mode`);
      const file = await fileOf('wrong.csv', 'id,name\nE1,Ann\n');
      assert.equal((await integrator('run', 'things', '--file', file, '--name', 'wrong')).code, 0);
      assert.match(
        (await integrator('halt', 'wrong', '--reason', 'wrong file')).stdout,
        /The run wrong is being halted/,
      );
      const { code, stdout } = await integrator('show', 'wrong', '--wait');
      assert.equal(code, 1);
      assert.match(stdout, /^Status +Failed: Halted: .*wrong file/m);
    } finally {
      await lock.query('rollback');
      lock.release();
    }
  });

  it('lists runs, and only those that are asked for', async () => {
    await runWithReject('to be listed');
    const table = (await integrator('runs', '--limit', '2')).stdout.split('\n');
    assert.match(table[0] ?? '', /^Started +Run Name +Status +Read +Rejected +Duration +Run$/);
    assert.match(table[1] ?? '', /to be listed +Completed with Errors +2 +1 +\d/);
    assert.equal(table.length, 4);
    const failed = documentOf(await integrator('runs', '--status', 'Failed', '--json')) as unknown as { items: [] };
    assert.deepEqual(
      failed.items,
      (await service.http.get(`/sites/${site.site}/runs?status=Failed&limit=20`)).body.items,
    );
    assert.equal((await integrator('runs', '--status', 'Not Run')).stdout, 'There are no such runs.\n');
  });

  it('shows Additional Details', async () => {
    const id = await runWithReject('with details');
    const { stdout } = await integrator('show', id, '--details');
    assert.match(stdout, /^with details: Completed with Errors/);
    assert.match(stdout, /^load {2}\d{4}-\d\d-\d\d /m);
  });

  it('gets rejects as CSV, and sends them again corrected', async () => {
    const id = await runWithReject('to be corrected');
    assert.match((await integrator('rejects', 'list', id)).stdout, /^ +1 +id +pattern$/m);
    const path = join(folder, 'rejects.csv');
    const got = await integrator('rejects', 'get', id, '-o', path);
    assert.deepEqual([got.code, got.stdout], [0, '']);
    const csv = await readFile(path, 'utf8');
    // The byte order mark, by which spreadsheets know UTF-8, is lost on whoever reads the pipe here.
    assert.equal((await integrator('rejects', 'get', id)).stdout, csv.replace('\uFEFF', ''));
    await writeFile(path, csv.replace(/,2,Bo\r?\n$/, ',E22,Bo\n'));
    const fixed = await integrator('rejects', 'fix', id, '--file', path, '--wait');
    assert.equal(fixed.code, 0, fixed.stdout + fixed.stderr);
    assert.ok((await site.rows()).some((row) => row.id === 'E22'));
    const left = documentOf(await integrator('rejects', 'get', id, '--json')) as unknown as { items: [] };
    assert.deepEqual(left.items, []);
    const all = documentOf(await integrator('rejects', 'get', id, '--all', '--json')) as unknown as { items: [] };
    assert.equal(all.items.length, 1);
  });

  it('runs again without entering anything', async () => {
    const file = await fileOf('again.csv', 'id,name\nE1,Ann\n');
    await integrator('run', 'things', '--file', file, '--name', 'once', '--wait');
    const { code, stdout } = await integrator('rerun', 'once', '--name', 'twice', '--wait');
    assert.equal(code, 0);
    assert.match(stdout, /^Records +1 read, 1 unchanged$/m);
    assert.match(stdout, /^Requested by +api \(rerun\)$/m);
  });

  it('sends all of a task, and then what has changed', async () => {
    await writeFile(join(service.folder, 'inbox', 'inbox.csv'), 'id,name\nE31,Ann\nE32,Bo\n');
    const all = await integrator('send-all', 'things', '--wait');
    assert.equal(all.code, 0, all.stdout + all.stderr);
    assert.match(all.stdout, /^Records +2 read, 2 applied, 2 inserted$/m);
    const changed = await integrator('send-changed', 'things', '--wait', '--json');
    assertHas(documentOf(changed), { send: 'changed', counts: { read: 2, unchanged: 2 } });
  });

  it('stops and starts the site in the words of its log', async () => {
    const stopped = await integrator('site', 'stop', '--reason', 'stocktake');
    assert.deepEqual([stopped.code, stopped.stdout], [0, `Site ${site.site} stopped successfully!\n`]);
    assert.match((await integrator('site', 'show')).stdout, /^Integrator +Stopped: stocktake$/m);
    const file = await fileOf('held.csv', 'id,name\nE1,Ann\n');
    const refused = await integrator('run', 'things', '--file', file);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^Site is stopped: /m);
    const started = await integrator('site', 'start', site.site);
    assert.deepEqual([started.code, started.stdout], [0, `Site ${site.site} started successfully!\n`]);
    const list = await integrator('site', 'list');
    assert.match(list.stdout, new RegExp(`^${site.site} +DEV +Running +UTC$`, 'm'));
    const log = await integrator('site', 'log');
    assert.match(log.stdout, /\(\d\): Site \S+ started successfully!\n/);
    assert.deepEqual(documentOf(await integrator('site', 'log', '--json')).lines, log.stdout.split('\n').slice(0, -1));
  });

  it('follows the log of the site', async () => {
    const environment = { INTEGRATOR_URL: service.api.url, INTEGRATOR_SITE: site.site };
    const following = beginIntegrator(['site', 'log', '-f', '--json'], environment);
    await following.said(/started successfully/);
    const file = await fileOf('followed.csv', 'id,name\nE1,Ann\n');
    await integrator('run', 'things', '--file', file, '--name', 'followed');
    await following.said(/Run followed/);
    following.interrupt();
    const { stdout } = await following.ended;
    for (const line of stdout.trim().split('\n')) assert.deepEqual(Object.keys(JSON.parse(line) as object), ['line']);
  });

  it('makes, shows, copies, disables and deletes a schedule', async () => {
    const recurrence = '{ repeats: By Day, every: 1, startDate: 2030-01-01, startTime: "06:00", end: Forever }';
    const file = await fileOf('night.yaml', `integration: things\nfile: good.csv\nrecurrence: ${recurrence}\n`);
    const preview = await integrator('schedule', 'preview', '-f', file);
    assert.equal(preview.code, 0, preview.stdout);
    assert.match(preview.stdout, /^ {2}2030-01-01 06:00 (Z|\+00:00)$/m);
    assert.match((await integrator('schedule', 'apply', 'night', '-f', file)).stdout, /^Status +Scheduled$/m);
    assert.equal((await integrator('schedule', 'copy', 'night', 'weekend')).code, 0);
    assert.match((await integrator('schedule', 'disable', 'weekend')).stdout, /^Status +Scheduled, disabled$/m);
    assert.match((await integrator('schedule', 'enable', 'weekend')).stdout, /^Status +Scheduled$/m);
    assert.match((await integrator('schedule', 'list')).stdout, /^night +things +Scheduled +2030-01-01 06:00/m);
    const asked = await integrator('schedule', 'delete', 'weekend');
    assert.equal(asked.code, 2);
    assert.match(asked.stderr, /Nobody is here to answer: say --yes/);
    assert.equal((await integrator('schedule', 'delete', 'weekend', '--yes')).code, 0);
    assert.match((await integrator('schedule', 'show', 'weekend')).stderr, /^Schedule not found: /);
    const calendar = await integrator('calendar', '--from', '2030-01-01', '--to', '2030-01-03', '--scheduled');
    assert.deepEqual(calendar.stdout.match(/^2030-01-0\d 06:00 \S+ +night +Scheduled$/gm)?.length, 2);
  });

  it('says why a schedule would be refused', async () => {
    const recurrence = '{ repeats: By Day, every: 1, startDate: 2030-01-01, startTime: "06:00", end: Forever }';
    const file = await fileOf('refused.yaml', `integration: nothing\nrecurrence: ${recurrence}\n`);
    const { code, stdout } = await integrator('schedule', 'preview', '-f', file);
    assert.equal(code, 1);
    assert.match(stdout, /^It would be refused: integration: /m);
  });

  it('completes integrations and schedules that the API knows', async () => {
    assert.equal((await integrator('complete', '--', 'run', 'th')).stdout, 'things\n');
    assert.equal((await integrator('complete', '--', 'schedule', 'show', '')).stdout, 'night\n');
    assert.ok((await integrator('complete', '--', 'site', 'show', '')).stdout.split('\n').includes(site.site));
  });
});
