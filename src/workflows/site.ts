import { TemporalFailure } from '@temporalio/common';
import { allHandlersFinished, condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';

import { checkAskedBy, checkRunRequest, checkStart, checkStop } from './check-message.js';
import { describeFailure } from './describe-failure.js';
import type { IntegratorCarry } from './integrator-carry.js';
import { Integrator } from './integrator.js';
import * as messages from './messages.js';
import type { AnyRunRequest } from '../model/run-request.js';

/**
 * One site, for as long as it exists: an entity that is started and stopped by messages, gates its runs, and continues
 * as new when its history has grown.
 */
export async function site(name: string, carried?: IntegratorCarry): Promise<void> {
  const integrator = new Integrator(name, carried);
  // Before anything is awaited: an Update that came with the start would find no handler.
  handleMessages(name, integrator);
  if (carried === undefined) await integrator.takeUp();
  await condition(() => integrator.retired || workflowInfo().continueAsNewSuggested);
  integrator.prepareToContinueAsNew();
  await condition(() => allHandlersFinished() && integrator.mayContinueAsNew);
  if (!integrator.retired) await continueAsNew<typeof site>(name, integrator.carry());
}

function handleMessages(name: string, integrator: Integrator): void {
  // At once where that is possible: what came together is handled in its order.
  const whenReady = <Result>(handle: () => Result | Promise<Result>): Result | Promise<Result> =>
    integrator.isReady ? handle() : integrator.takenUp().then(handle);

  setHandler(messages.stateQuery, () => integrator.view());
  setHandler(messages.tasksQuery, () => integrator.tasks());
  setHandler(messages.logQuery, (timeZone) => integrator.log(timeZone));

  setHandler(messages.startSiteUpdate, (request) => whenReady(() => integrator.start(request)), {
    validator: checkStart,
  });
  setHandler(messages.stopSiteUpdate, (request) => whenReady(() => integrator.stop(request)), { validator: checkStop });
  setHandler(messages.requestRunUpdate, (request) => whenReady(() => integrator.requestRun(request)), {
    validator: (request: AnyRunRequest) => {
      checkRunRequest(request, name);
      integrator.refuseAgain(request);
    },
  });
  setHandler(messages.cancelStartUpdate, (request) => whenReady(() => integrator.cancelStart(request)), {
    validator: checkAskedBy,
  });
  setHandler(messages.retireSiteUpdate, (request) => whenReady(() => integrator.retire(request)), {
    validator: checkAskedBy,
  });

  // A signal has nobody to tell: what is refused stands in the log.
  setHandler(messages.startSiteSignal, (request) =>
    ignoringRefusal(integrator, () => {
      checkStart(request);
      return whenReady(() => integrator.start(request));
    }),
  );
  setHandler(messages.stopSiteSignal, (request) =>
    ignoringRefusal(integrator, () => {
      checkStop(request);
      return whenReady(() => integrator.stop(request));
    }),
  );
  setHandler(messages.requestRunSignal, (request) =>
    ignoringRefusal(integrator, async () => {
      checkRunRequest(request, name);
      const { fire } = request;
      if (fire === undefined) await whenReady(() => integrator.requestRun(request));
      else await integrator.requestScheduledRun(request, fire);
    }),
  );
}

async function ignoringRefusal(integrator: Integrator, handle: () => unknown): Promise<void> {
  try {
    await handle();
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    integrator.noteRefusal(describeFailure(error).reason);
  }
}
