import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';

import type { bare } from './bare-workflows.js';
import { timed } from './measure.js';

/** Bare workflows on the product's own Temporal server, with a worker of their own. */
export interface TemporalFloor {
  /** Seconds of one workflow of `activities` activities. */
  one(activities: number): Promise<number>;
  /** Seconds of `count` such workflows at once. */
  many(count: number, activities: number): Promise<number>;
  stop(): Promise<void>;
}

export async function startTemporalFloor(address: string): Promise<TemporalFloor> {
  const taskQueue = 'bench';
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./bare-workflows.ts', import.meta.url)),
    activities: { nothing: () => Promise.resolve() },
  });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  const execute = (activities: number) =>
    workflow.execute<typeof bare>('bare', { taskQueue, workflowId: `bench/${randomUUID()}`, args: [activities] });
  return {
    one: (activities) => timed(() => execute(activities)),
    many: (count, activities) => timed(() => Promise.all(Array.from({ length: count }, () => execute(activities)))),
    stop: async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
}
