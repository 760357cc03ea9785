import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { testEnvironment } from './environment.js';
import type { TestService } from './service.js';

/** A worker in a process of its own, as in production, that can be killed. */
export interface WorkerProcess {
  /** Sends the signal at once. */
  send(signal: NodeJS.Signals): void;
  /** Sends the signal and waits for the process to end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const alive = new Set<WorkerProcess>();

/** Ends those that a failed test has left. */
export async function endWorkerProcesses(): Promise<void> {
  await Promise.all([...alive].map((one) => one.end('SIGKILL')));
}

/** The ways a worker takes to its servers, where they are not the direct ones. */
export interface WorkerProcessOptions {
  temporalAddress?: string;
  databaseUrl?: string;
  targetUrl?: string;
}

/** Starts `dist/worker.js` for the test's service and waits until it is up. */
export async function startWorkerProcess(
  service: TestService,
  ways: WorkerProcessOptions = {},
): Promise<WorkerProcess> {
  const { temporal, namespace } = testEnvironment();
  const { temporalAddress = temporal.address, databaseUrl = service.databaseUrl, targetUrl = service.targetUrl } = ways;
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../../dist/worker.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      INTEGRATOR_DATABASE_URL: databaseUrl,
      INTEGRATOR_DATA: service.folder,
      INTEGRATOR_TASK_QUEUE: service.taskQueue,
      TARGET_URL: targetUrl,
    },
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('is up')) break;
  child.stdout.resume();
  const started: WorkerProcess = {
    send: (signal) => child.kill(signal),
    end: async (signal) => {
      child.kill(signal);
      await exited;
      alive.delete(started);
    },
  };
  alive.add(started);
  return started;
}
