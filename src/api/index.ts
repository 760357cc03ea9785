import { join } from 'node:path';

import * as config from '../config.js';
import { runApi } from '../run-api.js';
import { migrate, openDatabase } from '../store/database.js';
import { FileStore } from '../store/file-store.js';
import { untilSignalled } from '../until-signalled.js';
import { TASK_QUEUE } from '../workflows/messages.js';

/** Entry: an API of its own, next to a Temporal server and a control database that run elsewhere. */
async function run(): Promise<void> {
  const url = config.requiredDatabaseUrl();
  await migrate(url);
  const database = openDatabase(url, (error) => console.error(`Control database: ${error.message}`));
  const { host, port } = config.apiSettings();
  const api = await runApi({
    host,
    port: port.port,
    ...config.temporalSettings(),
    taskQueue: config.taskQueue(TASK_QUEUE),
    database,
    files: new FileStore(join(config.dataFolder(), 'files')),
    report: console.error,
  });
  console.log(`API is up at ${api.url}`);
  await untilSignalled();
  await api.stop();
  await database.end();
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
