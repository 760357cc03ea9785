import { NativeConnection, Worker, type NativeConnectionOptions } from '@temporalio/worker';

import { HEARTBEAT_EVERY } from './activities/heartbeat.js';
import { deploymentOptions } from './deployment-options.js';
import { IntegratorPlugin, type IntegratorPluginOptions } from './plugin.js';

export interface RunWorkerOptions extends IntegratorPluginOptions {
  connectionOptions: NativeConnectionOptions;
  namespace: string;
  taskQueue: string;
  /** The version of its code, where workers are versioned (docs/versions.md). */
  buildId?: string | undefined;
}

/** A worker at work. */
export interface RunningWorker {
  /** Ends it in order: what is under way is given time to finish or to hear that it is over. */
  stop(): Promise<void>;
  /** Whether it asks for tasks. */
  isRunning(): boolean;
  /** Rejects when the worker failed. */
  done: Promise<void>;
}

/** Starts a worker of the Integrator. @throws TransportError when Temporal cannot be reached. */
export async function runWorker(options: RunWorkerOptions): Promise<RunningWorker> {
  const { connectionOptions, namespace, taskQueue, buildId, ...plugin } = options;
  const connection = await NativeConnection.connect(connectionOptions);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    plugins: [new IntegratorPlugin(plugin)],
    ...deploymentOptions(buildId),
    // A halt is heard in the answer to a heartbeat. Left to itself the SDK sends one in 4 s only.
    maxHeartbeatThrottleInterval: HEARTBEAT_EVERY,
    // How long a site or run waits for the worker that knows it, before any other one takes it up.
    stickyQueueScheduleToStartTimeout: '5s',
    // Steps that are under way hear that the worker ends, roll back, and go on in another worker.
    shutdownGraceTime: '2s',
    shutdownForceTime: '15s',
  }).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const done = worker.run().finally(() => connection.close());
  return {
    done,
    isRunning: () => worker.getState() === 'RUNNING',
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}
