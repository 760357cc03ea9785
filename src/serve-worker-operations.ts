import type { ConnectionOptions } from '@temporalio/client';

import { lookAtDatabase } from './observability/readiness/look-at-database.js';
import { lookAtFiles } from './observability/readiness/look-at-files.js';
import { lookAtTemporal } from './observability/readiness/look-at-temporal.js';
import type { Metrics } from './observability/metrics/create-metrics.js';
import type { RunningWorker } from './run-worker.js';
import { serveOperations, type Operations } from './serve-operations.js';
import type { Database } from './store/database.js';
import type { FileStore } from './store/file-store.js';
import { watchTemporal } from './watch-temporal.js';

export interface ServeWorkerOperationsOptions {
  host: string;
  port: number;
  metrics: Metrics;
  worker: RunningWorker;
  connectionOptions: ConnectionOptions;
  namespace: string;
  database: Database;
  files: FileStore;
}

/** Serves what a worker measures, and whether it and what it needs are up. */
export async function serveWorkerOperations(options: ServeWorkerOperationsOptions): Promise<Operations> {
  const { host, port, metrics, worker, connectionOptions, namespace, database, files } = options;
  const connection = await watchTemporal(connectionOptions);
  const parts = {
    database: lookAtDatabase(database),
    temporal: lookAtTemporal(connection, namespace),
    worker: () => requireRunning(worker),
    files: lookAtFiles(files),
  };
  const operations = await serveOperations({ host, port, registry: metrics.registry, parts });
  return {
    url: operations.url,
    stop: async () => {
      await operations.stop();
      await connection.close();
    },
  };
}

function requireRunning(worker: RunningWorker): Promise<void> {
  if (worker.isRunning()) return Promise.resolve();
  return Promise.reject(new Error('The worker asks for no more tasks: it is about to end.'));
}
