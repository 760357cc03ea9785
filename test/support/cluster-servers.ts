import type { DataFolder } from '../../src/embedded/data-folder.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres.js';
import type { Report } from '../../src/embedded/report.js';
import { createDatabases } from './cluster-databases.js';
import { prepareEngine, type EngineName } from './cluster-engine.js';
import type { Link, Links } from './cluster-links.js';
import type { RunningPart } from './cluster-part.js';
import { freePorts } from './cluster-ports.js';
import type { AddPart } from './topology.js';

/** Where the servers of a topology are. */
export interface ClusterServers {
  /** The control database, as the Integrator's user. */
  databaseUrl: string;
  /** The target, as its own user. */
  targetUrl: string;
  /** As PostgreSQL's superuser. */
  adminUrl: string;
  temporalAddress: string;
  namespace: string;
}

export interface StartServersOptions {
  engine: EngineName;
  data: DataFolder;
  links: Links<Link>;
  add: AddPart;
  report: Report;
}

/** As in docker-compose.yml; that a power loss would cost something is no matter here. */
const POSTGRES_FLAGS = ['-c', 'max_connections=300', '-c', 'fsync=off'];

/** Starts PostgreSQL, makes the databases and their users, and starts Temporal on it. */
export async function startServers(options: StartServersOptions): Promise<ClusterServers> {
  const { engine: name, data: folder, links, add, report } = options;
  const [port = 0] = await freePorts(1);
  let postgres: EmbeddedPostgres | undefined;
  await add('postgres', async () => {
    postgres = await startPostgres({ folder, port, report, extraFlags: POSTGRES_FLAGS });
    return asPart(postgres);
  });
  const adminUrl = postgres!.url('postgres');
  const urlOf = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${user}`;
  const databaseUrl = urlOf('integrator', await createDatabases(adminUrl, 'integrator', 'integrator'));
  const targetUrl = urlOf('target', await createDatabases(adminUrl, 'target', 'target'));

  const namespace = 'default';
  const address = await links.through('temporal>postgres', `127.0.0.1:${port}`);
  const engine = await prepareEngine(name, { folder, namespace, postgres: { adminUrl, address }, report });
  await add('temporal', async () => asPart(await engine.start()));
  return { databaseUrl, targetUrl, adminUrl, temporalAddress: engine.address, namespace };
}

function asPart({ pid, died, stop }: Pick<EmbeddedPostgres, 'pid' | 'died' | 'stop'>): RunningPart {
  return { pid, ended: died, stop };
}
