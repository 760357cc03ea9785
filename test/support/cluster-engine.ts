import { homedir } from 'node:os';
import { join } from 'node:path';

import type { DataFolder } from '../../src/embedded/data-folder.js';
import { findTemporal } from '../../src/embedded/find-temporal.js';
import type { Report } from '../../src/embedded/report.js';
import { startTemporal, type EmbeddedTemporal } from '../../src/embedded/temporal.js';
import { SEARCH_ATTRIBUTES } from '../../src/workflows/search-attributes.js';
import { buildTemporalServer } from './cluster-build.js';
import { createDatabases } from './cluster-databases.js';
import { freePorts } from './cluster-ports.js';
import { makeTemporalSchema, startTemporalServer } from './cluster-temporal.js';

/** `server`: the real Temporal server on PostgreSQL. `dev`: the dev server that `npm start` uses. */
export type EngineName = 'server' | 'dev';

export interface EngineOptions {
  folder: DataFolder;
  namespace: string;
  /** Where the real server gets its databases, and `host:port` by which it comes to them. */
  postgres: { adminUrl: string; address: string };
  /** Added to docker/temporal-dynamic-config.yaml, or to what the dev server is given. */
  dynamicConfig?: Record<string, unknown>;
  report: Report;
}

/** A Temporal server that can be started again and again, always at the same address. */
export interface Engine {
  readonly address: string;
  /** Resolves when it serves the namespace with our search attributes. */
  start(): Promise<EmbeddedTemporal>;
}

/** Gets the programs and makes the tables, where that is to be done; starts nothing. */
export async function prepareEngine(name: EngineName, options: EngineOptions): Promise<Engine> {
  const { report } = options;
  const { PATH: path = '' } = process.env;
  const cacheFolder = join(homedir(), '.cache', 'temporal-integrator');
  const cli = await findTemporal({ path, cacheFolder, env: process.env, report });
  return name === 'dev' ? prepareDevServer(cli, options) : prepareServer(cli, options);
}

async function prepareServer(cli: string, options: EngineOptions): Promise<Engine> {
  const programs = await buildTemporalServer(options.report);
  const ports = await freePorts(9);
  const { adminUrl, address } = options.postgres;
  const password = await createDatabases(adminUrl, 'temporal', 'temporal', 'temporal_visibility');
  const server = { ...options, programs, cli, ports, postgres: { address, password } };
  await makeTemporalSchema(server);
  let first = true;
  const start = async () => {
    const started = await startTemporalServer(server, first);
    first = false;
    return started;
  };
  return { address: `127.0.0.1:${ports[0]!}`, start };
}

async function prepareDevServer(executable: string, options: EngineOptions): Promise<Engine> {
  const { folder, namespace, dynamicConfig = {}, report } = options;
  const [port, uiPort] = (await freePorts(2)) as [number, number];
  const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, 'Keyword' as const]));
  const extraFlags = Object.entries(dynamicConfig).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ]);
  const start = () =>
    startTemporal({ folder, executable, port, uiPort, namespace, searchAttributes, report, extraFlags });
  return { address: `127.0.0.1:${port}`, start };
}
