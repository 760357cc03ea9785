import { randomUUID } from 'node:crypto';

import { WorkflowFailedError, type Client } from '@temporalio/client';

import { errorBehind, translateTemporalError } from './temporal-error.js';
import { IntegratorError } from '../model/errors.js';
import { scheduleUpkeepWorkflowId } from '../model/workflow-ids.js';

/** How long an answer may take: of one schedule, and of all of a site. */
const WITHIN = { one: '30s', all: '120s' } as const;

/** Has workers make Temporal's Schedules as the store has them: the one thing that writes them. */
export class ScheduleUpkeep {
  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  /**
   * Makes Temporal's Schedule, or all of a site, as the store has them now: also away, where they were deleted.
   *
   * @throws IntegratorError `service-unavailable` when no worker does it now; one that starts will.
   */
  async settle(site: string, schedule?: string): Promise<void> {
    try {
      await this.client.workflow.execute('scheduleUpkeep', {
        workflowId: scheduleUpkeepWorkflowId(site, randomUUID()),
        taskQueue: this.taskQueue,
        args: [site, schedule],
        workflowExecutionTimeout: schedule === undefined ? WITHIN.all : WITHIN.one,
        staticSummary: `Schedules of site ${site}${schedule === undefined ? '' : `: ${schedule}`}`,
      });
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw translateTemporalError(error, site);
      const message =
        'What was asked for is saved, but not passed on to Temporal yet: no worker is running, or there are many schedules. A worker does so within ten minutes.';
      throw errorBehind(error) ?? new IntegratorError('service-unavailable', message);
    }
  }
}
