import assert from 'node:assert/strict';
import { delimiter, dirname, join } from 'node:path';
import { homedir } from 'node:os';

import { Connection } from '@temporalio/client';
import pg from 'pg';

import { findTemporal } from '../../src/embedded/find-temporal.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres.js';
import { runCommand } from '../../src/embedded/run-command.js';
import { SEARCH_ATTRIBUTES } from '../../src/workflows/search-attributes.js';
import { buildTemporalServer } from '../support/cluster-build.js';
import { openHome, type ClusterHome } from '../support/cluster-home.js';
import { freePorts } from '../support/cluster-ports.js';
import { startTemporalServer } from '../support/cluster-temporal.js';

const PROJECT = join(import.meta.dirname, '../..');
const PASSWORDS = { TEMPORAL_DB_PASSWORD: "te'mporal", INTEGRATOR_DB_PASSWORD: 'integrator', HR_DB_PASSWORD: 'hr' };

/** Those of docker/, in the order and with the settings of docker-compose.yml, on real servers. */
describe('the scripts of the containers', () => {
  let home: ClusterHome;
  let postgres: EmbeddedPostgres;
  let programs: string;
  let cli: string;
  before(async () => {
    const report = (line: string) => console.log(`      ${line}`);
    home = await openHome(report);
    const [port = 0] = await freePorts(1);
    postgres = await startPostgres({ folder: home.data, port, report });
    programs = await buildTemporalServer(report);
    const cacheFolder = join(homedir(), '.cache', 'temporal-integrator');
    cli = await findTemporal({ path: process.env.PATH ?? '', cacheFolder, env: process.env, report });
  });
  after(async () => {
    await postgres.stop();
    await home.remove();
  });

  async function script(name: string, env: Record<string, string>): Promise<void> {
    const path = [programs, dirname(cli), process.env.PATH].join(delimiter);
    const options = { env: { PATH: path, HOME: home.shared, ...env }, timeout: 120_000 };
    const { ok, problem } = await runCommand('/bin/sh', [join(PROJECT, 'docker', name)], options);
    assert.ok(ok, problem);
  }

  async function rows<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const as = (user: string, password: string, database: string) =>
    `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${postgres.port}/${database}`;

  it('create-databases.sh makes each database with its owner, and the table of the example', async function () {
    const { ok } = await runCommand('psql', ['--version'], { env: { PATH: process.env.PATH }, timeout: 10_000 });
    if (!ok) {
      console.log('      psql and createdb are not at hand: install the client programs of PostgreSQL');
      this.skip();
    }
    const { password } = new URL(postgres.url('postgres'));
    const server = { PGHOST: '127.0.0.1', PGPORT: String(postgres.port), PGPASSWORD: password };
    await script('create-databases.sh', { ...server, ...PASSWORDS, EXAMPLES: join(PROJECT, 'examples') });
    const owners = await rows(
      postgres.url('postgres'),
      `select datname, rolname from pg_database join pg_roles on datdba = pg_roles.oid
         where rolname <> 'postgres' order by datname`,
    );
    assert.deepEqual(owners, [
      { datname: 'hr', rolname: 'hr' },
      { datname: 'integrator', rolname: 'integrator' },
      { datname: 'temporal', rolname: 'temporal' },
      { datname: 'temporal_visibility', rolname: 'temporal' },
    ]);
    assert.deepEqual(await rows(as('hr', 'hr', 'hr'), 'select count(*)::int as count from employee'), [{ count: 0 }]);
    await rows(as('integrator', 'integrator', 'integrator'), 'create schema of_ours');
  });

  it('temporal-schema.sh brings the tables, and changes nothing where they are there', async () => {
    const sql = { SQL_PLUGIN: 'postgres12', SQL_HOST: '127.0.0.1', SQL_PORT: String(postgres.port) };
    const user = { SQL_USER: 'temporal', SQL_PASSWORD: PASSWORDS.TEMPORAL_DB_PASSWORD };
    const versions = async () => {
      const urls = ['temporal', 'temporal_visibility'].map((name) => as('temporal', user.SQL_PASSWORD, name));
      return Promise.all(urls.map((url) => rows(url, 'select curr_version, creation_time::text from schema_version')));
    };
    await script('temporal-schema.sh', { ...sql, ...user });
    const made = await versions();
    for (const [version] of made) assert.match((version as { curr_version: string }).curr_version, /^1\.\d+$/);
    await script('temporal-schema.sh', { ...sql, ...user });
    assert.deepEqual(await versions(), made);
  });

  it('temporal-namespace.sh makes the namespace with our search attributes, and may be run again', async () => {
    const ports = await freePorts(9);
    const address = `127.0.0.1:${ports[0]!}`;
    const temporal = { address: `127.0.0.1:${postgres.port}`, password: PASSWORDS.TEMPORAL_DB_PASSWORD };
    const options = { folder: home.data, programs, cli, ports, namespace: 'company', postgres: temporal };
    // Which runs it once.
    const server = await startTemporalServer({ ...options, report: () => undefined }, true);
    try {
      await script('temporal-namespace.sh', {
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: 'company',
        RETENTION: '9d',
      });
      const connection = await Connection.connect({ address });
      const { config } = await connection.workflowService.describeNamespace({ namespace: 'company' });
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'company' });
      await connection.close();
      assert.equal(Number(config?.workflowExecutionRetentionTtl?.seconds), 30 * 86_400);
      assert.deepEqual(Object.keys(customAttributes).sort(), SEARCH_ATTRIBUTES.map(({ name }) => name).sort());
    } finally {
      await server.stop();
    }
  });

  it('temporal-dynamic-config.yaml has settings only that the server knows', async () => {
    const file = join(PROJECT, 'docker/temporal-dynamic-config.yaml');
    const { ok, stdout, problem } = await runCommand(
      join(programs, 'temporal-server'),
      ['validate-dynamic-config', file],
      { env: {}, timeout: 20_000 },
    );
    assert.ok(ok, problem + stdout);
    assert.doesNotMatch(stdout, /error|warning/);
  });
});
