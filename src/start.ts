import { join } from 'node:path';

import * as config from './config.js';
import type { ResolveSecret } from './connections/secret.js';
import { openDataFolder, type DataFolder } from './embedded/data-folder.js';
import { EmbeddedError } from './embedded/embedded-error.js';
import { choosePort } from './embedded/ports.js';
import { introduce } from './introduce.js';
import { openLocalDatabase, openLocalTemporal, type LocalDatabase, type LocalTemporal } from './local-servers.js';
import { IntegratorError } from './model/errors.js';
import { registerSearchAttributes } from './register-search-attributes.js';
import { runApi } from './run-api.js';
import { runWorker } from './run-worker.js';
import { installRuntime } from './runtime.js';
import { migrate, openDatabase } from './store/database.js';
import { FileStore } from './store/file-store.js';
import { untilSignalled } from './until-signalled.js';
import { TASK_QUEUE } from './workflows/messages.js';

const begun = performance.now();

function report(line: string): void {
  console.log(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${line}`);
}

/** What has been started, with how to stop it; stopped in the opposite order. */
type Stops = (() => Promise<void> | void)[];

/** Entry: everything on one machine. Ctrl-C stops it in order: API, worker, Temporal, PostgreSQL. */
async function run(): Promise<void> {
  installRuntime();
  const interrupted = untilSignalled().then(() => {
    report('Stopping');
  });
  const folder = await openDataFolder({ path: config.dataFolder(), report });
  const stops: Stops = [() => folder.release()];
  try {
    await Promise.race([interrupted, serve(folder, stops)]);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Starts one part after the other; returns never, and throws when a part dies. */
async function serve(folder: DataFolder, stops: Stops): Promise<never> {
  report(`Data folder ${folder.path}`);
  await folder.endLeftovers();
  const [database, temporal] = await startServers(folder, stops);
  const pool = openDatabase(database.url, (error) => report(`Control database: ${error.message}`));
  stops.push(() => pool.end());
  await migrate(database.url);
  await registerSearchAttributes(temporal);
  const { connectionOptions, namespace, webUi } = temporal;
  const files = new FileStore(join(folder.path, 'files'));
  const shared = { connectionOptions, namespace, taskQueue: config.taskQueue(TASK_QUEUE), database: pool, files };

  const worker = await runWorker({ ...shared, resolveSecret: secretsWith(database.hrUrl) });
  stops.push(() => worker.stop());
  report('The worker is up');

  const { host, port } = config.apiSettings();
  const api = await runApi({
    ...shared,
    host,
    port: await choosePort({ ...port, report }),
    webUi,
    report: console.error,
  });
  stops.push(() => api.stop());
  report(`The API is up at ${api.url}`);

  await introduce({ api: api.url, hrUrl: database.hrUrl, dataFolder: folder.path, webUi });
  throw await Promise.race([database.died, temporal.died, worker.done.then(() => new Error('The worker has ended.'))]);
}

/** Both at once; one that is up is stopped in the end also where the other failed. */
async function startServers(folder: DataFolder, stops: Stops): Promise<[LocalDatabase, LocalTemporal]> {
  const opening = [openLocalDatabase(folder, report), openLocalTemporal(folder, report)] as const;
  for (const one of await Promise.allSettled(opening)) {
    if (one.status === 'fulfilled') stops.push(() => one.value.stop());
  }
  return Promise.all(opening);
}

/** The embedded HR database stands in for the one a company would have, unless one is configured. */
function secretsWith(hrUrl: string | undefined): ResolveSecret {
  return (reference) =>
    reference === 'env:HR_DATABASE_URL' && hrUrl !== undefined ? hrUrl : config.resolveSecret(reference);
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof EmbeddedError || error instanceof IntegratorError;
    console.error(expected ? `\n${error.message}` : error);
    process.exit(1);
  },
);
