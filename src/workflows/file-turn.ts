import {
  condition,
  getExternalWorkflowHandle,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { runWorkflowId } from '../model/workflow-ids.js';
import { shortStep } from './activity-options.js';
import { fileReleasedSignal } from './messages.js';

const { holdFile } = proxyLocalActivities<Activities>(shortStep);

/** How long a run waits before it looks by itself whether its file name is free, in milliseconds; longer each time. */
const PATIENCE = { first: 30_000, longest: 600_000 };

/**
 * One run at a time reads a file of one name: waits until it is this one's turn. The run that ends says so; that is heard
 * without an activity, so that however many wait, none takes a place from those that work.
 */
export async function awaitFileTurn(run: string): Promise<void> {
  let isReleased = false;
  setHandler(fileReleasedSignal, () => {
    isReleased = true;
  });
  let patience = PATIENCE.first;
  for (let holder = await holdFile(run); holder !== undefined; holder = await holdFile(run)) {
    setCurrentDetails(`Waiting for its file, which run ${holder} is reading`);
    // The one that ended by hand may have told nobody.
    await condition(() => isReleased, patience);
    isReleased = false;
    patience = Math.min(2 * patience, PATIENCE.longest);
  }
}

/** Tells the first of the runs that wait and can be told that the file name is free. */
export async function passFileOn(waiting: readonly string[]): Promise<void> {
  for (const run of waiting) {
    try {
      await getExternalWorkflowHandle(runWorkflowId(run)).signal(fileReleasedSignal);
      return;
    } catch {
      // It was ended by hand in the meantime.
    }
  }
}
