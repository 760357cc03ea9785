import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { eventually } from '../../support/eventually.js';
import type { AnswerBody } from '../../support/http-client.js';
import type { CaseLane } from './case-lane.js';
import { describeRow, type ImportCase } from './import-case.js';

/** The whole account of runs that went through: records, rejects, counts, and that nothing is left of them. */
export async function assertExactlyOnce(runs: readonly ImportCase[]): Promise<void> {
  const summaries = await Promise.all(runs.map((given) => given.ended()));
  for (const [index, given] of runs.entries()) {
    await naming(given, () => assertAccount(given, summaries[index]!));
  }
  for (const given of runs) await naming(given, () => assertNothingLeft(given));
  for (const { lane } of runs) await assertNoFilesLeft(lane);
  for (const given of runs) await naming(given, () => assertGoesOn(given));
}

/** A failure tells the seed it came with. */
async function naming({ seed }: ImportCase, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (error instanceof Error) error.message = `seed ${seed}: ${error.message}`;
    throw error;
  }
}

/** Target, rejects and counts against what the generator made. */
export async function assertAccount(given: ImportCase, summary: AnswerBody): Promise<void> {
  const { file, lane, run } = given;
  const { rejects, after, counts } = file;
  const expected = rejects.length > 0 ? 'Completed with Errors' : 'Completed';
  assert.equal(summary.status, expected, summary.reason);
  assertSame('in the target', await given.rows(), after.map(describeRow));
  const { rows } = await lane.service.database.query<object>(
    `select record, line, byte_offset as "byteOffset", raw, reasons -> 0 ->> 'code' as code from reject where run = $1`,
    [run],
  );
  assertSame('among the rejects', rows.map(describe), rejects.map(describe));
  assert.deepEqual(summary.counts, counts);
}

/** Compares as multisets: nothing lost, nothing doubled, nothing invented. */
function assertSame(where: string, actual: readonly string[], expected: readonly string[]): void {
  const missing = new Map<string, number>();
  for (const one of expected) missing.set(one, (missing.get(one) ?? 0) + 1);
  const surplus: string[] = [];
  for (const one of actual) {
    const count = missing.get(one) ?? 0;
    if (count === 0) surplus.push(one);
    else missing.set(one, count - 1);
  }
  const lost = [...missing].flatMap(([one, count]) => Array<string>(count).fill(one));
  const tell = (all: string[]) => `${all.length}: ${all.slice(0, 3).join(' ').slice(0, 300)}`;
  assert.ok(lost.length === 0 && surplus.length === 0, `${where}: lost ${tell(lost)}; too many ${tell(surplus)}`);
}

function describe(reject: object): string {
  return JSON.stringify(Object.entries(reject).sort());
}

/** No file in the making, once all runs of the lane have ended. */
export async function assertNoFilesLeft({ opened, incoming }: CaseLane): Promise<void> {
  assert.deepEqual(await namesIn(opened), [], 'opened files of a run that has ended');
  assert.deepEqual(await namesIn(incoming), [], 'parts of files that were received');
}

/** The file is archived once and as a whole; there is no claim, session, lock, or step that has not ended. */
export async function assertNothingLeft(given: ImportCase): Promise<void> {
  const { lane, folder, run, site, table } = given;
  const { target, database, http } = lane.service;
  assert.deepEqual(await namesIn(join(folder, '.integrator')), [], 'claims');
  if (given.isTaken) assert.match(await whereabouts(given), /^archive\/people\.\d{8}T\d{6}Z\./);
  // A session that was ended is gone a moment later.
  await eventually('no session or lock of the load is left', async () => {
    const { rowCount } = await target.query(
      `select from pg_stat_activity where datname = current_database() and application_name like '%integrator%'
       union all
       select from pg_locks where relation = $1::regclass and pid <> pg_backend_pid()`,
      [table],
    );
    return rowCount === 0;
  });
  const marker = await target.query('select applied_at from integrator.load where run = $1', [run]);
  assert.equal(marker.rowCount, 1);
  const { rows: steps } = await database.query('select step from run_step where run = $1 and ended_at is null', [run]);
  assert.deepEqual(steps, [], 'steps that have not ended');
  await eventually('the site knows of no run', async () => (await http.get(`/sites/${site}`)).body.runs.length === 0);
}

/** The site can be stopped and started, and a file of the same name be loaded. */
async function assertGoesOn(given: ImportCase): Promise<void> {
  const { http } = given.lane.service;
  const stop = () => http.post(`/sites/${given.site}/stop`, { reason: 'The end of a case' });
  assert.equal((await stop()).status, 200);
  assert.equal((await http.post(`/sites/${given.site}/start`)).status, 200);
  await given.deliver(await given.nextFile());
  const { status, body, text } = await given.request();
  assert.equal(status, 200, text);
  assert.equal(body.status, 'Completed', body.reason);
  assert.deepEqual([body.counts.read, body.counts.applied], [1, 1]);
  assert.equal((await stop()).status, 200);
}

/** Where the file is, in its folder. @throws AssertionError unless it is there once, as a whole, and nothing else is. */
export async function whereabouts({ folder, sha256 }: ImportCase): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  const [path = '', ...others] = paths.map((each) => relative(folder, each));
  assert.deepEqual(others, [], `files beside ${path}`);
  const content = await readFile(join(folder, path));
  assert.equal(createHash('sha256').update(content).digest('hex'), sha256, `the file ${path}`);
  return path;
}

async function namesIn(path: string): Promise<string[]> {
  return readdir(path).catch(() => []);
}
