import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { Client, type ConnectionOptions } from '@temporalio/client';

import { createApp } from './api/app.js';
import type { AuthenticationSettings } from './api/authentication/authentication-settings.js';
import { Inspections } from './api/inspections.js';
import { SiteLimit } from './api/site-limit.js';
import { ScheduleUpkeep } from './api/schedule-upkeep.js';
import { SiteGate } from './api/site-gate.js';
import { dataConverterOf } from './codec/data-converter.js';
import type { PayloadEncryption } from './codec/payload-encryption.js';
import { connectTemporal } from './connect-temporal.js';
import { IntegratorError } from './model/errors.js';
import type { Log } from './observability/log/create-log.js';
import type { Metrics } from './observability/metrics/create-metrics.js';
import { createRequestSeconds } from './observability/metrics/http-metrics.js';
import { createStoreMetrics } from './observability/metrics/store-metrics.js';
import { createTaskQueueMetrics } from './observability/metrics/task-queue-metrics.js';
import type { Database } from './store/database.js';
import type { FileStore } from './store/file-store.js';
import { Listening } from './store/listening.js';
import { RunEvents } from './store/run-events.js';
import { SiteEvents } from './store/site-events.js';
import { watchTemporal } from './watch-temporal.js';

/**
 * However many runs of a site, and of all sites, are requested at once, those beyond this wait in the API, where they
 * cost nothing, and not in Temporal, where they would slow down the ones before them.
 */
const OPENING_AT_ONCE = { ofSite: 20, ofAll: 40 };

/**
 * In milliseconds. A file over a slow line takes its time; who sends next to nothing is cut off long before
 * (`refuse-slow-senders.ts`). A connection is kept for longer than proxies keep theirs (60 s, most of them): who reuses
 * one that is just being closed has his request reset.
 */
const TIME_LIMITS = { headersTimeout: 20_000, requestTimeout: 60 * 60_000, keepAliveTimeout: 75_000 };

/** Where `npm run build` puts the console. */
const CONSOLE = fileURLToPath(new URL('../dist/console', import.meta.url));

export interface RunApiOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  authentication: AuthenticationSettings;
  connectionOptions: ConnectionOptions;
  namespace: string;
  taskQueue: string;
  webUi: string | undefined;
  database: Database;
  files: FileStore;
  /** Encrypts what the API hands to Temporal, as it does for the workers. */
  encryption?: PayloadEncryption | undefined;
  log: Log;
  /** Measured on; served at /metrics. */
  metrics: Metrics;
}

/** An API that listens. */
export interface RunningApi {
  /** `http://127.0.0.1:8080` */
  url: string;
  /** Takes no more requests, ends those that wait, and lets go of Temporal. */
  stop(): Promise<void>;
}

/** Starts the API. @throws when Temporal cannot be reached or the port is taken. */
export async function runApi(options: RunApiOptions): Promise<RunningApi> {
  const { host, port, authentication, connectionOptions, namespace, taskQueue, webUi, database, files } = options;
  const { log, metrics } = options;
  const temporal = await connectTemporal(connectionOptions);
  const watched = await watchTemporal(connectionOptions);
  const listening = new Listening(database);
  // The last words of a site's workflow that was ended by hand are not its state.
  const client = new Client({
    connection: temporal.connection,
    namespace,
    workflow: { queryRejectCondition: 'NOT_OPEN' },
    ...dataConverterOf(options.encryption),
  });
  const gate = new SiteGate(client, taskQueue);
  const inspections = new Inspections(client, taskQueue);
  const schedules = new ScheduleUpkeep(client, taskQueue);
  const opening = new SiteLimit(OPENING_AT_ONCE.ofSite, OPENING_AT_ONCE.ofAll);
  createStoreMetrics(metrics, database);
  createTaskQueueMetrics(metrics, { connection: watched, namespace, name: taskQueue });
  const app = createApp(
    {
      database,
      files,
      runEvents: new RunEvents(listening),
      siteEvents: new SiteEvents(listening),
      gate,
      inspections,
      schedules,
      opening,
      watched,
      namespace,
      webUi,
      consoleFolder: CONSOLE,
      codec: options.encryption,
      taskQueue,
      log,
      metrics: metrics.registry,
      requestSeconds: createRequestSeconds(metrics.registry),
    },
    authentication,
  );
  const server = createServer(TIME_LIMITS, app);
  const stop = async (): Promise<void> => {
    server.close();
    await listening.close();
    server.closeAllConnections();
    await Promise.all([temporal.close(), watched.close()]);
  };
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    await stop();
    const message = `The API cannot listen on ${host}:${port} (${(error as Error).message}). Set INTEGRATOR_HOST and INTEGRATOR_PORT to an address of this machine that is free.`;
    throw new IntegratorError('service-unavailable', message);
  }
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, stop };
}
