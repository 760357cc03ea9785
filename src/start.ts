import { join } from 'node:path';

import * as config from './config.js';
import type { ResolveSecret } from './connections/secret.js';
import { openDataFolder } from './embedded/data-folder.js';
import { EmbeddedError } from './embedded/embedded-error.js';
import { choosePort } from './embedded/ports.js';
import { introduce } from './introduce.js';
import { keepServiceSchedules } from './service-schedules.js';
import { openLocalDatabase, openLocalTemporal } from './local-servers.js';
import { IntegratorError } from './model/errors.js';
import { createLog, type Log } from './observability/log/create-log.js';
import { readableLine } from './observability/log/readable-line.js';
import { createMetrics, measureProcess } from './observability/metrics/create-metrics.js';
import { Parts } from './parts.js';
import { registerSearchAttributes } from './register-search-attributes.js';
import { runApi } from './run-api.js';
import { runWorker } from './run-worker.js';
import { keepRecordsYoung } from './keep-records-young.js';
import { installRuntime } from './runtime.js';
import { migrate, openDatabase } from './store/database.js';
import { FileStore } from './store/file-store.js';
import { untilSignalled } from './until-signalled.js';
import { TASK_QUEUE } from './workflows/messages.js';

const begun = performance.now();

function report(line: string): void {
  console.log(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${line}`);
}

/** Entry: everything on one machine. Ctrl-C stops it in order: API, worker, Temporal, PostgreSQL. */
async function run(): Promise<void> {
  requireSettings();
  const log = readableLog();
  keepRecordsYoung();
  installRuntime({ log, metricsAddress: config.metricsSettings().temporalAddress });
  const interrupted = untilSignalled().then(() => {
    report('Stopping');
  });
  const parts = new Parts();
  try {
    await Promise.race([interrupted, serve(parts, log)]);
  } finally {
    await parts.stop((error) => {
      console.error(error);
    });
  }
}

/** A wrong setting is told before anything is started, not after. */
function requireSettings(): void {
  config.apiSettings();
  config.embeddedSettings();
  config.payloadEncryption();
  config.metricsSettings();
}

/** Starts one part after the other; returns never, and throws when a part dies. */
async function serve(parts: Parts, log: Log): Promise<never> {
  const folder = await parts.start(
    () => openDataFolder({ path: config.dataFolder(), report }),
    (held) => held.release(),
  );
  report(`Data folder ${folder.path}`);
  await folder.endLeftovers();
  const [database, temporal] = await Promise.all([
    parts.start(
      () => openLocalDatabase(folder, report),
      (server) => server.stop(),
    ),
    parts.start(
      (signal) => openLocalTemporal(folder, report, signal),
      (server) => server.stop(),
    ),
  ]);
  const pool = await parts.start(
    () => openDatabase(database.url, (error) => report(`Control database: ${error.message}`)),
    (open) => open.end(),
  );
  await migrate(database.url);
  await registerSearchAttributes(temporal);
  const { connectionOptions, namespace, webUi } = temporal;
  const files = new FileStore(join(folder.path, 'files'));
  const [taskQueue, encryption] = [config.taskQueue(TASK_QUEUE), config.payloadEncryption()];
  const metrics = createMetrics({ database: pool, files });
  measureProcess(metrics);
  const shared = { connectionOptions, namespace, taskQueue, encryption, database: pool, files };

  const worker = await parts.start(
    () =>
      runWorker({
        ...shared,
        meter: metrics.runs,
        resolveSecret: secretsWith(database.hrUrl),
        publicUrl: config.publicUrl(),
      }),
    (running) => running.stop(),
  );
  await keepServiceSchedules(shared);
  report('The worker is up');

  const open = async (): Promise<void> => {
    const { host, port, authentication } = config.apiSettings();
    const free = await choosePort({ ...port, report });
    const api = await parts.start(
      () => runApi({ ...shared, host, port: free, authentication, webUi, log, metrics }),
      (running) => running.stop(),
    );
    report(`The API is up at ${api.url}`);
    if (authentication.mode === 'required') {
      // Whoever starts it has no key to show the example with.
      report('It asks for keys. One to begin with: npm run api-key -- create NAME --role admin');
      return;
    }
    await introduce({ api: api.url, hrUrl: database.hrUrl, dataFolder: folder.path, webUi });
  };
  const ended = Promise.race([
    database.died,
    temporal.died,
    worker.done.then(() => new Error('The worker has ended.')),
  ]).then((error): never => {
    throw error;
  });
  await Promise.race([ended, open()]);
  return ended;
}

/** What else there is to tell, for people: what matters, unless INTEGRATOR_LOG_LEVEL asks for more. */
function readableLog(): Log {
  const write = (line: string): void => console.error(readableLine(line));
  return createLog({ process: 'start', level: config.logLevel('warn'), write });
}

/** The embedded HR database stands in for the one a company would have, unless one is configured. */
function secretsWith(hrUrl: string | undefined): ResolveSecret {
  return (reference) =>
    reference === 'env:HR_DATABASE_URL' && hrUrl !== undefined ? hrUrl : config.resolveGivenSecret(reference);
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof EmbeddedError || error instanceof IntegratorError;
    console.error(expected ? `\n${error.message}` : error);
    process.exit(1);
  },
);
