import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkConnection } from '../../src/connections/check-connection.js';
import { IntegratorError, isRetryable } from '../../src/model/errors.js';
import { TargetDatabase } from './support/target-database.js';

const PASSWORD = 'canary-password';

/** What a check of the PostgreSQL at this URL fails with; its password is not told. */
async function failureAt(url: string): Promise<IntegratorError> {
  const error = await checkConnection({ kind: 'postgres', url: 'env:URL' }, () => url).catch(
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof IntegratorError, String(error));
  assert.ok(!`${error.stack} ${JSON.stringify(error.details)}`.includes('canary'), error.stack);
  return error;
}

/** Asserts that it is worth trying again, and why. */
function assertPassing(error: unknown, message: RegExp): void {
  assert.ok(error instanceof IntegratorError, String(error));
  assert.match(error.message, message);
  assert.equal(error.code, 'target-unavailable');
  assert.equal(isRetryable(error.code), true);
}

describe('a PostgreSQL that cannot be spoken to', () => {
  /** What is answered to a client. */
  let answer: (socket: Socket) => void;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  let url: string;
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `postgres://ann:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}/hr`;
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  const ways: [string, (socket: Socket) => void, RegExp][] = [
    ['drops the connection', (socket) => socket.once('data', () => socket.end()), /Connection terminated unexpectedly/],
    ['resets the connection', (socket) => socket.once('data', () => socket.resetAndDestroy()), /ECONNRESET/],
    ['says nothing', () => undefined, /timeout expired/],
    ['is none, but an http server', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /./],
  ];
  for (const [what, how, cause] of ways) {
    it(`is tried again when it ${what}`, async () => {
      answer = how;
      const error = await failureAt(url);
      assertPassing(error, /^PostgreSQL 127\.0\.0\.1:\d+\/hr is not reachable: /);
      assert.match(error.message, cause);
    });
  }

  it('is refused, and its URL not shown, where a password that is not escaped takes the place of the host', async () => {
    for (const wrong of [
      'postgres://ann:12/canary@127.0.0.1',
      'postgres://ann:12/canary@127.0.0.1/hr',
      'postgres://ann:12?canary@127.0.0.1/hr',
      'postgres://ann:12#canary@127.0.0.1/hr',
      'postgres://ann:canary/x@127.0.0.1/hr',
    ]) {
      const { code, message } = await failureAt(wrong);
      assert.equal(code, 'connection-invalid');
      assert.match(message, /^The URL of this connection is not one of PostgreSQL: expected postgres:.* with %2F/);
      assert.ok(!message.includes('12/') && !message.includes(':12'), message);
    }
  });
});

describe('a PostgreSQL that takes no more', () => {
  const database = new TargetDatabase();
  before(() => database.create());
  beforeEach(() => database.empty());
  after(() => database.pool.end());

  const options = { table: 'things', fields: ['id', 'name'] };
  const records = Array.from({ length: 5000 }, (_, index) => [String(index), 'x'.repeat(200)]);

  it('fails the load that is told to go, to be tried again', async () => {
    await database.pool.query('create table things (id text primary key, name text)');
    const load = await database.open(options);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'integrator load%'`,
    );
    const error: unknown = await load.write().catch((thrown: unknown) => thrown);
    await load.close();
    assertPassing(error, /is not reachable: .*(terminat|not queryable)/);
  });

  it('fails the load where its disk is full, to be tried again; nothing is applied until there is room', async function () {
    const disk = mkdtempSync(join(tmpdir(), 'temporal-integrator-disk-'));
    const { rows } = await database.pool.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const { uid, gid } = statSync(rows[0]?.folder ?? '');
    const mount = ['-t', 'tmpfs', '-o', `size=256k,uid=${uid},gid=${gid},mode=700`, 'none', disk];
    if (process.getuid?.() !== 0 || spawnSync('mount', mount).status !== 0) {
      rmSync(disk, { recursive: true });
      console.log('      skipped: only root, and not in every container, can mount a file system');
      this.skip();
    }
    try {
      await database.pool.query(`create tablespace tiny location '${disk}'`);
      await database.pool.query('create table things (id text primary key, name text) tablespace tiny');
      const error: unknown = await database.load(options, records).catch((thrown: unknown) => thrown);
      assertPassing(error, /is not reachable: could not (extend|write|create) .*: No space left on device/);
      assert.equal((await database.pool.query('select from things')).rowCount, 0);
      assert.equal(spawnSync('mount', ['-o', 'remount,size=64m', disk]).status, 0);
      assert.equal((await database.load(options, records)).inserted, records.length);
    } finally {
      await database.pool.query('drop table if exists things');
      await database.pool.query('drop tablespace if exists tiny');
      spawnSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });
});
