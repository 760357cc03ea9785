import type { WorkerOptions } from '@temporalio/worker';

/** As Temporal lists our workers' versions. */
const DEPLOYMENT = 'integrator';

/**
 * What a Worker is told of its version; nothing, where workers are not versioned. Which version goes on with an execution
 * is said by its workflow (`workflows/versioned.ts`), so that it holds in any Worker that has it.
 */
export function deploymentOptions(buildId: string | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: DEPLOYMENT, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
