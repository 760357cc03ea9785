import { randomUUID } from 'node:crypto';

import { WorkflowFailedError, type Client } from '@temporalio/client';

import { errorBehind, translateTemporalError } from './temporal-error.js';
import { IntegratorError } from '../model/errors.js';

/** How long an answer may take. */
const ANSWER_WITHIN = '60s';

/** Workflows that ask, by their names, and what each is about. */
const SUMMARIES = {
  connectionCheck: 'Check of connection',
  pendingCount: 'Pending of',
  notificationTrial: 'Trial of notification',
} as const;
type Inspection = keyof typeof SUMMARIES;

/** Asks workers what the API cannot know: what a site's endpoints answer. */
export class Inspections {
  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  /**
   * Runs one of these workflows. Those who ask the same at once get one answer.
   *
   * @throws IntegratorError as its activity does; `service-unavailable` when no worker answers.
   */
  async ask<Answer>(workflow: Inspection, site: string, name: string): Promise<Answer> {
    try {
      const answer: unknown = await this.client.workflow.execute(workflow, {
        workflowId: `${workflow}/${site}/${name}/${randomUUID()}`,
        taskQueue: this.taskQueue,
        args: [site, name],
        workflowExecutionTimeout: ANSWER_WITHIN,
        staticSummary: `${SUMMARIES[workflow]} ${name}`,
      });
      return answer as Answer;
    } catch (error) {
      throw translate(error, site);
    }
  }
}

function translate(error: unknown, site: string): unknown {
  if (!(error instanceof WorkflowFailedError)) return translateTemporalError(error, site);
  const message = `Site ${site} does not answer: no worker is running, or the endpoint takes too long. Start a worker, then try again.`;
  return errorBehind(error) ?? new IntegratorError('service-unavailable', message);
}
