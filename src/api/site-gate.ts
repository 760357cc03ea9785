import {
  isGrpcServiceError,
  QueryRejectedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';

import { SiteLimit } from './site-limit.js';
import { translateTemporalError } from './temporal-error.js';
import { IntegratorError } from '../model/errors.js';
import { runWorkflowId, siteWorkflowId } from '../model/workflow-ids.js';
import type { TaskStatus } from '../model/site.js';
import type { AnyRunRequest } from '../model/run-request.js';
import {
  cancelStartUpdate,
  haltRunSignal,
  logQuery,
  requestRunUpdate,
  retireSiteUpdate,
  startSiteUpdate,
  stateQuery,
  stopSiteUpdate,
  tasksQuery,
  type Confirmation,
  type SiteView,
  type StartRequest,
  type StopRequest,
} from '../workflows/messages.js';
import { IntegratorSite, IntegratorStatus } from '../workflows/search-attributes.js';

/** How long a site may take to answer, in milliseconds, before the caller is told that no worker does. */
const ANSWER_WITHIN = 15_000;
/**
 * A workflow takes 10 Updates at a time; a client that sends more is told to come again and waits long. So those that
 * come at once wait for each other here.
 */
const UPDATES_AT_ONCE = 8;

/** The workflows of the sites, as the API speaks to them. A site's workflow that is missing is started. */
export class SiteGate {
  private readonly updates = new SiteLimit(UPDATES_AT_ONCE);

  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  /** Makes sure that the site has its workflow; a new one is Stopped. */
  async open(site: string): Promise<void> {
    try {
      await this.startWorkflow(site);
    } catch (error) {
      throw translateTemporalError(error, site);
    }
  }

  private async startWorkflow(site: string): Promise<void> {
    await this.client.workflow.start('site', {
      workflowId: siteWorkflowId(site),
      taskQueue: this.taskQueue,
      args: [site],
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: `Integrator of site ${site}`,
      typedSearchAttributes: [
        { key: IntegratorSite, value: site },
        { key: IntegratorStatus, value: 'Stopped' },
      ],
    });
  }

  /** Starts the site, or plans its start. @throws IntegratorError `site-stopping`, `site-not-stopped`. */
  async start(site: string, request: StartRequest): Promise<Confirmation> {
    return this.ask(site, (handle) => handle.executeUpdate(startSiteUpdate, { args: [request] }));
  }

  /** Takes back a start that was planned, where one was. */
  async cancelStart(site: string, by: string): Promise<void> {
    await this.ask(site, (handle) => handle.executeUpdate(cancelStartUpdate, { args: [{ by }] }));
  }

  /** Stops the site. Resolves to undefined when its runs have not ended within `within` milliseconds. */
  async stop(site: string, request: StopRequest, within: number): Promise<Confirmation | undefined> {
    const update = await this.ask(site, (handle) =>
      handle.startUpdate(stopSiteUpdate, { args: [request], waitForStage: 'ACCEPTED' }),
    );
    try {
      const confirmed = await this.client.withDeadline(Date.now() + within, () => update.result());
      return confirmed.isStopping === true ? undefined : confirmed;
    } catch (error) {
      const said = translateTemporalError(error, site);
      if (said instanceof IntegratorError && said.code === 'service-unavailable') return undefined;
      throw said;
    }
  }

  /** Asks for a run. @throws IntegratorError `site-stopped`, `site-stopping`. */
  async requestRun(request: AnyRunRequest): Promise<void> {
    const { site } = request;
    await this.updates.run(site, () =>
      this.ask(site, (handle) => handle.executeUpdate(requestRunUpdate, { args: [request] })),
    );
  }

  /** Ends the workflow of a stopped site. @throws IntegratorError `site-not-stopped`. */
  async retire(site: string, by: string): Promise<void> {
    await this.ask(site, (handle) => handle.executeUpdate(retireSiteUpdate, { args: [{ by }] }));
  }

  /** Ends a run now. One whose workflow has ended in the meantime need not be told. */
  async haltRun({ id, site }: { id: string; site: string }, reason: string): Promise<void> {
    try {
      await this.client.workflow.getHandle(runWorkflowId(id)).signal(haltRunSignal, { reason });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw translateTemporalError(error, site);
    }
  }

  async view(site: string): Promise<SiteView & { tasks: Record<string, TaskStatus> }> {
    return this.ask(site, async (handle) => ({
      ...(await handle.query(stateQuery)),
      tasks: await handle.query(tasksQuery),
    }));
  }

  /** The newest lines of the site's log, oldest first. */
  async log(site: string, timeZone: string): Promise<string[]> {
    return this.ask(site, (handle) => handle.query(logQuery, timeZone));
  }

  private async ask<Result>(site: string, question: (handle: WorkflowHandle) => Promise<Result>): Promise<Result> {
    const handle = this.client.workflow.getHandle(siteWorkflowId(site));
    const deadline = Date.now() + ANSWER_WITHIN;
    for (;;) {
      try {
        return await this.client.withDeadline(deadline, () => question(handle));
      } catch (error) {
        const over = Date.now() > deadline;
        if (!over && isWithoutWorkflow(error)) await this.open(site);
        else if (over || !wasTurnedAway(error)) throw translateTemporalError(error, site);
      }
    }
  }
}

function isWithoutWorkflow(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError;
}

/**
 * Whether an Update came just when the workflow was about to continue as new: the server then lets go of it before the
 * workflow has seen it, so it can be sent again.
 */
function wasTurnedAway(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return isGrpcServiceError(cause) && cause.details.includes('unexpected workflow task failure');
}
