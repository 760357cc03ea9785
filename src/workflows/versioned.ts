import type { Workflow } from '@temporalio/common';
import { setWorkflowOptions } from '@temporalio/workflow';

import * as workflows from './index.js';

export * from './index.js';

// The workflows as versioned workers have them: each says which version goes on with it. They are a bundle of their own,
// as Temporal refuses the word of a worker that is not versioned.

/**
 * These may go on for longer than an old version is kept, and move to the new one: a site never ends; a settlement lasts
 * until its target answers. So their code changes only by `patched()`, which recorded histories prove.
 */
const MOVING: readonly Workflow[] = [workflows.site, workflows.settlement];

/** What comes to an end by itself does so on the code it began with: a new version cannot break a run in its middle. */
for (const workflow of Object.values<Workflow>(workflows)) {
  setWorkflowOptions({ versioningBehavior: MOVING.includes(workflow) ? 'AUTO_UPGRADE' : 'PINNED' }, workflow);
}
