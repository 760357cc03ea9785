import { NativeConnection, Worker, type NativeConnectionOptions } from '@temporalio/worker';

import { IntegratorPlugin, type IntegratorPluginOptions } from './plugin.js';

export interface RunWorkerOptions extends IntegratorPluginOptions {
  connectionOptions: NativeConnectionOptions;
  namespace: string;
  taskQueue: string;
}

/** A worker at work. */
export interface RunningWorker {
  /** Ends it in order: what is under way is given time to finish or to hear that it is over. */
  stop(): Promise<void>;
  /** Rejects when the worker failed. */
  done: Promise<void>;
}

/** Starts a worker of the Integrator. @throws TransportError when Temporal cannot be reached. */
export async function runWorker(options: RunWorkerOptions): Promise<RunningWorker> {
  const { connectionOptions, namespace, taskQueue, ...plugin } = options;
  const connection = await NativeConnection.connect(connectionOptions);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    plugins: [new IntegratorPlugin(plugin)],
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
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}
