import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

import { runWorker, type RunningWorker } from '../../../src/run-worker.js';
import { FileStore } from '../../../src/store/file-store.js';
import { testEnvironment } from '../../support/environment.js';
import { workflowBundle, type TestService } from '../../support/service.js';

/** The real target behind a switch. */
export interface SwitchedTarget {
  /** Nobody answers at its address any more; connections that are open break. */
  off: () => Promise<void>;
  on: () => Promise<void>;
  /** The next connection somebody tried while it was on. */
  nextConnection: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A worker for a service that has none; it reaches the target of the sites through a switch. */
export async function startSwitchedTarget(service: TestService): Promise<SwitchedTarget> {
  const real = new URL(service.targetUrl);
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(Number(real.port), real.hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      // A broken connection is what this is for.
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    inner.pipe(outer).pipe(inner);
    inner.on('close', () => outer.destroy());
    outer.on('close', () => inner.destroy());
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(service.targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  const worker = await startWorker(service, url.href);
  const off = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    off,
    on: () => listen(server, port),
    nextConnection: async () => {
      await once(server, 'connection');
    },
    stop: async () => {
      await worker.stop();
      if (server.listening) await off();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

function startWorker(service: TestService, url: string): Promise<RunningWorker> {
  const { database, folder, taskQueue } = service;
  const { temporal, namespace } = testEnvironment();
  return runWorker({
    connectionOptions: { address: temporal.address },
    namespace,
    taskQueue,
    database,
    files: new FileStore(join(folder, 'files')),
    resolveSecret: (reference) => (reference === 'env:TARGET_URL' ? url : elsewhere(service, reference)),
    workflowBundle,
  });
}

/** `env:payroll`: a database of that name on the real server, whether it exists or not. */
function elsewhere({ targetUrl }: TestService, reference: string): string {
  const url = new URL(targetUrl);
  url.pathname = `/${reference.replace('env:', '')}`;
  return url.href;
}
