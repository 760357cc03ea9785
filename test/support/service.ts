import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';
import pg from 'pg';

import type { AuthenticationSettings } from '../../src/api/authentication/authentication-settings.js';
import { createLog } from '../../src/observability/log/create-log.js';
import { createMetrics } from '../../src/observability/metrics/create-metrics.js';
import { runApi, type RunApiOptions, type RunningApi } from '../../src/run-api.js';
import { runWorker, type RunWorkerOptions, type RunningWorker } from '../../src/run-worker.js';
import { migrate, openDatabase, type Database } from '../../src/store/database.js';
import { FileStore } from '../../src/store/file-store.js';
import { testEnvironment } from './environment.js';
import { HttpClient } from './http-client.js';

/** The workflows as `npm run build` bundled them; `npm test` builds first. */
export const workflowBundle = { codePath: join(import.meta.dirname, '../../dist/workflow-bundle.js') };

/**
 * A whole Integrator for one test file: its own control database and target, file store, task queue, worker and API, on
 * the servers of the test run. Sites have unique names (`uniqueSite`), as the files share a Temporal namespace.
 */
export interface TestService {
  /** Speaks to the API over HTTP. */
  http: HttpClient;
  api: RunningApi;
  database: Database;
  databaseUrl: string;
  /** The target of imports; `env:TARGET_URL` of the sites. */
  target: pg.Pool;
  targetUrl: string;
  temporal: Client;
  taskQueue: string;
  /** A folder for files of the test; removed at the end. */
  folder: string;
  /** The lines that the API has logged so far, as JSON. */
  logged: readonly string[];
  worker: RunningWorker;
  /** Starts one more worker, or one in place of a stopped one. */
  startWorker(other?: Partial<RunWorkerOptions>): Promise<RunningWorker>;
  /** Starts one more API, to be stopped by whoever starts it. */
  startApi(other?: Partial<RunApiOptions>): Promise<RunningApi>;
  stop(): Promise<void>;
}

export interface TestServiceOptions {
  /** false: no worker is started with it (`worker` is absent then). */
  worker?: boolean;
  /** Who may use the API; else everybody may. */
  authentication?: Partial<AuthenticationSettings>;
}

/** As on a machine of one's own. */
const OPEN: AuthenticationSettings = {
  mode: 'none',
  oidc: undefined,
  requestsAMinute: undefined,
  trustedProxies: [],
};

export async function startService({ worker = true, authentication }: TestServiceOptions = {}): Promise<TestService> {
  const { postgres, temporal, namespace } = testEnvironment();
  const id = randomUUID().slice(0, 8);
  const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-files-'));
  await chmod(folder, 0o755);
  const [databaseUrl, targetUrl] = [postgres.url(`control_${id}`), postgres.url(`target_${id}`)];
  await postgres.createDatabase(`control_${id}`);
  await postgres.createDatabase(`target_${id}`);
  await migrate(databaseUrl);
  const database = openDatabase(databaseUrl, () => undefined);
  const target = new pg.Pool({ connectionString: targetUrl });
  target.on('error', () => undefined);
  const files = new FileStore(join(folder, 'files'));
  const taskQueue = `test-${id}`;
  const shared = { connectionOptions: { address: temporal.address }, namespace, taskQueue, database, files };
  const metrics = createMetrics({ database, files });
  const logged: string[] = [];
  const log = createLog({ process: 'test', level: 'info', write: (line) => keepLine(logged, line) });
  const resolveSecret = (reference: string): string => {
    if (reference === 'env:TARGET_URL') return targetUrl;
    if (reference.startsWith('file:')) return readFileSync(reference.slice('file:'.length), 'utf8');
    return reference.replace('env:', 'postgres://nobody@127.0.0.1:1/');
  };
  const workers: RunningWorker[] = [];
  const startWorker = async (other: Partial<RunWorkerOptions> = {}): Promise<RunningWorker> => {
    const started = await runWorker({ ...shared, meter: metrics.runs, resolveSecret, workflowBundle, ...other });
    workers.push(started);
    return started;
  };
  const first = worker ? await startWorker() : undefined;
  const startApi = (other: Partial<RunApiOptions> = {}): Promise<RunningApi> =>
    runApi({
      ...shared,
      host: '127.0.0.1',
      port: 0,
      authentication: { ...OPEN, ...authentication },
      webUi: temporal.uiUrl,
      log,
      // Those of one API are read by it alone.
      metrics: createMetrics({ database, files }),
      ...other,
    });
  const api = await startApi({ metrics });
  const connection = await Connection.connect({ address: temporal.address });
  return {
    http: new HttpClient(`${api.url}/api/v1`),
    api,
    database,
    databaseUrl,
    target,
    targetUrl,
    temporal: new Client({ connection, namespace }),
    taskQueue,
    folder,
    logged,
    worker: first!,
    startWorker,
    startApi,
    stop: async () => {
      await api.stop();
      await Promise.all(workers.map((one) => one.stop()));
      await connection.close();
      await Promise.all([database.end(), target.end()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What nobody foresaw is shown at once. */
function keepLine(lines: string[], line: string): void {
  lines.push(line);
  if (line.includes('"level":"error"')) console.error(line);
}

/** A site's name no other test uses. */
export function uniqueSite(): string {
  return `T${randomUUID().slice(0, 8)}`;
}
