import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { ensureMarkerTable } from '../../src/connections/postgres/load-marker.js';
import { removeMarkers } from '../../src/connections/postgres/remove-markers.js';
import { testEnvironment } from '../support/environment.js';

describe('Old markers of loads', () => {
  const name = `target_${randomUUID().slice(0, 8)}`;
  let url: string;
  let client: pg.Client;

  before(async () => {
    const { postgres } = testEnvironment();
    await postgres.createDatabase(name);
    url = postgres.url(name);
    client = new pg.Client({ connectionString: url });
    await client.connect();
    await ensureMarkerTable(client);
  });
  after(() => client.end());

  it('hold up nobody where their table is locked', async () => {
    await client.query('begin; lock table integrator.load');
    const removing = removeMarkers(url, 30, () => Promise.resolve(new Set()));
    await assert.rejects(removing, { code: 'target-unavailable' });
    await client.query('rollback');
    assert.equal(await removeMarkers(url, 30, () => Promise.resolve(new Set())), 0);
  });
});
