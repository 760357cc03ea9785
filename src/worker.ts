import { join } from 'node:path';

import * as config from './config.js';
import { keepSchedules } from './keep-schedules.js';
import { registerSearchAttributes } from './register-search-attributes.js';
import { runWorker } from './run-worker.js';
import { installRuntime } from './runtime.js';
import { migrate, openDatabase } from './store/database.js';
import { FileStore } from './store/file-store.js';
import { untilSignalled } from './until-signalled.js';
import { TASK_QUEUE } from './workflows/messages.js';

/** Entry: a worker of its own, next to a Temporal server and a control database that run elsewhere. */
async function run(): Promise<void> {
  installRuntime();
  const url = config.requiredDatabaseUrl();
  await migrate(url);
  const database = openDatabase(url, (error) => console.error(`Control database: ${error.message}`));
  const temporal = config.temporalSettings();
  await registerSearchAttributes(temporal);
  const taskQueue = config.taskQueue(TASK_QUEUE);
  const worker = await runWorker({
    connectionOptions: temporal.connectionOptions,
    namespace: temporal.namespace,
    taskQueue,
    database,
    files: new FileStore(join(config.dataFolder(), 'files')),
    resolveSecret: config.resolveSecret,
  });
  await keepSchedules({ ...temporal, taskQueue });
  console.log(`Worker is up on task queue ${taskQueue}`);
  await Promise.race([untilSignalled(), worker.done]);
  await worker.stop();
  await database.end();
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
