import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

import type { ErrorCode } from '../model/errors.js';
import { isStorable } from '../model/storable-text.js';
import { Integrator, type IntegratorCarry } from './integrator.js';
import * as messages from './messages.js';

/**
 * One site, for as long as it exists: an entity that is started and stopped by messages, gates its runs, and continues
 * as new when its history has grown.
 */
export async function site(name: string, carried?: IntegratorCarry): Promise<void> {
  const integrator = new Integrator(name, carried);
  // Before anything is awaited: an Update that came with the start would find no handler.
  handleMessages(integrator);
  if (carried === undefined) await integrator.takeUp();
  await condition(() => integrator.retired || workflowInfo().continueAsNewSuggested);
  integrator.prepareToContinueAsNew();
  await condition(() => allHandlersFinished() && integrator.mayContinueAsNew);
  if (!integrator.retired) await continueAsNew<typeof site>(name, integrator.carry());
}

function handleMessages(integrator: Integrator): void {
  setHandler(messages.stateQuery, () => integrator.view());
  setHandler(messages.tasksQuery, () => integrator.tasks());
  setHandler(messages.logQuery, () => integrator.log());

  setHandler(messages.startSiteUpdate, (request) => integrator.start(request));
  setHandler(messages.stopSiteUpdate, (request) => integrator.stop(request), { validator: requireReason });
  setHandler(messages.requestRunUpdate, (request) => integrator.requestRun(request));
  setHandler(messages.retireSiteUpdate, () => integrator.retire());

  // A signal has nobody to tell: what is refused stands in the log.
  setHandler(messages.startSiteSignal, (request) => ignoringRefusal(() => integrator.start(request)));
  setHandler(messages.stopSiteSignal, async (request) => {
    await ignoringRefusal(async () => {
      requireReason(request);
      return integrator.stop(request);
    });
  });
  setHandler(messages.requestRunSignal, (request) => ignoringRefusal(() => integrator.requestRun(request)));
}

/** A validator must be synchronous: what it throws refuses the Update before it enters the history. */
function requireReason({ reason }: messages.StopRequest): void {
  if (reason.trim() !== '' && isStorable(reason)) return;
  const message = "Stopping a site needs a reason: a brief note such as 'Stopping integration due to stocktake'.";
  throw ApplicationFailure.create({ type: 'reason-required' satisfies ErrorCode, message, nonRetryable: true });
}

async function ignoringRefusal(handle: () => unknown): Promise<void> {
  try {
    await handle();
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
  }
}
