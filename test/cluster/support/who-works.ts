import type { PartName } from '../../support/topology.js';
import type { ClusterService } from './cluster-service.js';

/** The worker that has the step of the run that is under way. Workers say who they are as `<process>@<machine>`. */
export async function workerOf({ temporal, cluster }: ClusterService, run: string): Promise<PartName> {
  const { raw } = await temporal.workflow.getHandle(`run/${run}`).describe();
  const identities = raw.pendingActivities?.map(({ lastWorkerIdentity }) => lastWorkerIdentity ?? '') ?? [];
  const found = cluster.parts.find((part) => identities.some((identity) => isOf(identity, cluster.pid(part))));
  if (found === undefined) throw new Error(`No worker has a step of run ${run}: ${identities.join(', ')}`);
  return found;
}

/** The workers that have done steps of the runs. */
export async function workersOf({ temporal, cluster }: ClusterService, runs: readonly string[]): Promise<PartName[]> {
  const histories = await Promise.all(runs.map((run) => temporal.workflow.getHandle(`run/${run}`).fetchHistory()));
  const identities = histories.flatMap(({ events }) =>
    (events ?? []).map((event) => event.activityTaskStartedEventAttributes?.identity ?? ''),
  );
  return cluster.parts.filter((part) => identities.some((identity) => isOf(identity, cluster.pid(part))));
}

function isOf(identity: string, pid: number | undefined): boolean {
  return pid !== undefined && identity.startsWith(`${pid}@`);
}
