import { condition, patched, proxyLocalActivities, type ApplicationFailure } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { isSetRun, nameOfRequested, type AnyRunRequest, type Fire } from '../model/run-request.js';
import type { TaskStatus } from '../model/site.js';
import { shortStep } from './activity-options.js';
import { FireReports } from './fire-reports.js';
import { formatTime } from './format-time.js';
import { HeldRuns } from './held-runs.js';
import { newSite, type IntegratorCarry } from './integrator-carry.js';
import type { AskedBy, Confirmation, SiteView, StartRequest, StopRequest } from './messages.js';
import { notRun, refusalCode } from './not-run.js';
import { refusal } from './refusal.js';
import { SiteRuns } from './site-runs.js';
import { SiteState } from './site-state.js';
import { Starting } from './starting.js';
import { Stopping } from './stopping.js';

/** How long a fire waits for a start that was planned for its time. */
const PLANNED_START_WITHIN = '60s';

type RestoredSite = NonNullable<Awaited<ReturnType<Activities['takeUpSite']>>['restored']>;

const { takeUpSite } = proxyLocalActivities<Activities>(shortStep);

/**
 * The Integrator of one site: the only gate to its runs (seed: Stop and Start). While it is Running, runs that are
 * asked for start; while it is not, they are refused and held, and their task is marked Pending Changed.
 */
export class Integrator {
  private readonly site: SiteState;
  private readonly runs: SiteRuns;
  private readonly heldRuns: HeldRuns;
  private readonly starting: Starting;
  private readonly stopping: Stopping;
  private readonly pendingChanged: Set<string>;
  private readonly fires = new FireReports();
  /** Until then, it does not know the runs an earlier workflow of the site has left. */
  private isTakenUp: boolean;
  private isLeaving = false;
  private isRetired = false;

  constructor(name: string, carriedOver?: IntegratorCarry) {
    const carried = carriedOver ?? newSite();
    this.isTakenUp = carriedOver !== undefined;
    this.site = new SiteState(name, carried);
    this.pendingChanged = new Set(carried.pendingChanged);
    this.runs = new SiteRuns(this.site.journal, this.fires);
    this.heldRuns = new HeldRuns(this.site, this.runs);
    this.starting = new Starting(this.site, this.heldRuns, () => this.pendingChanged.clear());
    this.stopping = new Stopping(this.site, this.runs, this.heldRuns);
    this.runs.adopt(carried.runs);
    this.runs.takeOver(carried.deferred);
    this.heldRuns.goOn(carried.commencing);
    this.starting.goOn(carried.plannedStart);
    this.stopping.goOn(carried.deadline);
  }

  /** Takes up a site whose first execution this is, or whose earlier workflow was ended by hand with runs open. */
  async takeUp(): Promise<void> {
    const { timeZone, runs, restored } = await takeUpSite(this.site.name);
    this.site.timeZone = timeZone;
    this.runs.adopt(runs);
    if (restored !== undefined) this.goOnAs(restored);
    this.isTakenUp = true;
    this.site.notes.state(this.site.integrator);
    await this.site.notes.written();
  }

  /** Whether it knows already how the site is; what is asked of it before that waits for `takenUp`. */
  get isReady(): boolean {
    // A history that is replayed may have asked before.
    return this.isTakenUp || !patched('waits to be taken up');
  }

  async takenUp(): Promise<void> {
    await condition(() => this.isTakenUp);
  }

  /** As it was before its database came to this Temporal; a start or stop that was under way has ended Stopped. */
  private goOnAs({ integrator, reason, pendingChanged }: RestoredSite): void {
    if (integrator === 'Running') {
      this.site.enter('Running');
      this.site.journal.write('site', `Site ${this.site.name} goes on as it was: Running, in another Temporal`);
      return;
    }
    if (reason !== null) {
      this.site.reason = reason;
      this.site.enter('Stopped');
    }
    for (const integration of pendingChanged) this.pendingChanged.add(integration);
  }

  /** Start Site: tasks become blank, connections are checked, nothing that was pending is commenced, unless asked to. */
  async start(request: StartRequest): Promise<Confirmation> {
    return this.starting.start(request);
  }

  /** Takes back a start that was planned, where one was. */
  cancelStart({ by }: AskedBy): void {
    this.starting.cancel(by, 'it was taken back');
  }

  /** Stop Site, at any time; a start that was planned is off. */
  async stop(request: StopRequest): Promise<Confirmation> {
    while (this.site.is('Starting')) await this.site.startEnds();
    const cancelled = this.starting.cancel(request.by, 'the site was stopped by hand');
    const { message, ...rest } = await this.stopping.stop(request, () => this.isLeaving);
    return { message: cancelled ? `${message}; its planned start was cancelled` : message, ...rest };
  }

