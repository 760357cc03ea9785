import { join } from 'node:path';

import * as config from './config.js';
import { keepServiceSchedules } from './service-schedules.js';
import { entryLog, logLastWords } from './entry-log.js';
import { keepRecordsYoung } from './keep-records-young.js';
import { createMetrics, measureProcess } from './observability/metrics/create-metrics.js';
import { registerSearchAttributes } from './register-search-attributes.js';
import { runWorker } from './run-worker.js';
import { installRuntime } from './runtime.js';
import { serveWorkerOperations } from './serve-worker-operations.js';
import { migrate, openDatabase } from './store/database.js';
import { FileStore } from './store/file-store.js';
import { untilSignalled } from './until-signalled.js';
import { TASK_QUEUE } from './workflows/messages.js';

/** Entry: a worker of its own, next to a Temporal server and a control database that run elsewhere. */
async function run(): Promise<void> {
  keepRecordsYoung();
  const log = entryLog('worker');
  const { host, port, temporalAddress } = config.metricsSettings();
  installRuntime({ log, metricsAddress: temporalAddress });
  const url = config.requiredDatabaseUrl();
  await migrate(url);
  const database = openDatabase(url, (error) => log.warn(`Control database: ${error.message}`));
  const temporal = { ...config.temporalSettings(), encryption: config.payloadEncryption() };
  await registerSearchAttributes(temporal);
  const taskQueue = config.taskQueue(TASK_QUEUE);
  const files = new FileStore(join(config.dataFolder(), 'files'));
  const metrics = createMetrics({ database, files });
  measureProcess(metrics);
  const worker = await runWorker({
    connectionOptions: temporal.connectionOptions,
    namespace: temporal.namespace,
    encryption: temporal.encryption,
    buildId: config.buildId(),
    taskQueue,
    database,
    files,
    meter: metrics.runs,
    resolveSecret: config.resolveGivenSecret,
    publicUrl: config.publicUrl(),
  });
  await keepServiceSchedules({ ...temporal, taskQueue });
  const operations =
    port === undefined
      ? undefined
      : await serveWorkerOperations({ host, port, metrics, worker, ...temporal, database, files });
  log.info({ taskQueue, operations: operations?.url }, `Worker is up on task queue ${taskQueue}`);
  await Promise.race([untilSignalled(), worker.done]);
  log.info('Stopping');
  await worker.stop();
  await operations?.stop();
  await database.end();
}

run().catch((error: unknown) => {
  logLastWords('worker', error);
  process.exit(1);
});
