import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { openDataFolder, type DataFolder } from '../../src/embedded/data-folder.js';
import { EmbeddedError } from '../../src/embedded/embedded-error.js';
import { freePort } from '../../src/embedded/ports.js';
import { installedBinaries } from '../../src/embedded/installed-binaries.js';
import { startPostgres, type EmbeddedPostgres, type PostgresOptions } from '../../src/embedded/postgres.js';
import { scratchFolder } from './support/scratch-folder.js';
import { startOwner } from './support/start-owner.js';

const isRoot = process.getuid?.() === 0;

describe('startPostgres', () => {
  let path: string;
  let folder: DataFolder | undefined;
  let postgres: EmbeddedPostgres | undefined;
  let lines: string[];
  let cleanUps: (() => void)[];
  const report = (line: string) => lines.push(line);

  beforeEach(() => {
    [lines, cleanUps, folder, postgres] = [[], [], undefined, undefined];
    path = scratchFolder((remove) => cleanUps.push(remove));
  });
  afterEach(async () => {
    await postgres?.stop();
    folder?.release();
    cleanUps.forEach((cleanUp) => cleanUp());
  });

  async function start(options: Partial<PostgresOptions> = {}): Promise<EmbeddedPostgres> {
    folder ??= await openDataFolder({ path: join(path, 'data'), report });
    await folder.endLeftovers();
    postgres = await startPostgres({ folder, port: await freePort(), report, ...options });
    return postgres;
  }

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
    } finally {
      await client.end();
    }
  }

  it('starts at once the second time, with the data of the first', async () => {
    const first = await start();
    assert.equal(await first.createDatabase('shop'), true);
    assert.equal(await first.createDatabase('shop'), false);
    await query(first.url('shop'), 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();

    const before = Date.now();
    const second = await start();
    assert.ok(Date.now() - before < 1_000, `${Date.now() - before} ms`);
    assert.deepEqual(await query(second.url('shop'), 'SELECT number FROM kept'), [7]);
    assert.equal(lines.filter((line) => line.includes('new database cluster')).length, 1);
  });

  it('is safe and alike on every machine: checksums, fsync, UTF-8, one address, a secret password', async () => {
    const { url, port } = await start();
    const settings = ['data_checksums', 'fsync', 'server_encoding', 'listen_addresses', 'unix_socket_directories'];
    const values = await Promise.all(settings.map((name) => query(url('postgres'), `SHOW ${name}`)));
    assert.deepEqual(values.flat(), ['on', 'on', 'UTF8', '127.0.0.1', '']);
    const password = join(path, 'data', 'postgres-password');
    assert.equal(statSync(password).mode & 0o777, 0o600);
    await assert.rejects(query(`postgres://postgres:wrong@127.0.0.1:${port}/postgres`, 'SELECT 1'), /authentication/);
  });

  it('recovers after it was killed, with all that was committed', async () => {
    const first = await start();
    await query(first.url('postgres'), 'CREATE TABLE kept AS SELECT 7 AS number');
    process.kill(first.pid, 'SIGKILL');
    assert.match((await first.died).message, /PostgreSQL ended by itself \(signal SIGKILL\)/);
    const second = await start();
    assert.deepEqual(await query(second.url('postgres'), 'SELECT number FROM kept'), [7]);
  });

  it('starts although its postmaster.pid names a process that is somebody else now', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    await first.died;
    const file = join(path, 'data', 'postgres', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.ppid)));
    await start();
  });

  it('that outlived a killed owner is ended by the next start, which says so', async () => {
    const { child, answer } = await startOwner(join(path, 'data'), 'postgres');
    const pid = Number(answer.replace('holding ', ''));
    child.kill('SIGKILL');
    await once(child, 'exit');
    process.kill(pid, 0);

    await start();
    assert.ok(lines.includes(`Ended PostgreSQL (process ${pid}), left over from an earlier start`), lines.join('\n'));
    assert.match(readFileSync(join(path, 'data', 'logs', 'postgres.log'), 'utf8'), /fast shutdown request/);
  });

  it('that cannot start says why, in its own words', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    cleanUps.push(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    await assert.rejects(start({ port }), (error: Error) => {
      assert.ok(error instanceof EmbeddedError);
      assert.match(
        error.message,
        /PostgreSQL did not start \(exit code 1\).*postgres\.log:\n[^]*Address already in use/,
      );
      return true;
    });
  });

  it('says what to do if the password of its cluster is lost', async () => {
    const data = join(path, 'data');
    mkdirSync(join(data, 'postgres'), { recursive: true });
    await assert.rejects(start(), /password of the database cluster .* cannot be read from .*postgres-password/);
  });

  it('names the folder that blocks, and what to do, if its user cannot reach the data (as root)', async function () {
    if (!isRoot) {
      console.log('      not root: PostgreSQL runs as ourselves, so nothing can block it');
      this.skip();
    }
    chmodSync(path, 0o700);
    await assert.rejects(start(), (error: Error) => {
      assert.ok(error instanceof EmbeddedError);
      assert.match(error.message, new RegExp(`cannot enter ${path} .*INTEGRATOR_DATA.*/var/lib/integrator`));
      return true;
    });
  });

  it('runs from a copy, made once and said, if its user cannot reach the binaries (as root)', async function () {
    if (!isRoot) {
      console.log('      not root: PostgreSQL runs as ourselves, so nothing can block it');
      this.skip();
    }
    const closed = join(path, 'closed');
    const cache = join(path, 'cache');
    mkdirSync(closed, { mode: 0o700 });
    mkdirSync(cache, { mode: 0o755 });
    cpSync(installedBinaries().folder, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const options = { binaries: { folder: join(closed, 'native'), version: '18-test' }, caches: ['/nowhere', cache] };
    await (await start(options)).stop();
    await start(options);
    const copies = lines.filter((line) => line.startsWith('Copying PostgreSQL to'));
    assert.equal(copies.length, 1);
    const copy = join(cache, 'temporal-integrator-postgres-18-test');
    assert.match(copies[0]!, new RegExp(`${copy}, because user postgres cannot enter`));
    assert.ok(existsSync(join(copy, 'bin', 'postgres')));
    assert.equal(statSync(copy).mode & 0o022, 0);
    assert.equal(statSync(copy).uid, 0);
  });

  it('runs from binaries whose symbolic links npm did not make', async () => {
    const native = join(path, 'native');
    cpSync(installedBinaries().folder, native, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('libpq.so.5') && !source.endsWith('.so.60'),
    });
    await start({ binaries: { folder: native, version: 'without-links' } });
    assert.ok(existsSync(join(native, 'lib', 'libpq.so.5')));
  });
});
