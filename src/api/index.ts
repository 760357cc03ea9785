import { join } from 'node:path';

import * as config from '../config.js';
import { entryLog, logLastWords } from '../entry-log.js';
import { createMetrics, measureProcess } from '../observability/metrics/create-metrics.js';
import { runApi } from '../run-api.js';
import { migrate, openDatabase } from '../store/database.js';
import { FileStore } from '../store/file-store.js';
import { untilSignalled } from '../until-signalled.js';
import { TASK_QUEUE } from '../workflows/messages.js';

/** Entry: an API of its own, next to a Temporal server and a control database that run elsewhere. */
async function run(): Promise<void> {
  const log = entryLog('api');
  const url = config.requiredDatabaseUrl();
  await migrate(url);
  const database = openDatabase(url, (error) => log.warn(`Control database: ${error.message}`));
  const files = new FileStore(join(config.dataFolder(), 'files'));
  const metrics = createMetrics({ database, files });
  measureProcess(metrics);
  const { host, port, authentication } = config.apiSettings();
  const api = await runApi({
    host,
    port: port.port,
    authentication,
    ...config.temporalSettings(),
    encryption: config.payloadEncryption(),
    taskQueue: config.taskQueue(TASK_QUEUE),
    database,
    files,
    log,
    metrics,
  });
  log.info({ url: api.url }, `API is up at ${api.url}`);
  await untilSignalled();
  log.info('Stopping');
  await api.stop();
  await database.end();
}

run().catch((error: unknown) => {
  logLastWords('api', error);
  process.exit(1);
});
