import { SimplePlugin } from '@temporalio/plugin';
import type { WorkerOptions } from '@temporalio/worker';

import type { Dependencies } from './activities/dependencies.js';
import { createActivities } from './activities/index.js';
import { dataConverterOf } from './codec/data-converter.js';
import type { PayloadEncryption } from './codec/payload-encryption.js';
import { activitySite } from './observability/log/activity-site.js';
import { workflowBundlePath } from './workflow-bundles.js';

export interface IntegratorPluginOptions extends Dependencies {
  /** A bundle of the workflows; the one of the build by default. Not used where the worker brings workflows itself. */
  workflowBundle?: { codePath: string };
  /** Encrypts what the worker hands to Temporal; in place of a codec and a failure converter it may have. */
  encryption?: PayloadEncryption | undefined;
}

/**
 * Makes any Temporal Worker a worker of the Integrator: its activities, and its workflows unless the Worker has a
 * `workflowsPath` or `workflowBundle` of its own. Such a one re-exports ours from its workflow file:
 * `export * from 'temporal-integrator/workflows'`, or `…/workflows/versioned` where it is versioned. A bundle of its own
 * that is to encrypt is made with the `failureConverterPath` of `dataConverterOf`.
 */
export class IntegratorPlugin extends SimplePlugin {
  constructor(private readonly given: IntegratorPluginOptions) {
    super({
      name: 'temporal-integrator',
      activities: createActivities(given),
      workerInterceptors: { activity: [activitySite] },
      ...dataConverterOf(given.encryption),
    });
  }

  override configureWorker(options: WorkerOptions): WorkerOptions {
    const configured = super.configureWorker(options);
    if (configured.workflowsPath !== undefined || configured.workflowBundle !== undefined) return configured;
    return { ...configured, workflowBundle: this.given.workflowBundle ?? this.bundleOfTheBuild(configured) };
  }

  private bundleOfTheBuild({ workerDeploymentOptions }: WorkerOptions): { codePath: string } {
    const encrypted = this.given.encryption !== undefined;
    return {
      codePath: workflowBundlePath({ encrypted, versioned: workerDeploymentOptions?.useWorkerVersioning === true }),
    };
  }
}