  /** Send All, Send Changed, Run: what the gate lets through, or refuses and holds. */
  requestRun(request: AnyRunRequest): void {
    if (this.site.is('Running')) {
      this.runs.start(request);
      return;
    }
    this.markPending(request);
    this.site.notes.hold({ request, askedAt: Date.now() });
    const refused = this.refusalOf(request);
    if (!this.site.journal.endsWith(refused.message)) this.site.journal.write('trigger', refused.message);
    throw refused;
  }

  /** A fire of a schedule: it runs now or not at all, and whoever waits for it is told so. Asked again, it is one run. */
  async requestScheduledRun(request: AnyRunRequest, fire: Fire): Promise<void> {
    await condition(() => this.isTakenUp);
    // One that was planned for the same time comes first.
    const { plan } = this.starting;
    if (plan !== undefined && plan.at <= Date.parse(fire.intendedAt)) {
      await condition(() => !this.site.is('Stopped'), PLANNED_START_WITHIN);
    }
    while (this.site.is('Starting')) await this.site.startEnds();
    if (this.runs.tellFire(request.run, fire.workflow)) return;
    if (this.site.is('Running')) this.runs.start(request);
    else this.fires.report(fire.workflow, notRun(this.site, request));
  }

  /**
   * Refuses what was refused before and would change nothing, as a validator does: without a trace in the history. A
   * site that is stopped for long would come to the end of the Updates an execution may have. Who asked writes down
   * what it asked for.
   */
  refuseAgain(request: AnyRunRequest): void {
    if (!this.site.is('Running') && this.isPending(request)) throw this.refusalOf(request);
  }

  /** Writes down why a signal was not followed. */
  noteRefusal(reason: string): void {
    if (!this.site.journal.endsWith(reason)) this.site.journal.write('site', `Refused: ${reason}`);
  }

  /** Lets the workflow end. */
  async retire({ by }: AskedBy): Promise<void> {
    const { site } = this;
    if (!site.is('Stopped'))
      throw refusal('site-not-stopped', `Site ${site.name} is ${site.integrator.toLowerCase()}; stop it first.`);
    this.starting.cancel(by, 'the site is deleted');
    await site.notes.written();
    this.isRetired = true;
  }

  get retired(): boolean {
    return this.isRetired;
  }

  view(): SiteView {
    const { integrator, reason } = this.site;
    const { plan } = this.starting;
    const { deadline } = this.stopping;
    return {
      integrator,
      runs: this.runs.open,
      ...(reason === undefined ? {} : { reason }),
      ...(deadline === undefined ? {} : { deadline: formatTime(deadline.at) }),
      ...(plan === undefined ? {} : { plannedStart: { ...plan, at: formatTime(plan.at) } }),
    };
  }

  /** Every task that is not blank. */
  tasks(): Record<string, TaskStatus> {
    const pending = [...this.pendingChanged].map((integration) => [integration, 'Pending Changed'] as const);
    const running = this.runs.open.flatMap(({ integration }) =>
      integration === undefined ? [] : [[integration, 'In-Progress'] as const],
    );
    return Object.fromEntries([...pending, ...running]);
  }

  log(timeZone = this.site.timeZone): string[] {
    return this.site.journal.lines(timeZone);
  }

  /** Begins nothing more, so that `mayContinueAsNew` comes true. */
  prepareToContinueAsNew(): void {
    this.isLeaving = true;
    this.runs.defer();
  }

  /** Whether nothing is under way that the end of an execution would cut in two. */
  get mayContinueAsNew(): boolean {
    const mayPause = this.runs.allStarted && this.heldRuns.mayPause && this.stopping.mayPause;
    return mayPause && !this.site.is('Starting') && this.site.notes.areWritten && this.fires.areSent;
  }

  /** What the next execution goes on with. */
  carry(): IntegratorCarry {
    const { integrator, timeZone, reason, journal } = this.site;
    return {
      integrator,
      timeZone,
      reason,
      pendingChanged: [...this.pendingChanged],
      ...this.runs.carry(),
      commencing: this.heldRuns.underway,
      plannedStart: this.starting.plan,
      deadline: this.stopping.deadline,
      log: journal.carry(),
    };
  }

  /** A set is no task: there is nothing to mark. */
  private markPending(request: AnyRunRequest): void {
    if (!isSetRun(request)) this.pendingChanged.add(request.integration);
  }

  private isPending(request: AnyRunRequest): boolean {
    return !isSetRun(request) && this.pendingChanged.has(request.integration);
  }

  private refusalOf(request: AnyRunRequest): ApplicationFailure {
    const { name, integrator } = this.site;
    const marked = isSetRun(request) ? '' : ', its task is Pending Changed';
    const message = `Site ${name} is ${integrator.toLowerCase()}: the run of ${nameOfRequested(request)} was not started${marked}. Start the site, then run it.`;
    return refusal(refusalCode(this.site), message);
  }
}
