import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

/** How long Temporal may take to answer, in milliseconds. */
const ANSWER_WITHIN = 2000;

const { TaskQueueType } = proto.temporal.api.enums.v1;

/** The kinds of tasks a queue has, as our metrics name them. */
export const TASK_KINDS = {
  workflow: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  activity: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
} as const;
export type TaskKind = keyof typeof TASK_KINDS;

export interface TaskQueue {
  connection: Connection;
  namespace: string;
  name: string;
}

/** One kind of tasks of a queue. */
export interface TaskQueueState {
  /** Tasks that wait for a worker, about. Those meant for the worker that knows a workflow are not among them. */
  backlog: number;
  /** How long the first of them has waited, in seconds. */
  backlogAge: number;
  /** When each worker that is known asked last, in milliseconds since 1970. Temporal forgets one after five minutes. */
  pollers: number[];
}

/** Asks Temporal how a task queue is. */
export async function describeTaskQueue(
  { connection, namespace, name }: TaskQueue,
  kind: TaskKind,
): Promise<TaskQueueState> {
  const { stats, pollers } = await connection.withDeadline(Date.now() + ANSWER_WITHIN, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      taskQueueType: TASK_KINDS[kind],
      reportStats: true,
    }),
  );
  return {
    backlog: Number(stats?.approximateBacklogCount ?? 0),
    backlogAge: Number(stats?.approximateBacklogAge?.seconds ?? 0),
    pollers: pollers.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000),
  };
}
