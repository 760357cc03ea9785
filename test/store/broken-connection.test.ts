import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type pg from 'pg';

import { inTransaction, isUnreachable, openDatabase, type Database } from '../../src/store/database.js';
import { testEnvironment } from '../support/environment.js';

describe('a connection to the control database that breaks in a transaction', () => {
  let database: Database;
  before(async () => {
    const { postgres } = testEnvironment();
    const name = `control_${randomUUID().slice(0, 8)}`;
    await postgres.createDatabase(name);
    database = openDatabase(postgres.url(name), () => undefined);
  });
  after(() => database.end());

  const isAway = (error: unknown) => {
    assert.ok(isUnreachable(error), String(error));
    return true;
  };
  /** Resolves when the client knows that its connection is gone. */
  const breakConnection = async (client: pg.PoolClient): Promise<void> => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const broken = new Promise((resolve) => client.once('end', resolve));
    await database.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await broken;
  };

  it('during a statement is told as a database that is away, so that its caller comes again', async () => {
    await assert.rejects(
      inTransaction(database, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        const asleep = client.query('select pg_sleep(60)');
        asleep.catch(() => undefined);
        await database.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await asleep;
      }),
      isAway,
    );
  });

  it('between two statements is told so as well', async () => {
    await assert.rejects(
      inTransaction(database, async (client) => {
        await breakConnection(client);
        await client.query('select 1');
      }),
      isAway,
    );
  });

  it('leaves a pool that works', async () => {
    const { rows } = await database.query('select 1 as one');
    assert.deepEqual(rows, [{ one: 1 }]);
  });
});
