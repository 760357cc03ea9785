import type { Metrics } from './create-metrics.js';
import { keepFor } from './keep-for.js';
import { readGauge } from './read-gauge.js';
import { describeTaskQueue, TASK_KINDS, type TaskKind, type TaskQueue, type TaskQueueState } from '../task-queue.js';

/** How long what Temporal has answered is told, in milliseconds. */
const KEPT = 2000;

/** Gauges of the task queue of the workers, asked of Temporal. */
export function createTaskQueueMetrics({ registry, failures }: Metrics, queue: TaskQueue): void {
  const kinds = Object.keys(TASK_KINDS) as TaskKind[];
  const states = keepFor(KEPT, () =>
    Promise.all(kinds.map(async (kind) => ({ kind, state: await describeTaskQueue(queue, kind) }))),
  );
  const gauge = (name: string, help: string, valueOf: (state: TaskQueueState) => number): void =>
    readGauge(registry, failures, {
      name,
      help,
      labelNames: ['kind'],
      source: 'task-queue',
      read: async () => (await states()).map(({ kind, state }) => ({ labels: { kind }, value: valueOf(state) })),
    });
  gauge('integrator_task_queue_backlog', 'Tasks that wait for a worker, about.', ({ backlog }) => backlog);
  gauge(
    'integrator_task_queue_backlog_age_seconds',
    'How long the first task in the queue has waited for a worker.',
    ({ backlogAge }) => backlogAge,
  );
  gauge(
    'integrator_task_queue_pollers',
    'Workers that have asked for tasks within the last minutes.',
    ({ pollers }) => pollers.length,
  );
}
