import type { LookAtPart } from './readiness.js';
import { whyOf } from './why-of.js';
import { describeTaskQueue, TASK_KINDS, type TaskKind, type TaskQueue } from '../task-queue.js';

/** A worker that is at work asks at least every minute; clocks may differ a little. In milliseconds. */
const SEEN_WITHIN = 90_000;

/** Whether a worker asks for the tasks of the queue, of each kind. */
export const lookAtWorkers =
  (queue: TaskQueue): LookAtPart =>
  async () => {
    const kinds = Object.keys(TASK_KINDS) as TaskKind[];
    const states = await Promise.all(kinds.map((kind) => describeTaskQueue(queue, kind))).catch((error: unknown) => {
      throw new Error(`Temporal does not tell whether there is a worker (${whyOf(error)}).`);
    });
    const since = Date.now() - SEEN_WITHIN;
    if (states.every(({ pollers }) => pollers.some((at) => at > since))) return;
    const message = `No worker has asked for tasks of the queue ${queue.name} within the last ${SEEN_WITHIN / 1000} seconds: no run begins. Start a worker (npm run worker), with the same INTEGRATOR_TASK_QUEUE and TEMPORAL_NAMESPACE.`;
    throw new Error(message);
  };
