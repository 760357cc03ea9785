import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  condition,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyActivities,
  sleep,
  startChild,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { describeCounts } from '../model/run-counts.js';
import { longStep, settleStep } from './activity-options.js';
import { describeFailure } from './describe-failure.js';
import { integrationRun } from './integration-run.js';
import type { RunRequest } from '../model/run-request.js';
import { passFileOn } from './file-turn.js';
import { haltRunSignal, runWorkflowId, settlementWorkflowId, type OpenRun, type RunResult } from './messages.js';
import { settlement } from './settlement.js';
import { IntegratorIntegration, IntegratorSite, IntegratorStatus, IntegratorTrigger } from './search-attributes.js';
import type { SiteJournal } from './site-journal.js';

const { awaitRuns } = proxyActivities<Activities>(longStep);
const { settleRun } = proxyActivities<Activities>(settleStep);

/** The open runs of a site: starts them, knows when each has ended, halts them. */
export class SiteRuns {
  private readonly runs = new Map<string, OpenRun>();
  /** Runs whose workflow has been asked for but may not exist yet. */
  private readonly starting = new Set<string>();

  /** Set when this execution begins no more runs: those that are asked for. */
  private deferred: RunRequest[] | undefined;

  constructor(private readonly journal: SiteJournal) {}

  /** Starts a run. One with the same id that is open already is that run. */
  start(request: RunRequest): void {
    if (this.runs.has(request.run)) return;
    const { run, integration } = request;
    this.runs.set(run, { run, integration });
    this.journal.write('trigger', `Run of ${integration} requested by ${request.requestedBy}`);
    if (this.deferred === undefined) this.begin(request);
    else this.deferred.push(request);
  }

  /**
   * From now on, runs that are asked for are left to the next execution to begin: this one is to end as soon as those
   * under way have begun, and would never, while new ones keep coming.
   */
  defer(): void {
    this.deferred ??= [];
  }

  /** Begins after all what was deferred: a site that stops has its runs end, and takes no more. */
  beginDeferred(): void {
    const requests = this.deferred ?? [];
    this.deferred = undefined;
    for (const request of requests) this.begin(request);
  }

  /** Begins the runs an earlier execution has left. */
  takeOver(requests: readonly RunRequest[]): void {
    for (const request of requests) {
      this.runs.set(request.run, { run: request.run, integration: request.integration });
      this.begin(request);
    }
  }

  /** Takes over runs that were open before this execution began, and sees to it that they end. */
  adopt(runs: readonly OpenRun[]): void {
    for (const open of runs) this.runs.set(open.run, open);
    if (runs.length > 0) void this.watch(runs.map(({ run }) => run));
  }

  get open(): OpenRun[] {
    return [...this.runs.values()];
  }

  has(run: string): boolean {
    return this.runs.has(run);
  }

  /** What the next execution goes on with: the runs that have begun, and the requests for those that have not. */
  carry(): { runs: OpenRun[]; deferred: RunRequest[] } {
    const deferred = this.deferred ?? [];
    return { runs: this.open.filter(({ run }) => deferred.every((request) => request.run !== run)), deferred };
  }

  /** Whether every run that was begun has its workflow; before that, no execution of the site may end. */
  get allStarted(): boolean {
    return this.starting.size === 0;
  }

  /** Tells every open run to end now, applying nothing. */
  async haltAll(reason: string): Promise<void> {
    await Promise.all([...this.runs.keys()].map((run) => this.halt(run, reason)));
  }

  private begin(request: RunRequest): void {
    this.starting.add(request.run);
    void this.conduct(request);
  }

  private async halt(run: string, reason: string): Promise<void> {
    await condition(() => !this.starting.has(run));
    // A run that has ended in the meantime cannot be told, and need not be.
    await getExternalWorkflowHandle(runWorkflowId(run))
      .signal(haltRunSignal, { reason })
      .catch(() => undefined);
  }

  private async conduct(request: RunRequest): Promise<void> {
    const { run } = request;
    try {
      const child = await startChild(integrationRun, describeRun(request));
      this.starting.delete(run);
      this.close(run, await child.result());
    } catch (error) {
      this.starting.delete(run);
      if (error instanceof WorkflowExecutionAlreadyStartedError) await this.persist(() => awaitRuns([run]));
      await this.settle(run);
    }
  }

  /** No event tells a later execution that a child of an earlier one has ended: an activity waits for them. */
  private async watch(runs: string[]): Promise<void> {
    const waiting = new Set(runs);
    while (waiting.size > 0) {
      for (const run of await this.persist(() => awaitRuns([...waiting]))) {
        await this.settle(run);
        waiting.delete(run);
      }
    }
  }

  /** Sees to what a run has left whose workflow did not, or could not, end it by itself. */
  private async settle(run: string): Promise<void> {
    const settled = await this.persist(() => settleRun(run));
    if (settled.unsettled === true) await beginSettlement(run);
    await passFileOn(settled.waiting);
    this.close(run, settled);
  }

  /** Nobody waits for these steps to fail: what goes wrong is written down, and they are done again. */
  private async persist<Result>(step: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        this.journal.write('data', `A run could not be closed yet: ${describeFailure(error).reason}`);
        await sleep('10s');
      }
    }
  }

  private close(run: string, { name, status, reason, counts }: RunResult): void {
    this.runs.delete(run);
    this.journal.write('data', `Run ${name} ${status}: ${reason ?? describeCounts(counts)}`);
  }
}

/** Another execution of the site may have begun it before. */
async function beginSettlement(run: string): Promise<void> {
  try {
    await startChild(settlement, {
      workflowId: settlementWorkflowId(run),
      args: [run],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `Were the records of run ${run} applied?`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** How the run's workflow is started, so that the Web UI alone tells what it is. */
function describeRun(request: RunRequest) {
  const { run, site, integration, trigger, requestedBy, name, file } = request;
  return {
    workflowId: runWorkflowId(run),
    args: [request] as [RunRequest],
    // The run outlives the site's continue-as-new, on which parent close policies fire.
    parentClosePolicy: ParentClosePolicy.ABANDON,
    // Asked for again after its end, a run does not run again.
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    staticSummary: `Import ${integration} on ${site}`,
    staticDetails: [
      `- Run Name: ${name ?? 'default'}`,
      `- File: ${file?.name ?? "the integration's source"}`,
      `- Trigger: ${trigger}, requested by ${requestedBy}`,
    ].join('\n'),
    typedSearchAttributes: [
      { key: IntegratorSite, value: site },
      { key: IntegratorIntegration, value: integration },
      { key: IntegratorTrigger, value: trigger },
      { key: IntegratorStatus, value: 'In-Progress' },
    ],
  };
}
