import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client, Connection, type ConnectionOptions } from '@temporalio/client';

import { createApp } from './api/app.js';
import { SiteGate } from './api/site-gate.js';
import type { Database } from './store/database.js';
import type { FileStore } from './store/file-store.js';
import { RunEvents } from './store/run-events.js';

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
  const gate = new SiteGate(new Client({ connection: temporal, namespace }), taskQueue);
  const server = createServer(createApp({ database, files, runEvents, gate, temporal, namespace, webUi, report }));
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
    throw error;
  }
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, stop };
}
