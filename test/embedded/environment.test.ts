import assert from 'node:assert/strict';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { testEnvironment } from '../support/environment.js';

describe('test environment', () => {
  it('gives every test file the same real PostgreSQL and Temporal', async () => {
    const { postgres, temporal, namespace, databaseUrl } = testEnvironment();
    assert.equal(await postgres.createDatabase('environment_test'), true);
    const client = new pg.Client({ connectionString: databaseUrl('environment_test') });
    await client.connect();
    assert.deepEqual((await client.query('SELECT current_database() AS name')).rows, [{ name: 'environment_test' }]);
    await client.end();

    const connection = await Connection.connect({ address: temporal.address });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    assert.equal(Object.keys(customAttributes).filter((name) => name.startsWith('Integrator')).length, 5);
    await connection.close();
  });

  it('has the Web UI where it says', async () => {
    const answer = await fetch(testEnvironment().temporal.uiUrl);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /<html/);
  });
});
