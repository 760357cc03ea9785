import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { checkConnection } from '../../src/connections/check-connection.js';
import { IntegratorError, isRetryable } from '../../src/model/errors.js';
import { testEnvironment } from '../support/environment.js';
import { HttpServer, status, type Answer } from './http/support/http-server.js';
import { SftpFolder } from './sftp/support/sftp-folder.js';

type Connection = Parameters<typeof checkConnection>[0];

/** Reaches the connection, whose secret is this one. */
const reach = (connection: Connection, secret: string) => checkConnection(connection, () => secret);

/** Asserts that the secret lets nobody in any more, that trying again would not help, and that it is not told. */
async function assertExpired(connection: Connection, secret: string, message: RegExp): Promise<void> {
  const error = await reach(connection, secret).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof IntegratorError, String(error));
  assert.match(error.message, message);
  assert.equal(error.code, 'connection-invalid');
  assert.equal(isRetryable(error.code), false);
  assert.ok(!`${error.stack} ${JSON.stringify(error.details)}`.includes('canary'), error.stack);
}

describe('credentials that are changed between two uses', () => {
  it('of a PostgreSQL are refused, until the new ones are at hand', async () => {
    const role = new Role();
    await role.alter(`password 'canary-1'`);
    await reach(role.connection, role.url('canary-1'));
    await role.alter(`password 'canary-2'`);
    await assertExpired(
      role.connection,
      role.url('canary-1'),
      /^PostgreSQL \S+ does not let us in: password authentication failed for user "\S+"\. Check the user and password/,
    );
    await reach(role.connection, role.url('canary-2'));
    await role.drop();
  });

  it('of a PostgreSQL are refused when their time is over', async () => {
    const role = new Role();
    await role.alter(`password 'canary-1' valid until 'tomorrow'`);
    await reach(role.connection, role.url('canary-1'));
    await role.alter(`valid until 'yesterday'`);
    await assertExpired(role.connection, role.url('canary-1'), /does not let us in: .* Check the user and password/);
    await role.drop();
  });

  it('of an SFTP server are refused, until the new ones are at hand', async () => {
    const folder = await SftpFolder.create();
    const { server, path } = folder;
    const connection = server.connection(path);
    server.options.password = 'canary-1';
    await reach(connection, 'canary-1');
    server.options.password = 'canary-2';
    await assertExpired(
      connection,
      'canary-1',
      /does not let user ann in by the password\. One may be wrong or have exp/,
    );
    await reach(connection, 'canary-2');
    await folder.remove();
  });

  it('of an http endpoint are refused, until the new ones are at hand', async () => {
    const server = await HttpServer.start();
    const letting =
      (token: string): Answer =>
      (response, received) =>
        status(received.headers.authorization === `Bearer ${token}` ? 204 : 401)(response, received);
    const connection: Connection = {
      kind: 'http',
      url: server.url,
      headers: {},
      token: 'env:TOKEN',
      allowPrivate: true,
      timeoutSeconds: 30,
      check: { method: 'HEAD' },
    };
    server.will(letting('canary-1'));
    await reach(connection, 'canary-1');
    server.will(letting('canary-2'));
    await assertExpired(connection, 'canary-1', /refused the credentials \(401\)\. Correct the secrets/);
    await reach(connection, 'canary-2');
    await server.stop();
  });
});

/** A user of the tests' PostgreSQL. */
class Role {
  readonly connection: Connection = { kind: 'postgres', url: 'env:URL' };
  private readonly name = `role_${randomUUID().slice(0, 8)}`;
  private readonly admin = testEnvironment().postgres.url('postgres');
  private isThere = false;

  url(password: string): string {
    const url = new URL(this.admin);
    return Object.assign(url, { username: this.name, password }).href;
  }

  async alter(options: string): Promise<void> {
    await this.query(`${this.isThere ? 'alter' : 'create'} role ${this.name} login ${options}`);
    this.isThere = true;
  }

  drop(): Promise<void> {
    return this.query(`drop role ${this.name}`);
  }

  private async query(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.admin });
    await client.connect();
    // A password may end at a time of this machine's clock.
    await client.query(statement.replace(/'(tomorrow|yesterday)'/, (_, day: string) => `'${atDay(day)}'`));
    await client.end();
  }
}

function atDay(day: string): string {
  const hours = day === 'tomorrow' ? 24 : -24;
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
