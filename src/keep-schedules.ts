import {
  Client,
  Connection,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type ConnectionOptions,
  type ScheduleUpdateOptions,
} from '@temporalio/client';

/** How often Temporal's Schedules are compared with the store. */
const EVERY = '10m';

export interface KeepSchedulesOptions {
  connectionOptions: ConnectionOptions;
  namespace: string;
  taskQueue: string;
}

/**
 * Has Temporal's Schedules looked after, now and from now on: made anew where they are missing, extended as time goes by
 * (DESIGN §5), and every fire that nobody was there for written down. By a Schedule of its own.
 */
export async function keepSchedules({ connectionOptions, namespace, taskQueue }: KeepSchedulesOptions): Promise<void> {
  const connection = await Connection.connect(connectionOptions);
  try {
    await keep(new Client({ connection, namespace }), taskQueue);
  } finally {
    await connection.close();
  }
}

async function keep({ schedule }: Client, taskQueue: string): Promise<void> {
  const scheduleId = `keep-schedules/${taskQueue}`;
  const wanted: ScheduleUpdateOptions = {
    spec: { intervals: [{ every: EVERY }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduleUpkeep',
      workflowId: scheduleId,
      taskQueue,
      staticSummary: 'Schedules as the store has them',
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: EVERY },
    state: {},
  };
  try {
    await schedule.create({ ...wanted, scheduleId });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await schedule.getHandle(scheduleId).update(() => wanted);
  }
  await schedule.getHandle(scheduleId).trigger(ScheduleOverlapPolicy.SKIP);
}
