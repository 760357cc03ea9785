import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client, Connection, type ConnectionOptions } from '@temporalio/client';

import { createApp } from './api/app.js';
import { Inspections } from './api/inspections.js';
import { SiteLimit } from './api/site-limit.js';
import { ScheduleUpkeep } from './api/schedule-upkeep.js';
import { SiteGate } from './api/site-gate.js';
import { IntegratorError } from './model/errors.js';
import type { Database } from './store/database.js';
import type { FileStore } from './store/file-store.js';
import { RunEvents } from './store/run-events.js';

/**
 * However many runs of a site are requested at once, those beyond this wait in the API, where they cost nothing, and
 * not in Temporal, where they would slow down the ones before them.
 */
const OPENING_AT_ONCE = 20;

export interface RunApiOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  connectionOptions: ConnectionOptions;
  namespace: string;
  taskQueue: string;
  webUi: string | undefined;
  database: Database;
  files: FileStore;
  /** Told of errors nobody foresaw. */
  report: (error: unknown) => void;
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
  const { host, port, connectionOptions, namespace, taskQueue, webUi, database, files, report } = options;
  const temporal = await Connection.connect(connectionOptions);
  const runEvents = new RunEvents(database);
  // The last words of a site's workflow that was ended by hand are not its state.
  const client = new Client({ connection: temporal, namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });
  const gate = new SiteGate(client, taskQueue);
  const inspections = new Inspections(client, taskQueue);
  const schedules = new ScheduleUpkeep(client, taskQueue);
  const opening = new SiteLimit(OPENING_AT_ONCE);
  const server = createServer(
    createApp({
      database,
      files,
      runEvents,
      gate,
      inspections,
      schedules,
      opening,
      temporal,
      namespace,
      webUi,
      report,
    }),
  );
  const stop = async (): Promise<void> => {
    server.close();
    await runEvents.close();
    server.closeAllConnections();
    await temporal.close();
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
