import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder } from '../../src/embedded/data-folder.js';
import { EmbeddedError } from '../../src/embedded/embedded-error.js';
import { scratchFolder } from './support/scratch-folder.js';
import { startOwner } from './support/start-owner.js';

describe('data folder', () => {
  let path: string;
  let lines: string[];
  let removals: (() => void)[];
  const report = (line: string) => lines.push(line);

  beforeEach(() => {
    [lines, removals] = [[], []];
    path = scratchFolder((remove) => removals.push(remove));
  });
  afterEach(() => removals.forEach((remove) => remove()));

  it('is created, and is free again after release', async () => {
    const inner = join(path, 'deep', 'data');
    const first = await openDataFolder({ path: inner, report });
    assert.equal(statSync(inner).mode & 0o777, 0o755);
    first.release();
    const second = await openDataFolder({ path: inner, report });
    second.release();
    assert.deepEqual(readdirSync(inner), []);
  });

  it('is refused while another process holds it, naming that process and what to do', async () => {
    const { child, answer } = await startOwner(path, 'folder');
    assert.match(answer, /holding/);
    await assert.rejects(openDataFolder({ path, report }), (error: Error) => {
      assert.ok(error instanceof EmbeddedError);
      assert.match(error.message, new RegExp(`in use by process ${child.pid ?? ''}\\b.*kill.*INTEGRATOR_DATA`));
      return true;
    });
    child.stdin.end();
    await once(child, 'exit');
    (await openDataFolder({ path, report })).release();
  });

  it('goes to one at most of several that start at once, and is free afterwards', async () => {
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => openDataFolder({ path, report })));
    const holders = results.filter((result) => result.status === 'fulfilled');
    assert.ok(holders.length <= 1, `${holders.length} hold it`);
    holders.forEach(({ value }) => value.release());
    (await openDataFolder({ path, report })).release();
  });

  it('is taken over silently from a process that was killed', async () => {
    const { child } = await startOwner(path, 'folder');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(readdirSync(path).length, 1);
    (await openDataFolder({ path, report })).release();
    assert.deepEqual([readdirSync(path), lines], [[], []]);
  });

  it('is taken over when the number in the lock belongs to another process now', async () => {
    writeFileSync(join(path, 'in-use-by.1.00000000'), JSON.stringify({ pid: process.ppid, started: 'long ago' }));
    (await openDataFolder({ path, report })).release();
    assert.deepEqual(readdirSync(path), []);
  });

  it('is refused if it cannot be written, naming it and what to do', async () => {
    writeFileSync(join(path, 'file'), '');
    await assert.rejects(openDataFolder({ path: join(path, 'file'), report }), /Cannot write .*file.*INTEGRATOR_DATA/);
  });

  it('is refused to a user who may not write it', async function () {
    const nobody = 65_534;
    const reads = spawnSync('test', ['-r', import.meta.filename], { uid: nobody, gid: nobody });
    if (process.getuid?.() !== 0 || reads.status !== 0) {
      console.log('      skipped: only root can become another user, who must be able to read the project');
      this.skip();
    }
    const { child, answer } = await startOwner(join(path, 'data'), 'folder', nobody);
    assert.match(answer, /EmbeddedError: Cannot write to .*\/data \(EACCES\)\. Set INTEGRATOR_DATA .*permissions/);
    if (child.exitCode === null) await once(child, 'exit');
  });

  it('ends what an earlier start left running, and says so', async () => {
    const left = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    const folder = await openDataFolder({ path, report });
    folder.recordProcess('Temporal', left.pid!);
    const ended = once(left, 'exit');
    await folder.endLeftovers();
    assert.deepEqual(await ended, [null, 'SIGTERM']);
    assert.deepEqual(lines, [`Ended Temporal (process ${left.pid!}), left over from an earlier start`]);
    await folder.endLeftovers();
    assert.equal(lines.length, 1);
    folder.release();
  });

  it('leaves alone a process that only has the number of a leftover, or its name', async () => {
    const [sameNumber, sameName] = [1, 2].map(() => spawn('sleep', ['600'], { stdio: 'ignore' }));
    const folder = await openDataFolder({ path, report });
    folder.recordProcess('PostgreSQL', sameNumber!.pid!);
    const list = join(path, 'processes.json');
    const written = JSON.parse(readFileSync(list, 'utf8')) as { PostgreSQL: object };
    writeFileSync(list, JSON.stringify({ PostgreSQL: { ...written.PostgreSQL, started: 'earlier' } }));
    await folder.endLeftovers();
    assert.deepEqual(lines, []);
    for (const child of [sameNumber!, sameName!]) {
      // Signal 0 asks whether it is still there.
      assert.equal(child.kill(0), true);
      assert.equal(child.exitCode ?? child.signalCode, null);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    folder.release();
  });
});
