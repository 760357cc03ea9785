import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import { EmbeddedError } from './embedded-error.js';
import type { Report } from './report.js';
import { openServerLog } from './server-log.js';
import { startServerProcess, type ServerProcess } from './server-process.js';
import { servesTemporal, type SearchAttributeKind } from './serves-temporal.js';

/** How long a start may take, in milliseconds; it takes about one second. */
const TIME_LIMIT = 60_000;

export interface TemporalOptions {
  folder: DataFolder;
  /** The Temporal command line (see findTemporal). */
  executable: string;
  port: number;
  uiPort: number;
  namespace: string;
  /** Registered if they are not yet. */
  searchAttributes: Readonly<Record<string, SearchAttributeKind>>;
  report: Report;
  /** More flags for the server, after ours. */
  extraFlags?: readonly string[];
}

/** A running Temporal dev server that listens on 127.0.0.1 alone. */
export interface EmbeddedTemporal {
  /** host:port, for a client. */
  readonly address: string;
  /** The Web UI's address, without a slash at the end. */
  readonly uiUrl: string;
  readonly pid: number;
  /** Ends the server; what it holds stays in the data folder. May be called twice. */
  readonly stop: () => Promise<void>;
  /** Resolves if the server ends without `stop` having been called, with what to tell the user; never rejects. */
  readonly died: Promise<EmbeddedError>;
}

/**
 * The dev server polls its one history shard 20 times a second and syncs SQLite on every write, so every step costs
 * 50 ms and more; with these a workflow of five activities takes 40 ms instead of 550 (DESIGN §7).
 */
const DYNAMIC_CONFIG = {
  'history.transferProcessorMaxPollRPS': 1000,
  'history.timerProcessorMaxPollRPS': 1000,
  'history.visibilityProcessorMaxPollRPS': 1000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'system.enableActivityEagerExecution': true,
  // A site takes its run requests as Updates; with the default of 10 at once, 100 callers wait for their retries.
  'history.maxInFlightUpdates': 1000,
  // A busy site is asked for by many tasks at once. One that waits longer than this (500 ms by default) is put off for
  // 3 seconds, then for longer and longer: of 1,000 runs some would start 20 seconds late.
  'history.cacheNonUserContextLockTimeout': '"10s"',
};
const SQLITE_PRAGMAS = { journal_mode: 'wal', synchronous: 'normal' };

/**
 * Starts the Temporal dev server of a data folder, with its Web UI, and waits until it serves the namespace and knows
 * the search attributes. Workflows and schedules of earlier starts are there again.
 *
 * Throws EmbeddedError if it does not, with the end of its log.
 */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const { folder, executable, port, namespace, searchAttributes, report } = options;
  const home = join(folder.path, 'temporal');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  report('Starting the Temporal server');
  const log = openServerLog(join(folder.path, 'logs', 'temporal.log'));
  const server = await startServerProcess({
    name: 'Temporal',
    executable,
    args: ['server', 'start-dev', ...serverFlags(options, join(home, 'temporal.db'))],
    // A home of its own: neither the user's Temporal configuration nor TEMPORAL_ variables may change this server.
    env: { HOME: home, PATH: '/usr/bin:/bin', TZ: 'UTC' },
    folder,
    log,
  });
  const address = `127.0.0.1:${port}`;
  const giveUp = new AbortController();
  void server.ended.then(() => giveUp.abort());
  const timer = setTimeout(() => giveUp.abort(), TIME_LIMIT);
  // The server names its port when it has opened it; that tells it from another one that was quicker to take it.
  const serves = await servesTemporal({
    address,
    namespace,
    searchAttributes,
    hasStarted: () => log.read().includes(`:${port}`),
    signal: giveUp.signal,
  });
  clearTimeout(timer);
  if (!serves || !server.isRunning()) throw await failure(server, log.path, () => log.lastLines());

  const uiUrl = `http://127.0.0.1:${options.uiPort}`;
  report(`Temporal is ready on ${address}, its Web UI on ${uiUrl}`);
  let stopping = false;
  return {
    address,
    uiUrl,
    pid: server.pid,
    stop: () => {
      stopping = true;
      return server.stop();
    },
    died: new Promise((resolve) => {
      void server.ended.then((how) => {
        if (!stopping) resolve(new EmbeddedError(`The Temporal server ended by itself (${how}); see ${log.path}`));
      });
    }),
  };
}

function serverFlags(options: TemporalOptions, database: string): string[] {
  const { port, uiPort, namespace, searchAttributes, extraFlags = [] } = options;
  const pairs = (flag: string, values: object) =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${String(value)}`]);
  return [
    ...['--ip', '127.0.0.1', '--port', String(port), '--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)],
    ...['--namespace', namespace, '--db-filename', database, '--log-level', 'warn'],
    ...pairs('--search-attribute', searchAttributes),
    ...pairs('--dynamic-config-value', DYNAMIC_CONFIG),
    ...pairs('--sqlite-pragma', SQLITE_PRAGMAS),
    ...extraFlags,
  ];
}

async function failure(server: ServerProcess, log: string, lastLines: () => string): Promise<EmbeddedError> {
  const running = server.isRunning();
  // Before it is stopped, which makes it write more.
  const lines = lastLines();
  await server.stop();
  const how = running ? `it served nothing within ${TIME_LIMIT / 1000} s` : await server.ended;
  return new EmbeddedError(`The Temporal server did not start (${how}). The end of its log, ${log}:\n${lines}`);
}
