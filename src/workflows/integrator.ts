import type { ApplicationFailure } from '@temporalio/workflow';
import {
  condition,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import type { LogEntry } from '../model/site-log.js';
import type { IntegratorState, TaskStatus } from '../model/site.js';
import { checkStep, shortStep } from './activity-options.js';
import type { RunRequest } from '../model/run-request.js';
import type { Confirmation, OpenRun, SiteView, StartRequest, StopRequest } from './messages.js';
import { refusal } from './refusal.js';
import { IntegratorStatus } from './search-attributes.js';
import { SiteJournal } from './site-journal.js';
import { SiteRuns } from './site-runs.js';

const { checkConnections } = proxyActivities<Activities>(checkStep);
const { noteIntegratorState, takeUpSite } = proxyLocalActivities<Activities>(shortStep);

/** What one execution of a site's workflow hands to the next. */
export interface IntegratorCarry {
  integrator: IntegratorState;
  timeZone: string;
  reason?: string;
  pendingChanged: string[];
  runs: OpenRun[];
  /** Requests that were let through but not begun. */
  held: RunRequest[];
  log: LogEntry[];
}

/**
 * The Integrator of one site: the only gate to its runs (seed: Stop and Start). While it is Running, runs that are
 * asked for start; while it is not, they are refused and their task is marked Pending Changed.
 */
export class Integrator {
  private state: IntegratorState;
  private timeZone: string;
  private reason: string | undefined;
  private readonly pendingChanged: Set<string>;
  private readonly journal: SiteJournal;
  private readonly runs: SiteRuns;
  private isRetired = false;

  constructor(
    private readonly site: string,
    carried: IntegratorCarry = {
      integrator: 'Stopped',
      timeZone: 'UTC',
      pendingChanged: [],
      runs: [],
      held: [],
      log: [],
    },
  ) {
    this.state = carried.integrator;
    this.timeZone = carried.timeZone;
    this.reason = carried.reason;
    this.pendingChanged = new Set(carried.pendingChanged);
    this.journal = new SiteJournal(carried.log);
    this.runs = new SiteRuns(this.journal);
    this.runs.adopt(carried.runs);
    this.runs.beginHeld(carried.held);
    this.show();
  }

  /** Takes up a site whose first execution this is, or whose earlier workflow was ended by hand with runs open. */
  async takeUp(): Promise<void> {
    const { timeZone, runs } = await takeUpSite(this.site);
    this.timeZone = timeZone;
    this.runs.adopt(runs);
    await noteIntegratorState(this.site, this.state);
  }

  /** Start Site: tasks become blank, connections are checked, nothing that was pending is commenced. */
  async start({ by }: StartRequest): Promise<Confirmation> {
    while (this.state === 'Starting') await this.startEnds();
    if (this.state === 'Running') return { message: `Site ${this.site} is started already` };
    if (this.state === 'Stopping') {
      throw refusal('site-stopping', `Site ${this.site} is stopping; start it when it has stopped.`);
    }
    this.enter('Starting');
    this.journal.write('site', `Starting site ${this.site}, requested by ${by}`);
    try {
      await this.establish();
      await noteIntegratorState(this.site, 'Running');
    } catch (error) {
      this.journal.write('site', `Site ${this.site} could not be started`);
      this.enter('Stopped');
      throw error;
    }
    this.pendingChanged.clear();
    this.reason = undefined;
    this.enter('Running');
    return this.confirm(`Site ${this.site} started successfully!`);
  }

  /** Stop Site, at any time: running runs are halted, or finish first (`drain`). */
  async stop({ reason, mode = 'halt', by }: StopRequest): Promise<Confirmation> {
    while (this.state === 'Starting') await this.startEnds();
    const already = { message: `Site ${this.site} is stopped already` };
    // Runs that were taken over from a workflow ended by hand may be open also while the site is Stopped.
    if (this.state === 'Stopped' && this.runs.open.length === 0) return already;
    if (this.state !== 'Stopping') {
      this.reason = reason;
      this.enter('Stopping');
      this.journal.write('site', `Stopping site ${this.site}, requested by ${by}: ${reason}`);
      this.runs.release();
    }
    // Also after a drain has begun: who cannot wait any longer may halt what is left.
    if (mode === 'halt') await this.runs.haltAll(`Halted: site ${this.site} was stopped: ${reason}`);
    await this.runs.allEnded();
    await noteIntegratorState(this.site, 'Stopped');
    // Another stop may have waited for the same end, and come first.
    if (this.current() !== 'Stopping') return already;
    this.enter('Stopped');
    return this.confirm(`Site ${this.site} stopped successfully!`);
  }

  /** Send All, Send Changed, Run: what the gate lets through or refuses. */
  requestRun(request: RunRequest): void {
    if (this.state === 'Running') {
      this.runs.start(request);
      return;
    }
    this.pendingChanged.add(request.integration);
    const refused = this.refusalOf(request);
    this.journal.write('trigger', refused.message);
    throw refused;
  }

  /**
   * Refuses what was refused before and would change nothing, as a validator does: without a trace in the history. A
   * site that is stopped for long would come to the end of the Updates an execution may have.
   */
  refuseAgain(request: RunRequest): void {
    if (this.state !== 'Running' && this.pendingChanged.has(request.integration)) throw this.refusalOf(request);
  }

  /** Writes down why a signal was not followed. */
  noteRefusal(reason: string): void {
    if (!this.journal.endsWith(reason)) this.journal.write('site', `Refused: ${reason}`);
  }

  /** Lets the workflow end. */
  retire(): void {
    if (this.state !== 'Stopped')
      throw refusal('site-not-stopped', `Site ${this.site} is ${this.state.toLowerCase()}; stop it first.`);
    this.isRetired = true;
  }

  get retired(): boolean {
    return this.isRetired;
  }

  view(): SiteView {
    const { state: integrator, reason } = this;
    return { integrator, runs: this.runs.open, ...(reason === undefined ? {} : { reason }) };
  }

  /** Every task that is not blank. */
  tasks(): Record<string, TaskStatus> {
    const pending = [...this.pendingChanged].map((integration) => [integration, 'Pending Changed'] as const);
    const running = this.runs.open.map(({ integration }) => [integration, 'In-Progress'] as const);
    return Object.fromEntries([...pending, ...running]);
  }

  log(): string[] {
    return this.journal.lines(this.timeZone);
  }

  /** Begins nothing more, so that `mayContinueAsNew` comes true. */
  prepareToContinueAsNew(): void {
    this.runs.hold();
  }

  /** Whether nothing is under way that the end of an execution would cut in two. */
  get mayContinueAsNew(): boolean {
    return this.runs.allStarted;
  }

  /** What the next execution goes on with. */
  carry(): IntegratorCarry {
    const { state: integrator, timeZone, reason } = this;
    return {
      integrator,
      timeZone,
      pendingChanged: [...this.pendingChanged],
      ...this.runs.carry(),
      log: this.journal.carry(),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  private async establish(): Promise<void> {
    const { timeZone, connections } = await checkConnections(this.site);
    this.timeZone = timeZone;
    for (const { connection, problem } of connections) {
      const outcome = problem === undefined ? 'established' : `could not be established: ${problem}`;
      this.journal.write('site', `Connection to ${connection} ${outcome}`);
    }
  }

  /** Of several that wait for a start to end, the first to go on may begin another: each looks again. */
  private async startEnds(): Promise<void> {
    await condition(() => this.state !== 'Starting');
  }

  private enter(state: IntegratorState): void {
    this.state = state;
    upsertSearchAttributes([{ key: IntegratorStatus, value: state }]);
    this.show();
  }

  private show(): void {
    setCurrentDetails(`**${this.state}**${this.reason === undefined ? '' : `: ${this.reason}`}`);
  }

  /** The state as it is now: TypeScript takes it for unchanged across an await. */
  private current(): IntegratorState {
    return this.state;
  }

  private confirm(message: string): Confirmation {
    this.journal.write('site', message);
    return { message };
  }

  private refusalOf({ integration }: RunRequest): ApplicationFailure {
    const state = this.state.toLowerCase();
    const message = `Site ${this.site} is ${state}: the run of ${integration} was not started, its task is Pending Changed. Start the site, then run it.`;
    return refusal(this.state === 'Stopping' ? 'site-stopping' : 'site-stopped', message);
  }
}
