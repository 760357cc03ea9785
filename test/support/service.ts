import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';
import pg from 'pg';

import { runApi, type RunningApi } from '../../src/run-api.js';
import { runWorker, type RunningWorker } from '../../src/run-worker.js';
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
  worker: RunningWorker;
  /** Starts one more worker, or one in place of a stopped one. */
  startWorker(): Promise<RunningWorker>;
  stop(): Promise<void>;
}

export interface TestServiceOptions {
  /** false: no worker is started with it (`worker` is absent then). */
  worker?: boolean;
}

export async function startService({ worker = true }: TestServiceOptions = {}): Promise<TestService> {
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
  const resolveSecret = (reference: string): string => {
    if (reference === 'env:TARGET_URL') return targetUrl;
    if (reference.startsWith('file:')) return readFileSync(reference.slice('file:'.length), 'utf8');
    return reference.replace('env:', 'postgres://nobody@127.0.0.1:1/');
  };
  const workers: RunningWorker[] = [];
  const startWorker = async (): Promise<RunningWorker> => {
    const started = await runWorker({ ...shared, resolveSecret, workflowBundle });
    workers.push(started);
    return started;
  };
  const first = worker ? await startWorker() : undefined;
  const api = await runApi({ ...shared, host: '127.0.0.1', port: 0, webUi: temporal.uiUrl, report: console.error });
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
    worker: first!,
    startWorker,
    stop: async () => {
      await api.stop();
      await Promise.all(workers.map((one) => one.stop()));
      await connection.close();
      await Promise.all([database.end(), target.end()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A site's name no other test uses. */
export function uniqueSite(): string {
  return `T${randomUUID().slice(0, 8)}`;
}
