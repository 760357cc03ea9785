import {
  Client,
  Connection,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type ConnectionOptions,
  type ScheduleClient,
  type ScheduleSpec,
} from '@temporalio/client';

import { dataConverterOf } from './codec/data-converter.js';
import type { PayloadEncryption } from './codec/payload-encryption.js';

export interface KeepServiceSchedulesOptions {
  connectionOptions: ConnectionOptions;
  namespace: string;
  taskQueue: string;
  encryption?: PayloadEncryption | undefined;
}

/** Something the service does for itself, again and again. */
interface ServiceSchedule {
  /** Its Schedule is `<name>/<task queue>`: several Integrators may share a namespace. */
  name: string;
  /** A workflow without arguments. */
  workflowType: string;
  summary: string;
  /** In UTC. */
  spec: ScheduleSpec;
  /** How late it may still be done, when the service was down at its time. */
  catchupWindow: '1m' | '10m' | '1d';
  /** Whether it is also done at once when the service comes up. */
  atStart: boolean;
}

const SERVICE_SCHEDULES: readonly ServiceSchedule[] = [
  {
    // Temporal's Schedules of sites are compared with the store, and made anew where they are missing (DESIGN §5).
    name: 'keep-schedules',
    workflowType: 'scheduleUpkeep',
    summary: 'Schedules as the store has them',
    spec: { intervals: [{ every: '10m' }] },
    catchupWindow: '10m',
    atStart: true,
  },
  {
    // At a time at which few sites have schedules of their own.
    name: 'retention',
    workflowType: 'retention',
    summary: 'What is kept no longer is removed',
    spec: { calendars: [{ hour: 3, minute: 17 }] },
    catchupWindow: '1d',
    atStart: false,
  },
  {
    name: 'notifications',
    workflowType: 'notifications',
    summary: 'Who is to be told is told',
    spec: { intervals: [{ every: '1m' }] },
    catchupWindow: '1m',
    atStart: false,
  },
];

/** Makes the Schedules of the service itself as they are written here, or leaves them so. */
export async function keepServiceSchedules(options: KeepServiceSchedulesOptions): Promise<void> {
  const { connectionOptions, namespace, taskQueue, encryption } = options;
  const connection = await Connection.connect(connectionOptions);
  try {
    const { schedule } = new Client({ connection, namespace, ...dataConverterOf(encryption) });
    for (const wanted of SERVICE_SCHEDULES) await keep(schedule, wanted, taskQueue);
  } finally {
    await connection.close();
  }
}

async function keep(client: ScheduleClient, wanted: ServiceSchedule, taskQueue: string): Promise<void> {
  const { name, workflowType, summary, spec, catchupWindow, atStart } = wanted;
  const scheduleId = `${name}/${taskQueue}`;
  const handle = client.getHandle(scheduleId);
  const options = {
    spec,
    action: { type: 'startWorkflow', workflowType, workflowId: scheduleId, taskQueue, staticSummary: summary },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
  } as const;
  try {
    await client.create({ ...options, scheduleId });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // A pause by hand is left as it is.
    await handle.update(({ state }) => ({ ...options, state }));
  }
  if (atStart) await handle.trigger(ScheduleOverlapPolicy.SKIP);
}
