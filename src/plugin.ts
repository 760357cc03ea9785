import { fileURLToPath } from 'node:url';

import { SimplePlugin } from '@temporalio/plugin';
import type { WorkerOptions } from '@temporalio/worker';

import type { Dependencies } from './activities/dependencies.js';
import { createActivities } from './activities/index.js';

/** The workflows as `npm run build` bundled them. */
export const WORKFLOW_BUNDLE = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));

export interface IntegratorPluginOptions extends Dependencies {
  /** A bundle of the workflows; the one of the build by default. Not used where the worker brings workflows itself. */
  workflowBundle?: { codePath: string };
}

/**
 * Makes any Temporal Worker a worker of the Integrator: its activities, and its workflows unless the Worker has a
 * `workflowsPath` or `workflowBundle` of its own. Such a one re-exports ours from its workflow file:
 * `export * from 'temporal-integrator/workflows'`.
 */
export class IntegratorPlugin extends SimplePlugin {
  constructor(private readonly given: IntegratorPluginOptions) {
    super({ name: 'temporal-integrator', activities: createActivities(given) });
  }

  override configureWorker(options: WorkerOptions): WorkerOptions {
    const configured = super.configureWorker(options);
    if (configured.workflowsPath !== undefined || configured.workflowBundle !== undefined) return configured;
    return { ...configured, workflowBundle: this.given.workflowBundle ?? { codePath: WORKFLOW_BUNDLE } };
  }
}
