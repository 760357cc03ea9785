import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  condition,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyActivities,
  startChild,
  type ChildWorkflowHandle,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { describeCounts } from '../model/run-counts.js';
import { isSetRun, nameOfRequested, type AnyRunRequest } from '../model/run-request.js';
import { runWorkflowId } from '../model/workflow-ids.js';
import { longStep } from './activity-options.js';
import { describeRun } from './describe-run.js';
import type { FireReports } from './fire-reports.js';
import { integrationRun } from './integration-run.js';
import { integrationSetRun } from './integration-set-run.js';
import { haltRunSignal, type OpenRun, type RunResult } from './messages.js';
import { persist } from './persist.js';
import { settleEndedRun } from './settle-ended-run.js';
import type { SiteJournal } from './site-journal.js';

const { awaitRuns } = proxyActivities<Activities>(longStep);

/**
 * How many runs that schedules have asked for are open at once. Of a thousand that are due in the same minute, those
 * beyond wait here for one to end: begun together, all would contend for the one workflow of their site, and be later.
 */
const SCHEDULED_AT_ONCE = 50;

/** The open runs of a site: starts them, knows when each has ended, halts them. */
export class SiteRuns {
  private readonly runs = new Map<string, OpenRun>();
  /** Runs whose workflow has been asked for but may not exist yet. */
  private readonly starting = new Set<string>();
  /** Runs of fires that wait for others to end, in the order in which they were due. */
  private readonly waiting = new Map<string, AnyRunRequest>();

  /** Set when this execution begins no more runs: those that are asked for. */
  private deferred: AnyRunRequest[] | undefined;

  constructor(
    private readonly journal: SiteJournal,
    private readonly fires: FireReports,
  ) {}

  /** Starts a run. One with the same id that is open already is that run. */
  start(request: AnyRunRequest): void {
    if (this.has(request.run)) return;
    this.journal.write('trigger', `Run of ${nameOfRequested(request)} requested by ${request.requestedBy}`);
    this.take(request);
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

  /** Tells the fires whose runs wait that these do not run: `result` says why. */
  refuseWaiting(result: (request: AnyRunRequest) => RunResult): void {
    for (const request of this.waiting.values()) {
      if (request.fire !== undefined) this.fires.report(request.fire.workflow, result(request));
    }
    this.waiting.clear();
  }

  /** Begins the runs an earlier execution has left. */
  takeOver(requests: readonly AnyRunRequest[]): void {
    for (const request of requests) this.take(request);
  }

  /** Takes over runs that were open before this execution began, and sees to it that they end. */
  adopt(runs: readonly OpenRun[]): void {
    for (const open of runs) this.runs.set(open.run, open);
    if (runs.length > 0) void this.watch(runs.map(({ run }) => run));
  }

  get open(): OpenRun[] {
    return [...this.runs.values()];
  }

  /** Notes which fire is told of the end of a run; answers false where there is no such run. */
  tellFire(run: string, fire: string): boolean {
    const open = this.runs.get(run);
    if (open !== undefined) this.runs.set(run, { ...open, fire });
    return this.has(run);
  }

  has(run: string): boolean {
    return this.runs.has(run) || this.waiting.has(run);
  }

  /** What the next execution goes on with: the runs that have begun, and the requests for those that have not. */
  carry(): { runs: OpenRun[]; deferred: AnyRunRequest[] } {
    const deferred = this.deferred ?? [];
    const runs = this.open.filter(({ run }) => deferred.every((request) => request.run !== run));
    return { runs, deferred: [...deferred, ...this.waiting.values()] };
  }

  /** Whether every run that was begun has its workflow; before that, no execution of the site may end. */
  get allStarted(): boolean {
    return this.starting.size === 0;
  }

  /** Tells every open run to end now, applying nothing. */
  async haltAll(reason: string): Promise<void> {
    await Promise.all([...this.runs.keys()].map((run) => this.halt(run, reason)));
  }

  private take(request: AnyRunRequest): void {
    if (request.fire !== undefined && this.scheduledOpen >= SCHEDULED_AT_ONCE) {
      this.waiting.set(request.run, request);
      return;
    }
    this.runs.set(request.run, openRunOf(request));
    if (this.deferred === undefined) this.begin(request);
    else this.deferred.push(request);
  }

  private takeNext(): void {
    const [next] = this.waiting.values();
    if (next === undefined || this.scheduledOpen >= SCHEDULED_AT_ONCE) return;
    this.waiting.delete(next.run);
    this.take(next);
  }

  private get scheduledOpen(): number {
    return this.open.filter(({ fire }) => fire !== undefined).length;
  }

  private begin(request: AnyRunRequest): void {
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

  private async conduct(request: AnyRunRequest): Promise<void> {
    const { run } = request;
    try {
      const child = await startRun(request);
      this.starting.delete(run);
      this.close(run, await child.result());
    } catch (error) {
      this.starting.delete(run);
      if (error instanceof WorkflowExecutionAlreadyStartedError) await persist(() => awaitRuns([run]), this.tell);
      this.close(run, await settleEndedRun(run, this.tell));
    }
  }

  /** No event tells a later execution that a child of an earlier one has ended: an activity waits for them. */
  private async watch(runs: string[]): Promise<void> {
    const waiting = new Set(runs);
    while (waiting.size > 0) {
      for (const run of await persist(() => awaitRuns([...waiting]), this.tell)) {
        this.close(run, await settleEndedRun(run, this.tell));
        waiting.delete(run);
      }
    }
  }

  private readonly tell = (problem: string): void => this.journal.write('data', problem);

  private close(run: string, result: RunResult): void {
    const { name, status, reason, counts } = result;
    const fire = this.runs.get(run)?.fire;
    this.runs.delete(run);
    this.journal.write('data', `Run ${name} ${status}: ${reason ?? describeCounts(counts)}`);
    if (fire !== undefined) this.fires.report(fire, result);
    this.takeNext();
  }
}

function openRunOf(request: AnyRunRequest): OpenRun {
  const { run, fire } = request;
  const asked = isSetRun(request) ? { integrationSet: request.integrationSet } : { integration: request.integration };
  return { run, ...asked, ...(fire === undefined ? {} : { fire: fire.workflow }) };
}

/** The run outlives the site's continue-as-new, on which parent close policies fire. */
async function startRun(
  request: AnyRunRequest,
): Promise<ChildWorkflowHandle<typeof integrationRun> | ChildWorkflowHandle<typeof integrationSetRun>> {
  return isSetRun(request)
    ? startChild(integrationSetRun, describeRun(request, ParentClosePolicy.ABANDON))
    : startChild(integrationRun, describeRun(request, ParentClosePolicy.ABANDON));
}
