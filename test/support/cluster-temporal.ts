import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { stringify } from 'yaml';

import type { DataFolder } from '../../src/embedded/data-folder.js';
import { EmbeddedError } from '../../src/embedded/embedded-error.js';
import type { Report } from '../../src/embedded/report.js';
import { runCommand } from '../../src/embedded/run-command.js';
import { openServerLog } from '../../src/embedded/server-log.js';
import { startServerProcess } from '../../src/embedded/server-process.js';
import { servesTemporal } from '../../src/embedded/serves-temporal.js';
import type { EmbeddedTemporal } from '../../src/embedded/temporal.js';
import { SEARCH_ATTRIBUTES } from '../../src/workflows/search-attributes.js';
import { serverConfig } from './cluster-temporal-config.js';

const DOCKER = join(import.meta.dirname, '../../docker');

/** How long the server may take until it serves, in milliseconds; it takes about four seconds. */
const TIME_LIMIT = 60_000;

export interface TemporalServerOptions {
  folder: DataFolder;
  /** The folder of `temporal-server` and `temporal-sql-tool` (see cluster-build.ts). */
  programs: string;
  /** The Temporal command line (see findTemporal). */
  cli: string;
  /** Nine, of which the first is the one for clients. */
  ports: readonly number[];
  namespace: string;
  /** `host:port` of the PostgreSQL that has the databases `temporal` and `temporal_visibility`, and their user's password. */
  postgres: { address: string; password: string };
  /** Added to docker/temporal-dynamic-config.yaml. */
  dynamicConfig?: Record<string, unknown>;
  report: Report;
}

/** Brings Temporal's tables into the databases, as the job `temporal-schema` of docker-compose.yml does. */
export async function makeTemporalSchema(options: TemporalServerOptions): Promise<void> {
  const { address, password } = options.postgres;
  const [host = '', port = ''] = address.split(':');
  const sql = {
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: host,
    SQL_PORT: port,
    SQL_USER: 'temporal',
    SQL_PASSWORD: password,
  };
  await runScript('temporal-schema.sh', sql, options);
}

/** Makes the namespace with its search attributes, as the job `temporal-namespace` of docker-compose.yml does. */
export async function makeNamespace(options: TemporalServerOptions): Promise<void> {
  const { ports, namespace } = options;
  const temporal = { TEMPORAL_ADDRESS: `127.0.0.1:${ports[0]!}`, TEMPORAL_NAMESPACE: namespace, RETENTION: '30d' };
  await runScript('temporal-namespace.sh', temporal, options);
}

async function runScript(name: string, env: Record<string, string>, options: TemporalServerOptions): Promise<void> {
  const { programs, cli, folder } = options;
  const path = [programs, dirname(cli), '/usr/bin', '/bin'].join(delimiter);
  const { ok, problem } = await runCommand('/bin/sh', [join(DOCKER, name)], {
    env: { PATH: path, HOME: folder.path, ...env },
    timeout: 120_000,
  });
  if (!ok) throw new Error(`docker/${name} failed: ${problem}`);
}

/**
 * Starts the real Temporal server, all four services in one process as its image does. Waits until it serves the
 * namespace, which is made where `first`.
 */
export async function startTemporalServer(options: TemporalServerOptions, first: boolean): Promise<EmbeddedTemporal> {
  const { folder, programs, ports, namespace, report } = options;
  const home = join(folder.path, 'temporal');
  writeConfig(home, options);
  const log = openServerLog(join(folder.path, 'logs', 'temporal.log'));
  const server = await startServerProcess({
    name: 'Temporal',
    executable: join(programs, 'temporal-server'),
    args: ['--root', home, '--config', 'config', '--env', 'cluster', '--allow-no-auth', 'start'],
    env: { HOME: home, PATH: '/usr/bin:/bin', TZ: 'UTC' },
    folder,
    log,
  });
  const address = `127.0.0.1:${ports[0]!}`;
  const giveUp = new AbortController();
  void server.ended.then(() => giveUp.abort());
  const timer = setTimeout(() => giveUp.abort(), TIME_LIMIT);
  if (first) await makeNamespace(options);
  const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, 'Keyword' as const]));
  const question = {
    address,
    namespace,
    searchAttributes,
    hasStarted: () => server.isRunning(),
    signal: giveUp.signal,
  };
  const serves = await servesTemporal(question);
  clearTimeout(timer);
  if (!serves) {
    const lines = log.lastLines();
    await server.stop();
    throw new EmbeddedError(`The Temporal server did not start. The end of its log, ${log.path}:\n${lines}`);
  }
  report(`The Temporal server is ready on ${address}`);
  return {
    address,
    // The Web UI is a program of its own, and nobody looks at it here.
    uiUrl: 'http://127.0.0.1:8233',
    pid: server.pid,
    stop: () => server.stop(),
    died: server.ended.then((how) => new EmbeddedError(`The Temporal server ended (${how}); see ${log.path}`)),
  };
}

function writeConfig(home: string, options: TemporalServerOptions): void {
  const { dynamicConfig = {} } = options;
  mkdirSync(join(home, 'config'), { recursive: true });
  const settings = Object.entries(dynamicConfig).map(([name, value]) => stringify({ [name]: [{ value }] }));
  const dynamic = [readFileSync(join(DOCKER, 'temporal-dynamic-config.yaml'), 'utf8'), ...settings].join('');
  writeFileSync(join(home, 'dynamic.yaml'), dynamic);
  const config = serverConfig({ ...options, dynamicConfigFile: join(home, 'dynamic.yaml') });
  writeFileSync(join(home, 'config', 'cluster.yaml'), stringify(config), { mode: 0o600 });
}
